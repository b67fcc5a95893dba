package io.aim.keycloak.services.mcp;

import io.aim.keycloak.core.apikey.ApiKeyScope;
import io.aim.keycloak.services.apikey.ApiKeyCaller;
import io.aim.keycloak.services.rest.ErrorFormat;
import io.aim.keycloak.services.rest.PageParameters;
import io.aim.keycloak.services.rest.UserLookup;
import io.aim.keycloak.spi.mcp.McpServerModel;
import io.aim.keycloak.spi.mcp.McpServerPage;
import io.aim.keycloak.spi.mcp.McpServerProvider;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.NoCache;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** The MCP servers of a realm, for automation with an API key. */
@Tag(name = "MCP server runtime", description = "For automation; errors are problem details (RFC 9457)")
@SecurityRequirement(name = "apiKey")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class McpServersRuntimeResource {

    private final KeycloakSession session;
    private final RealmModel realm;
    private final McpServerAccess access;
    private final UserLookup users;

    public McpServersRuntimeResource(KeycloakSession session) {
        this.session = session;
        this.realm = session.getContext().getRealm();
        this.access = new McpServerAccess(session, realm);
        this.users = new UserLookup(session, realm);
    }

    @GET
    @NoCache
    @Operation(operationId = "listMcpServersByApiKey", summary = "List MCP servers in the order of their names")
    @APIResponse(
            responseCode = "200",
            description = "A page of MCP servers",
            content = @Content(schema = @Schema(implementation = McpServerPageRepresentation.class)))
    @APIResponse(responseCode = "400", description = "A filter is not valid; field names it")
    @APIResponse(responseCode = "401", description = "No valid API key")
    @APIResponse(responseCode = "403", description = "insufficient_scope (mcp-servers:read) or insufficient_power")
    public Response list(
            @BeanParam McpServerListParameters filters,
            @BeanParam PageParameters paging,
            @Parameter(description = "Leave out tags and metadata")
                    @QueryParam("briefRepresentation")
                    @DefaultValue("true")
                    boolean brief) {
        return ErrorFormat.PROBLEM.answer(() -> {
            access.toAll(ApiKeyScope.MCP_SERVERS_READ, "listMcpServersByApiKey");
            McpServerPage page = session.getProvider(McpServerProvider.class)
                    .search(realm, filters.query(users, paging.after(), paging.size()));
            return Response.ok(McpServerPageRepresentation.of(users, page, brief))
                    .build();
        });
    }

    @POST
    @Operation(
            operationId = "registerMcpServerByApiKey",
            summary = "Register an MCP server, which stays pending until it is verified",
            description = "Owner is the creator of the key by default, if that is a person of the realm.")
    @RequestBody(
            required = true,
            content = @Content(schema = @Schema(implementation = McpServerRegistrationRepresentation.class)))
    @APIResponse(
            responseCode = "201",
            description = "Registered; Location is its address",
            content = @Content(schema = @Schema(implementation = McpServerRepresentation.class)))
    @APIResponse(responseCode = "400", description = "A field is not valid; field names it")
    @APIResponse(responseCode = "401", description = "No valid API key")
    @APIResponse(responseCode = "403", description = "insufficient_scope (mcp-servers:write) or insufficient_power")
    @APIResponse(responseCode = "409", description = "name_taken, url_taken, client_id_taken or key_in_use")
    public Response register(@Nullable String body) {
        return ErrorFormat.PROBLEM.answer(() -> {
            ApiKeyCaller caller = access.toAll(ApiKeyScope.MCP_SERVERS_WRITE, "registerMcpServerByApiKey");
            McpServerModel server = new McpServerService(session, realm)
                    .register(McpServerRegistration.parse(body, caller.creatorInRealm()));
            return Response.created(session.getContext()
                            .getUri()
                            .getAbsolutePathBuilder()
                            .path(server.getId())
                            .build())
                    .entity(McpServerRepresentation.full(users, server))
                    .build();
        });
    }

    @Path("{serverId}")
    public McpServerRuntimeResource server(@PathParam("serverId") String serverId) {
        return new McpServerRuntimeResource(session, serverId);
    }
}
