package io.aim.keycloak.services.key;

import io.aim.keycloak.core.agent.AgentRules;
import io.aim.keycloak.services.permission.AimPermissions;
import io.aim.keycloak.services.rest.ErrorFormat;
import io.aim.keycloak.spi.agent.AgentModel;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
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
import org.jspecify.annotations.Nullable;
import org.keycloak.events.admin.OperationType;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.services.resources.admin.AdminEventBuilder;

/** The keys of one agent, for administrators. */
@SecurityRequirement(name = "administrator")
@Tag(name = "Agent keys", description = "Keys of an agent: rotate, add, revoke")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class AgentKeysAdminResource {

    /** Resource type of the admin events. */
    private static final String RESOURCE_TYPE = "AIM_AGENT_KEY";

    private final KeycloakSession session;
    private final RealmModel realm;
    private final AimPermissions permissions;
    private final AdminEventBuilder adminEvent;
    private final String agentId;
    private final @Nullable ClientModel client;

    public AgentKeysAdminResource(
            KeycloakSession session,
            RealmModel realm,
            AimPermissions permissions,
            AdminEventBuilder adminEvent,
            String agentId,
            @Nullable ClientModel client) {
        this.session = session;
        this.realm = realm;
        this.permissions = permissions;
        this.adminEvent = adminEvent.clone(session).resource(RESOURCE_TYPE);
        this.agentId = agentId;
        this.client = client;
    }

    @POST
    @Operation(
            operationId = "rotateAgentKey",
            summary = "Give an agent a new key",
            description =
                    "The keys that it replaces stay accepted for the grace period; with 0 seconds they end at once."
                            + " The agent proves that it holds the new key by the challenge endpoints, or by using it.")
    @RequestBody(
            required = true,
            content = @Content(schema = @Schema(implementation = KeyRotationRequest.ByAdministrator.class)))
    @APIResponse(
            responseCode = "201",
            description = "The keys after the change",
            content = @Content(schema = @Schema(implementation = KeyVaultRepresentation.class)))
    @APIResponse(responseCode = "400", description = "A field is not valid; field names it")
    @APIResponse(responseCode = "403", description = "Needs aim-manage and manage-clients")
    @APIResponse(responseCode = "404", description = "No such agent in this realm")
    @APIResponse(responseCode = "409", description = "key_in_use, too_many_keys or agent_revoked")
    public Response rotate(@Nullable String body) {
        permissions.requireManage(client);
        return ErrorFormat.ADMIN.answer(() -> {
            AgentModel agent = new KeyRotation(session, realm).byAdministrator(agentId, body);
            return answer(Response.status(Response.Status.CREATED), OperationType.CREATE, agent);
        });
    }

    @DELETE
    @Path("{thumbprint}")
    @Operation(
            operationId = "revokeAgentKey",
            summary = "Revoke a key at once and for good",
            description = "It is refused on every node within a second, and can never be registered in the realm again."
                    + " Without a usable key the agent cannot authenticate.")
    @APIResponse(
            responseCode = "200",
            description = "The keys after the change",
            content = @Content(schema = @Schema(implementation = KeyVaultRepresentation.class)))
    @APIResponse(responseCode = "400", description = "The reason is not valid")
    @APIResponse(responseCode = "403", description = "Needs aim-operator or aim-manage")
    @APIResponse(responseCode = "404", description = "No such agent in this realm, or no such key of the agent")
    @APIResponse(responseCode = "409", description = "key_revoked or agent_revoked")
    public Response revoke(
            @PathParam("thumbprint") String thumbprint,
            @Parameter(description = "Why, up to 1000 characters") @QueryParam("reason") @Nullable String reason) {
        permissions.requireOperate(client);
        return ErrorFormat.ADMIN.answer(() -> {
            String text = AgentRules.text("reason", reason, AgentRules.REASON_MAX);
            AgentModel agent = new KeyRotation(session, realm).revoke(agentId, thumbprint, text);
            return answer(Response.ok(), OperationType.DELETE, agent);
        });
    }

    private Response answer(Response.ResponseBuilder response, OperationType operation, AgentModel agent) {
        KeyVaultRepresentation keys = KeyVaultRepresentation.of(agent);
        adminEvent
                .operation(operation)
                .resourcePath(session.getContext().getUri())
                .representation(keys)
                .success();
        return response.entity(keys).build();
    }
}
