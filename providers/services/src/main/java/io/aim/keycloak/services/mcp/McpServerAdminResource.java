package io.aim.keycloak.services.mcp;

import io.aim.keycloak.services.mcp.verification.McpServerVerificationsResource;
import io.aim.keycloak.services.mcp.verification.McpServerVerifyResource;
import io.aim.keycloak.services.permission.AimPermissions;
import io.aim.keycloak.services.rest.ErrorFormat;
import io.aim.keycloak.services.rest.UserLookup;
import io.aim.keycloak.spi.mcp.McpServerModel;
import io.aim.keycloak.spi.mcp.McpServerProvider;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
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
import org.keycloak.events.admin.OperationType;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.services.resources.admin.AdminEventBuilder;

/** One MCP server, for administrators. */
@SecurityRequirement(name = "administrator")
@Tag(name = "MCP servers")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class McpServerAdminResource extends McpServerStatusActions {

    private final KeycloakSession session;
    private final RealmModel realm;
    private final AimPermissions permissions;
    private final AdminEventBuilder adminEvent;
    private final McpServerModel server;
    private final @Nullable ClientModel client;
    private final McpServerService service;
    private final UserLookup users;

    private McpServerAdminResource(
            KeycloakSession session,
            RealmModel realm,
            AimPermissions permissions,
            AdminEventBuilder adminEvent,
            McpServerModel server,
            @Nullable ClientModel client) {
        super(session, realm, permissions, adminEvent, server, client);
        this.session = session;
        this.realm = realm;
        this.permissions = permissions;
        this.adminEvent = adminEvent;
        this.server = server;
        this.client = client;
        this.service = new McpServerService(session, realm);
        this.users = new UserLookup(session, realm);
    }

    /** The resource of that server; a caller who may not see it is refused before it learns what exists. */
    static McpServerAdminResource of(
            KeycloakSession session,
            RealmModel realm,
            AimPermissions permissions,
            AdminEventBuilder adminEvent,
            String serverId) {
        McpServerModel server = session.getProvider(McpServerProvider.class)
                .getById(realm, serverId)
                .orElse(null);
        if (server == null) {
            permissions.requireView();
            throw McpServerService.unknown();
        }
        ClientModel client = realm.getClientById(server.getClientUuid());
        permissions.requireView(client);
        return new McpServerAdminResource(session, realm, permissions, adminEvent, server, client);
    }

    @GET
    @NoCache
    @Operation(operationId = "getMcpServer", summary = "Get an MCP server")
    @APIResponse(
            responseCode = "200",
            description = "The MCP server",
            content = @Content(schema = @Schema(implementation = McpServerRepresentation.class)))
    @APIResponse(responseCode = "403", description = "Needs an AIM role and view-clients")
    @APIResponse(responseCode = "404", description = "No such MCP server in this realm")
    public Response get() {
        return Response.ok(McpServerRepresentation.full(users, server)).build();
    }

    @PUT
    @Operation(
            operationId = "updateMcpServer",
            summary = "Change an MCP server",
            description = "Another address makes a verified server pending again.")
    @RequestBody(content = @Content(schema = @Schema(implementation = McpServerUpdateRepresentation.class)))
    @APIResponse(responseCode = "204", description = "Changed")
    @APIResponse(responseCode = "400", description = "A field is not valid; field names it")
    @APIResponse(responseCode = "403", description = "Needs aim-manage and manage-clients")
    @APIResponse(responseCode = "404", description = "No such MCP server in this realm")
    @APIResponse(responseCode = "409", description = "url_taken")
    public Response update(@Nullable String body) {
        permissions.requireManage(client);
        return ErrorFormat.ADMIN.answer(() -> {
            emit(OperationType.UPDATE, service.update(server.getId(), body));
            return Response.noContent().build();
        });
    }

    @DELETE
    @Operation(operationId = "deleteMcpServer", summary = "Remove an MCP server and its client")
    @APIResponse(responseCode = "204", description = "Removed")
    @APIResponse(responseCode = "403", description = "Needs aim-manage and manage-clients")
    @APIResponse(responseCode = "404", description = "No such MCP server in this realm")
    public Response delete() {
        permissions.requireManage(client);
        return ErrorFormat.ADMIN.answer(() -> {
            emit(OperationType.DELETE, server);
            service.remove(server);
            return Response.noContent().build();
        });
    }

    @Path("public-key")
    public McpServerKeyAdminResource publicKey() {
        return new McpServerKeyAdminResource(session, realm, permissions, adminEvent, server, client);
    }

    @Path("tags")
    public McpServerTagsAdminResource tags() {
        return new McpServerTagsAdminResource(session, realm, permissions, adminEvent, server, client);
    }

    @Path("verify")
    public McpServerVerifyResource verify() {
        return new McpServerVerifyResource(session, realm, permissions, adminEvent, server, client);
    }

    @Path("verifications")
    public McpServerVerificationsResource verifications() {
        return new McpServerVerificationsResource(session, realm, server);
    }

    private void emit(OperationType operation, McpServerModel subject) {
        McpServerEvents.about(adminEvent, subject)
                .operation(operation)
                .resourcePath(session.getContext().getUri())
                .representation(McpServerRepresentation.full(users, subject))
                .success();
    }
}
