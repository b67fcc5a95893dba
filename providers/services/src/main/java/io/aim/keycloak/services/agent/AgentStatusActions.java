package io.aim.keycloak.services.agent;

import io.aim.keycloak.core.agent.AgentRules;
import io.aim.keycloak.core.agent.AgentStatus;
import io.aim.keycloak.services.permission.AimPermissions;
import io.aim.keycloak.services.rest.AimException;
import io.aim.keycloak.services.rest.ErrorFormat;
import io.aim.keycloak.services.rest.JsonBody;
import io.aim.keycloak.services.rest.ReasonRepresentation;
import io.aim.keycloak.services.rest.StatusChangeRepresentation;
import io.aim.keycloak.spi.agent.AgentModel;
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

/** What changes the status of one agent. */
abstract class AgentStatusActions {

    private final KeycloakSession session;
    private final AimPermissions permissions;
    private final AdminEventBuilder adminEvent;
    private final AgentModel agent;
    private final @Nullable ClientModel client;
    private final AgentStatusService service;
    private final AgentRepresentations representations;

    AgentStatusActions(
            KeycloakSession session,
            RealmModel realm,
            AimPermissions permissions,
            AdminEventBuilder adminEvent,
            AgentModel agent,
            @Nullable ClientModel client) {
        this.session = session;
        this.permissions = permissions;
        this.adminEvent = adminEvent;
        this.agent = agent;
        this.client = client;
        this.service = new AgentStatusService(session, realm);
        this.representations = new AgentRepresentations(session, realm);
    }

    @POST
    @Path("verify")
    @Operation(
            operationId = "verifyAgent",
            summary = "Verify a pending agent",
            description = "Needs an owner and a sponsor who are enabled users, and a key whose possession was proven.")
    @APIResponse(
            responseCode = "200",
            description = "Verified",
            content = @Content(schema = @Schema(implementation = AgentRepresentation.class)))
    @APIResponse(responseCode = "403", description = "Needs aim-manage and manage-clients")
    @APIResponse(
            responseCode = "409",
            description = "key_not_proven, owner_missing, sponsor_missing or illegal_transition")
    public Response verify() {
        permissions.requireManage(client);
        return ErrorFormat.ADMIN.answer(() -> {
            if (agent.getStatus() == AgentStatus.SUSPENDED) {
                throw AimException.conflict(
                        "illegal_transition", "A suspended agent is reactivated, not verified", "status");
            }
            return change(AgentStatus.VERIFIED, null);
        });
    }

    @PUT
    @Path("status")
    @Operation(
            operationId = "setAgentStatus",
            summary = "Change the status",
            description = "pending → verified ⇄ suspended → revoked; revoked is final.")
    @RequestBody(
            required = true,
            content = @Content(schema = @Schema(implementation = StatusChangeRepresentation.class)))
    @APIResponse(
            responseCode = "200",
            description = "Changed, effective on every node within one second",
            content = @Content(schema = @Schema(implementation = AgentRepresentation.class)))
    @APIResponse(responseCode = "400", description = "A field is not valid; field names it")
    @APIResponse(responseCode = "403", description = "aim-operator may only suspend or revoke")
    @APIResponse(responseCode = "409", description = "illegal_transition, or what verify answers")
    public Response status(@Nullable String body) {
        permissions.requireOperate(client);
        return ErrorFormat.ADMIN.answer(() -> {
            JsonBody json = JsonBody.parse(body, "status", "reason");
            AgentStatus target = AgentRules.status(json.text("status"));
            if (!target.reducesPower()) {
                permissions.requireManage(client);
            }
            return change(target, json.text("reason"));
        });
    }

    @POST
    @Path("suspend")
    @Operation(
            operationId = "suspendAgent",
            summary = "Suspend: no more tokens, and those out end",
            description =
                    "The kill switch: tokens and sessions end on every node within a second. The receipt says what was cut.")
    @RequestBody(required = false, content = @Content(schema = @Schema(implementation = ReasonRepresentation.class)))
    @APIResponse(
            responseCode = "200",
            description = "Suspended",
            content = @Content(schema = @Schema(implementation = AgentRepresentation.class)))
    @APIResponse(responseCode = "403", description = "Needs aim-operator or aim-manage")
    @APIResponse(responseCode = "409", description = "illegal_transition")
    public Response suspend(@Nullable String body) {
        permissions.requireOperate(client);
        return shortcut(AgentStatus.SUSPENDED, body);
    }

