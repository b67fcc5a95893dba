package io.aim.keycloak.services.mcp;

import io.aim.keycloak.services.permission.AimPermissions;
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
import org.keycloak.events.admin.OperationType;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.services.resources.admin.AdminEventBuilder;

/** The MCP servers of a realm, for administrators. */
@SecurityRequirement(name = "administrator")
@Tag(name = "MCP servers", description = "MCP servers of a realm, for administrators")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class McpServersAdminResource {

    private final KeycloakSession session;
    private final RealmModel realm;
    private final AimPermissions permissions;
    private final AdminEventBuilder adminEvent;
    private final UserLookup users;

    public McpServersAdminResource(
            KeycloakSession session, RealmModel realm, AimPermissions permissions, AdminEventBuilder adminEvent) {
        this.session = session;
        this.realm = realm;
        this.permissions = permissions;
        this.adminEvent = adminEvent.resource(McpServerService.RESOURCE_TYPE);
        this.users = new UserLookup(session, realm);
    }

    @GET
    @NoCache
    @Operation(operationId = "listMcpServers", summary = "List MCP servers in the order of their names")
    @APIResponse(
            responseCode = "200",
            description = "A page of MCP servers",
            content = @Content(schema = @Schema(implementation = McpServerPageRepresentation.class)))
    @APIResponse(responseCode = "400", description = "A filter is not valid; field names it")
    @APIResponse(responseCode = "403", description = "Needs an AIM role and view-clients")
    public Response list(
            @BeanParam McpServerListParameters filters,
            @BeanParam PageParameters paging,
            @Parameter(description = "Leave out tags and metadata")
                    @QueryParam("briefRepresentation")
                    @DefaultValue("true")
                    boolean brief) {
        permissions.requireView();
        return ErrorFormat.ADMIN.answer(() -> {
            McpServerPage page = session.getProvider(McpServerProvider.class)
                    .search(realm, filters.query(users, paging.after(), paging.size()));
            return Response.ok(McpServerPageRepresentation.of(users, page, brief))
                    .build();
        });
    }

    @POST
    @Operation(
            operationId = "registerMcpServer",
            summary = "Register an MCP server",
            description = "Creates the server in status pending, and its client, which takes tokens and gets none.")
    @RequestBody(
            required = true,
            content = @Content(schema = @Schema(implementation = McpServerRegistrationRepresentation.class)))
    @APIResponse(
            responseCode = "201",
            description = "Registered; Location is its address",
            content = @Content(schema = @Schema(implementation = McpServerRepresentation.class)))
    @APIResponse(responseCode = "400", description = "A field is not valid; field names it")
    @APIResponse(responseCode = "403", description = "Needs aim-manage and manage-clients")
    @APIResponse(responseCode = "409", description = "name_taken, url_taken, client_id_taken or key_in_use")
    public Response register(@Nullable String body) {
        permissions.requireManage();
        return ErrorFormat.ADMIN.answer(() -> {
            McpServerModel server =
                    new McpServerService(session, realm).register(McpServerRegistration.parse(body, null));
            McpServerRepresentation representation = McpServerRepresentation.full(users, server);
            McpServerEvents.about(adminEvent, server)
                    .operation(OperationType.CREATE)
                    .resourcePath(session.getContext().getUri(), server.getId())
                    .representation(representation)
                    .success();
            return Response.created(session.getContext()
                            .getUri()
                            .getAbsolutePathBuilder()
                            .path(server.getId())
                            .build())
                    .entity(representation)
                    .build();
        });
    }

    @Path("bulk-delete")
    public McpServerBulkDeleteResource bulkDelete() {
        return new McpServerBulkDeleteResource(session, realm, permissions, adminEvent);
    }

    @Path("export")
    public McpServerExportResource export() {
        return new McpServerExportResource(session, realm, permissions);
    }

    @Path("import")
    public McpServerImportResource imports() {
        return new McpServerImportResource(session, realm, permissions, adminEvent);
    }

    @Path("{serverId}")
    public McpServerAdminResource server(@PathParam("serverId") String serverId) {
        return ErrorFormat.ADMIN.answer(
                () -> McpServerAdminResource.of(session, realm, permissions, adminEvent, serverId));
    }
}
