package io.aim.keycloak.services.agent;

import io.aim.keycloak.core.agent.AgentPerson;
import io.aim.keycloak.services.permission.AimPermissions;
import io.aim.keycloak.services.rest.ErrorFormat;
import io.aim.keycloak.spi.agent.AgentModel;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
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
import org.jspecify.annotations.Nullable;
import org.keycloak.events.admin.OperationType;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.services.resources.admin.AdminEventBuilder;

/** Another owner or sponsor for one agent, for administrators. */
@SecurityRequirement(name = "administrator")
@Tag(name = "Agents")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class AgentTransferAdminResource {

    private final KeycloakSession session;
    private final RealmModel realm;
    private final AimPermissions permissions;
    private final AdminEventBuilder adminEvent;
    private final String agentId;
    private final @Nullable ClientModel client;

    AgentTransferAdminResource(
            KeycloakSession session,
            RealmModel realm,
            AimPermissions permissions,
            AdminEventBuilder adminEvent,
            String agentId,
            @Nullable ClientModel client) {
        this.session = session;
        this.realm = realm;
        this.permissions = permissions;
        this.adminEvent = adminEvent;
        this.agentId = agentId;
        this.client = client;
    }

    @POST
    @Operation(
            operationId = "transferAgent",
            summary = "Offer an agent to another owner or sponsor, or transfer it",
            description =
                    "The person who is asked accepts or declines at /realms/{realm}/aim/v1/transfers; the offer runs out"
                            + " after a week. With force the change is made at once.")
    @RequestBody(required = true, content = @Content(schema = @Schema(implementation = TransferRequest.class)))
    @APIResponse(
            responseCode = "200",
            description = "The agent, with the offer or the new person",
            content = @Content(schema = @Schema(implementation = AgentRepresentation.class)))
    @APIResponse(responseCode = "400", description = "A field is not valid; field names it")
    @APIResponse(responseCode = "403", description = "Needs aim-manage and manage-clients")
    @APIResponse(responseCode = "404", description = "No such agent in this realm")
    @APIResponse(responseCode = "409", description = "already_owner or already_sponsor")
    public Response transfer(@Nullable String body) {
        permissions.requireManage(client);
        return ErrorFormat.ADMIN.answer(() -> {
            TransferRequest request = TransferRequest.parse(body);
            AgentTransfers transfers = new AgentTransfers(session, realm);
            AgentModel agent = request.force()
                    ? transfers.force(agentId, request.role(), request.to(), request.reason())
                    : transfers.offer(agentId, request.role(), request.to(), request.reason());
            return answer(agent);
        });
    }

    @DELETE
    @Path("{role}")
    @Operation(operationId = "withdrawTransfer", summary = "Take an offer back")
    @APIResponse(
            responseCode = "200",
            description = "The agent, without the offer",
            content = @Content(schema = @Schema(implementation = AgentRepresentation.class)))
    @APIResponse(responseCode = "400", description = "role is neither owner nor sponsor")
    @APIResponse(responseCode = "403", description = "Needs aim-manage and manage-clients")
    @APIResponse(responseCode = "404", description = "No such agent in this realm, or no offer")
    public Response withdraw(@PathParam("role") String role) {
        permissions.requireManage(client);
        return ErrorFormat.ADMIN.answer(
                () -> answer(new AgentTransfers(session, realm).withdraw(agentId, AgentPerson.fromCode("role", role))));
    }

    private Response answer(AgentModel agent) {
        AgentRepresentation representation = new AgentRepresentations(session, realm).full(agent);
        adminEvent
                .operation(OperationType.ACTION)
                .resourcePath(session.getContext().getUri())
                .detail(AgentEventDetails.AGENT_ID, agent.getId())
                .detail(AgentEventDetails.AGENT_NAME, agent.getName())
                .representation(representation)
                .success();
        return Response.ok(representation).build();
    }
}
