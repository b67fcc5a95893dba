package io.aim.keycloak.services.mcp;

import io.aim.keycloak.core.mcp.McpServerRules;
import io.aim.keycloak.core.mcp.McpServerStatus;
import io.aim.keycloak.services.permission.AimPermissions;
import io.aim.keycloak.services.rest.AimException;
import io.aim.keycloak.services.rest.ErrorFormat;
import io.aim.keycloak.services.rest.JsonBody;
import io.aim.keycloak.services.rest.ReasonRepresentation;
import io.aim.keycloak.services.rest.StatusChangeRepresentation;
import io.aim.keycloak.services.rest.UserLookup;
import io.aim.keycloak.spi.mcp.McpServerModel;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;
import org.keycloak.events.admin.OperationType;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.services.resources.admin.AdminEventBuilder;

/** What changes the status of one MCP server. */
abstract class McpServerStatusActions {

    private final KeycloakSession session;
    private final AimPermissions permissions;
    private final AdminEventBuilder adminEvent;
    private final McpServerModel server;
    private final @Nullable ClientModel client;
    private final McpServerStatusService service;
    private final UserLookup users;

    McpServerStatusActions(
            KeycloakSession session,
            RealmModel realm,
            AimPermissions permissions,
            AdminEventBuilder adminEvent,
            McpServerModel server,
            @Nullable ClientModel client) {
        this.session = session;
        this.permissions = permissions;
        this.adminEvent = adminEvent;
        this.server = server;
        this.client = client;
        this.service = new McpServerStatusService(session, realm);
        this.users = new UserLookup(session, realm);
    }

    @PUT
    @Path("status")
    @Operation(
            operationId = "setMcpServerStatus",
            summary = "Change the status",
            description = "pending → verified ⇄ suspended → revoked; revoked is final. To become verified the server"
                    + " needs an owner and a key that it proved to be its own.")
    @RequestBody(
            required = true,
            content = @Content(schema = @Schema(implementation = StatusChangeRepresentation.class)))
    @APIResponse(
            responseCode = "200",
            description = "Changed",
            content = @Content(schema = @Schema(implementation = McpServerRepresentation.class)))
    @APIResponse(responseCode = "400", description = "A field is not valid; field names it")
    @APIResponse(responseCode = "403", description = "aim-operator may only suspend or revoke")
    @APIResponse(responseCode = "409", description = "illegal_transition, owner_missing, key_missing or key_not_proven")
    public Response status(@Nullable String body) {
        permissions.requireOperate(client);
        return ErrorFormat.ADMIN.answer(() -> {
            JsonBody json = JsonBody.parse(body, "status", "reason");
            McpServerStatus target = McpServerRules.status(json.text("status"));
            if (!target.reducesPower()) {
                permissions.requireManage(client);
            }
            return change(target, json.text("reason"));
        });
    }

    @POST
    @Path("suspend")
    @Operation(operationId = "suspendMcpServer", summary = "Suspend: its client is disabled")
    @RequestBody(required = false, content = @Content(schema = @Schema(implementation = ReasonRepresentation.class)))
    @APIResponse(
            responseCode = "200",
            description = "Suspended",
            content = @Content(schema = @Schema(implementation = McpServerRepresentation.class)))
    @APIResponse(responseCode = "403", description = "Needs aim-operator or aim-manage")
    @APIResponse(responseCode = "409", description = "illegal_transition")
    public Response suspend(@Nullable String body) {
        permissions.requireOperate(client);
        return shortcut(McpServerStatus.SUSPENDED, body);
    }

    @POST
    @Path("reactivate")
    @Operation(
            operationId = "reactivateMcpServer",
            summary = "End a suspension",
            description = "Needs a reason; if key or address changed meanwhile, also a new verification.")
    @RequestBody(required = true, content = @Content(schema = @Schema(implementation = ReasonRepresentation.class)))
    @APIResponse(
            responseCode = "200",
            description = "Verified again",
            content = @Content(schema = @Schema(implementation = McpServerRepresentation.class)))
    @APIResponse(responseCode = "403", description = "Needs aim-manage and manage-clients")
    @APIResponse(responseCode = "409", description = "illegal_transition, owner_missing, key_missing or key_not_proven")
    public Response reactivate(@Nullable String body) {
        permissions.requireManage(client);
        return ErrorFormat.ADMIN.answer(() -> {
            if (server.getStatus() == McpServerStatus.PENDING) {
                throw AimException.conflict(
                        "illegal_transition", "A pending MCP server is verified, not reactivated", "status");
            }
            return change(
                    McpServerStatus.VERIFIED, JsonBody.parse(body, "reason").text("reason"));
        });
    }

    @POST
    @Path("revoke")
    @Operation(
            operationId = "revokeMcpServer",
            summary = "Revoke for good",
            description = "As suspend, and its key is never accepted again.")
    @RequestBody(required = false, content = @Content(schema = @Schema(implementation = ReasonRepresentation.class)))
    @APIResponse(
            responseCode = "200",
            description = "Revoked",
            content = @Content(schema = @Schema(implementation = McpServerRepresentation.class)))
    @APIResponse(responseCode = "403", description = "Needs aim-operator or aim-manage")
    @APIResponse(responseCode = "409", description = "illegal_transition")
    public Response revoke(@Nullable String body) {
        permissions.requireOperate(client);
        return shortcut(McpServerStatus.REVOKED, body);
    }

    private Response shortcut(McpServerStatus target, @Nullable String body) {
        return ErrorFormat.ADMIN.answer(
                () -> change(target, JsonBody.parse(body, "reason").text("reason")));
    }

    private Response change(McpServerStatus target, @Nullable String reason) {
        McpServerModel subject = service.change(server.getId(), target, reason);
        McpServerRepresentation representation = McpServerRepresentation.full(users, subject);
        McpServerEvents.about(adminEvent, subject)
                .detail("aim_status", target.code())
                .detail("aim_status_reason", subject.getStatusReason())
                .operation(OperationType.ACTION)
                .resourcePath(session.getContext().getUri())
                .representation(representation)
                .success();
        return Response.ok(representation).build();
    }
}
