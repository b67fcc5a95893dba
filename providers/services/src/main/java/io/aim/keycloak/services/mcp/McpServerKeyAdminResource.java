package io.aim.keycloak.services.mcp;

import io.aim.keycloak.services.permission.AimPermissions;
import io.aim.keycloak.services.rest.ErrorFormat;
import io.aim.keycloak.spi.mcp.McpServerModel;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
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

/** The public key of one MCP server. */
@SecurityRequirement(name = "administrator")
@Tag(name = "MCP servers")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class McpServerKeyAdminResource {

    private final KeycloakSession session;
    private final RealmModel realm;
    private final AimPermissions permissions;
    private final AdminEventBuilder adminEvent;
    private final McpServerModel server;
    private final @Nullable ClientModel client;

    McpServerKeyAdminResource(
            KeycloakSession session,
            RealmModel realm,
            AimPermissions permissions,
            AdminEventBuilder adminEvent,
            McpServerModel server,
            @Nullable ClientModel client) {
        this.session = session;
        this.realm = realm;
        this.permissions = permissions;
        this.adminEvent = adminEvent;
        this.server = server;
        this.client = client;
    }

    @GET
    @NoCache
    @Operation(operationId = "getMcpServerPublicKey", summary = "The MCP server's public key")
    @APIResponse(
            responseCode = "200",
            description = "The key",
            content = @Content(schema = @Schema(implementation = McpServerKeyRepresentation.class)))
    @APIResponse(responseCode = "403", description = "Needs an AIM role and view-clients")
    @APIResponse(responseCode = "404", description = "No such MCP server in this realm, or it has no key yet")
    public Response get() {
        return ErrorFormat.ADMIN.answer(
                () -> Response.ok(McpServerKeys.require(server)).build());
    }

    @PUT
    @Operation(
            operationId = "setMcpServerPublicKey",
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
    @APIResponse(responseCode = "403", description = "Needs aim-manage and manage-clients")
    @APIResponse(responseCode = "404", description = "No such MCP server in this realm")
    @APIResponse(responseCode = "409", description = "key_in_use or mcp_server_revoked")
    public Response set(@Nullable String body) {
        permissions.requireManage(client);
        return ErrorFormat.ADMIN.answer(() -> {
            McpServerModel changed =
                    new McpServerService(session, realm).changeKey(server.getId(), McpServerKeys.parse(body));
            McpServerKeyRepresentation key = McpServerKeys.require(changed);
            McpServerEvents.about(adminEvent, changed)
                    .operation(OperationType.UPDATE)
                    .resourcePath(session.getContext().getUri())
                    .representation(key)
                    .success();
            return Response.ok(key).build();
        });
    }
}