    @POST
    @Path("reactivate")
    @Operation(
            operationId = "reactivateAgent",
            summary = "End a suspension",
            description =
                    "Needs a reason; after compromised also a new key whose possession was proven. Takes up to two"
                            + " seconds: tokens that were cut must stay ended.")
    @RequestBody(required = true, content = @Content(schema = @Schema(implementation = ReasonRepresentation.class)))
    @APIResponse(
            responseCode = "200",
            description = "Verified again",
            content = @Content(schema = @Schema(implementation = AgentRepresentation.class)))
    @APIResponse(responseCode = "403", description = "Needs aim-manage and manage-clients")
    @APIResponse(responseCode = "409", description = "illegal_transition, or what verify answers")
    public Response reactivate(@Nullable String body) {
        permissions.requireManage(client);
        return ErrorFormat.ADMIN.answer(() -> {
            if (agent.getStatus() == AgentStatus.PENDING) {
                throw AimException.conflict(
                        "illegal_transition", "A pending agent is verified, not reactivated", "status");
            }
            return change(AgentStatus.VERIFIED, JsonBody.parse(body, "reason").text("reason"));
        });
    }

    @POST
    @Path("revoke")
    @Operation(
            operationId = "revokeAgent",
            summary = "Revoke for good",
            description = "As suspend, and all keys are revoked.")
    @RequestBody(required = false, content = @Content(schema = @Schema(implementation = ReasonRepresentation.class)))
    @APIResponse(
            responseCode = "200",
            description = "Revoked",
            content = @Content(schema = @Schema(implementation = AgentRepresentation.class)))
    @APIResponse(responseCode = "403", description = "Needs aim-operator or aim-manage")
    @APIResponse(responseCode = "409", description = "illegal_transition")
    public Response revoke(@Nullable String body) {
        permissions.requireOperate(client);
        return shortcut(AgentStatus.REVOKED, body);
    }

    @POST
    @Path("compromised")
    @Operation(
            operationId = "markAgentCompromised",
            summary = "Somebody else may have the agent's keys",
            description =
                    "Suspends the agent, ends all its tokens and sessions and revokes all its keys. To reactivate it,"
                            + " give it a new key, let it prove that one, and say why.")
    @RequestBody(required = true, content = @Content(schema = @Schema(implementation = ReasonRepresentation.class)))
    @APIResponse(
            responseCode = "200",
            description = "Everything is cut; receipt says what",
            content = @Content(schema = @Schema(implementation = AgentRepresentation.class)))
    @APIResponse(responseCode = "400", description = "A reason is required")
    @APIResponse(responseCode = "403", description = "Needs aim-operator or aim-manage")
    @APIResponse(responseCode = "409", description = "illegal_transition: the agent is revoked")
    public Response compromised(@Nullable String body) {
        permissions.requireOperate(client);
        return ErrorFormat.ADMIN.answer(() -> answer(
                "compromised",
                service.compromised(
                        agent.getId(), JsonBody.parse(body, "reason").text("reason"))));
    }

    private Response shortcut(AgentStatus target, @Nullable String body) {
        return ErrorFormat.ADMIN.answer(
                () -> change(target, JsonBody.parse(body, "reason").text("reason")));
    }

    private Response change(AgentStatus target, @Nullable String reason) {
        return answer(target.code(), service.change(agent.getId(), target, reason));
    }

    private Response answer(String change, AgentStatusService.Changed changed) {
        AgentModel subject = changed.agent();
        AgentRepresentation representation = representations.cut(subject, changed.receipt());
        adminEvent
                .detail("aim_status", change)
                .detail("aim_status_reason", subject.getStatusReason())
                .operation(OperationType.ACTION)
                .resourcePath(session.getContext().getUri())
                .detail(AgentEventDetails.AGENT_ID, subject.getId())
                .detail(AgentEventDetails.AGENT_NAME, subject.getName())
                .representation(representation)
                .success();
        return Response.ok(representation).build();
    }
}
