package io.aim.keycloak.services.mcp;

import io.aim.keycloak.core.apikey.ApiKeyScope;
import io.aim.keycloak.services.rest.ErrorFormat;
import io.aim.keycloak.services.rest.UserLookup;
import io.aim.keycloak.spi.mcp.McpServerModel;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.NoCache;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** One MCP server, for automation with an API key. Keys change what it is, never its status as such. */
@Tag(name = "MCP server runtime")
@SecurityRequirement(name = "apiKey")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class McpServerRuntimeResource {

    private static final String NEEDS_READ = "insufficient_scope (mcp-servers:read) or insufficient_power";
    private static final String NEEDS_WRITE = "insufficient_scope (mcp-servers:write) or insufficient_power";

    private final KeycloakSession session;
    private final RealmModel realm;
    private final String serverId;
    private final McpServerAccess access;

    McpServerRuntimeResource(KeycloakSession session, String serverId) {
        this.session = session;
        this.realm = session.getContext().getRealm();
        this.serverId = serverId;
        this.access = new McpServerAccess(session, realm);
    }

    @GET
    @NoCache
    @Operation(operationId = "getMcpServerByApiKey", summary = "Get an MCP server")
    @APIResponse(
            responseCode = "200",
            description = "The MCP server",
            content = @Content(schema = @Schema(implementation = McpServerRepresentation.class)))
    @APIResponse(responseCode = "401", description = "No valid API key")
    @APIResponse(responseCode = "403", description = NEEDS_READ)
    @APIResponse(responseCode = "404", description = "No such MCP server in this realm")
    public Response get() {
        return ErrorFormat.PROBLEM.answer(() -> {
            McpServerModel server = access.to(serverId, ApiKeyScope.MCP_SERVERS_READ, "getMcpServerByApiKey");
            return Response.ok(McpServerRepresentation.full(new UserLookup(session, realm), server))
                    .build();
        });
    }

    @PUT
    @Operation(
            operationId = "updateMcpServerByApiKey",
            summary = "Change an MCP server",
            description = "Another address makes a verified server pending again.")
    @RequestBody(content = @Content(schema = @Schema(implementation = McpServerUpdateRepresentation.class)))
    @APIResponse(responseCode = "204", description = "Changed")
    @APIResponse(responseCode = "400", description = "A field is not valid; field names it")
    @APIResponse(responseCode = "401", description = "No valid API key")
    @APIResponse(responseCode = "403", description = NEEDS_WRITE)
    @APIResponse(responseCode = "404", description = "No such MCP server in this realm")
    @APIResponse(responseCode = "409", description = "url_taken")
    public Response update(@Nullable String body) {
        return ErrorFormat.PROBLEM.answer(() -> {
            McpServerModel server = access.to(serverId, ApiKeyScope.MCP_SERVERS_WRITE, "updateMcpServerByApiKey");
            new McpServerService(session, realm).update(server.getId(), body);
            return Response.noContent().build();
        });
    }

    @GET
    @NoCache
    @Path("public-key")
    @Operation(operationId = "getMcpServerPublicKeyByApiKey", summary = "The MCP server's public key")
    @APIResponse(
            responseCode = "200",
            description = "The key",
            content = @Content(schema = @Schema(implementation = McpServerKeyRepresentation.class)))
    @APIResponse(responseCode = "401", description = "No valid API key")
    @APIResponse(responseCode = "403", description = NEEDS_READ)
    @APIResponse(responseCode = "404", description = "No such MCP server in this realm, or it has no key yet")
    public Response publicKey() {
        return ErrorFormat.PROBLEM.answer(() -> Response.ok(McpServerKeys.require(
                        access.to(serverId, ApiKeyScope.MCP_SERVERS_READ, "getMcpServerPublicKeyByApiKey")))
                .build());
    }

    @PUT
    @Path("public-key")
    @Operation(
            operationId = "setMcpServerPublicKeyByApiKey",
            summary = "Give the MCP server another public key",
            description = "The key that it replaces is never accepted again, and a verified server is pending again.")
    @RequestBody(
            required = true,
            content = @Content(schema = @Schema(implementation = PublicKeyChangeRepresentation.class)))
    @APIResponse(
            responseCode = "200",
            description = "The key",
            content = @Content(schema = @Schema(implementation = McpServerKeyRepresentation.class)))
    @APIResponse(responseCode = "400", description = "No public key, or a private one; field names it")
    @APIResponse(responseCode = "401", description = "No valid API key")
    @APIResponse(responseCode = "403", description = NEEDS_WRITE)
    @APIResponse(responseCode = "404", description = "No such MCP server in this realm")
    @APIResponse(responseCode = "409", description = "key_in_use or mcp_server_revoked")
    public Response setPublicKey(@Nullable String body) {
        return ErrorFormat.PROBLEM.answer(() -> {
            McpServerModel server = access.to(serverId, ApiKeyScope.MCP_SERVERS_WRITE, "setMcpServerPublicKeyByApiKey");
            return Response.ok(McpServerKeys.require(
                            new McpServerService(session, realm).changeKey(server.getId(), McpServerKeys.parse(body))))
                    .build();
        });
    }
}
