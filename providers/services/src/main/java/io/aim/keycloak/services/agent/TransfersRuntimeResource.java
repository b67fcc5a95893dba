package io.aim.keycloak.services.agent;

import io.aim.keycloak.core.agent.AgentPerson;
import io.aim.keycloak.services.rest.AimException;
import io.aim.keycloak.services.rest.ErrorFormat;
import io.aim.keycloak.services.rest.RuntimeCaller;
import io.aim.keycloak.services.rest.UserReference;
import io.aim.keycloak.spi.agent.AgentModel;
import io.aim.keycloak.spi.agent.AgentProvider;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
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
import org.keycloak.models.UserModel;

/** Offers to become owner or sponsor of an agent, for the people who are asked, and for those who hand over. */
@SecurityRequirement(name = "user")
@Tag(name = "Transfers", description = "For people, with a token that may manage their own account")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class TransfersRuntimeResource {

    private final KeycloakSession session;
    private final RealmModel realm;

    public TransfersRuntimeResource(KeycloakSession session) {
        this.session = session;
        this.realm = session.getContext().getRealm();
    }

    @GET
    @NoCache
    @Operation(operationId = "listOffers", summary = "Offers to the user of the token, not answered yet")
    @APIResponse(
            responseCode = "200",
            description = "The offers, in the order of the agents' names",
            content = @Content(schema = @Schema(type = SchemaType.ARRAY, implementation = OfferRepresentation.class)))
    @APIResponse(responseCode = "401", description = "No valid token")
    @APIResponse(responseCode = "403", description = "Not a user's token, or it may not manage the account")
    public Response list() {
        return ErrorFormat.PROBLEM.answer(() -> {
            UserModel user = RuntimeCaller.require(session).requireUser();
            List<OfferRepresentation> offers =
                    session.getProvider(AgentProvider.class).offeredTo(realm, user.getId()).stream()
                            .flatMap(agent -> agent.getTransfers().stream()
                                    .filter(offer ->
                                            offer.toUserId().equals(user.getId()) && offer.isOpen(AgentService.now()))
                                    .map(offer -> new OfferRepresentation(
                                            agent.getId(),
                                            agent.getName(),
                                            TransferRepresentation.of(offer, reference(user)))))
                            .toList();
            return Response.ok(offers).build();
        });
    }

    private static UserReference reference(UserModel user) {
        return new UserReference(user.getId(), user.getUsername());
    }

    @POST
    @Path("{agentId}")
    @Operation(
            operationId = "offerAgent",
            summary = "Offer an agent to somebody else",
            description = "For the present owner or sponsor, each for the own role.")
    @RequestBody(required = true, content = @Content(schema = @Schema(implementation = TransferRequest.class)))
    @APIResponse(responseCode = "204", description = "Offered")
    @APIResponse(responseCode = "400", description = "A field is not valid; field names it")
    @APIResponse(responseCode = "401", description = "No valid token")
    @APIResponse(responseCode = "403", description = "Not a user's token, or force is asked for")
    @APIResponse(responseCode = "404", description = "No agent with this id has the user in this role")
    public Response offer(@PathParam("agentId") String agentId, @Nullable String body) {
        return ErrorFormat.PROBLEM.answer(() -> {
            UserModel user = RuntimeCaller.require(session).requireUser();
            TransferRequest request = TransferRequest.parse(body);
            if (request.force()) {
                throw AimException.forbidden("force_not_allowed", "Only administrators transfer by force");
            }
            boolean present = session.getProvider(AgentProvider.class)
                    .getById(realm, agentId)
                    .filter(agent -> user.getId().equals(AgentPeople.of(agent, request.role())))
                    .isPresent();
            if (!present) {
                throw AimException.notFound("You have no such agent");
            }
            new AgentTransfers(session, realm).offer(agentId, request.role(), request.to(), request.reason());
            return Response.noContent().build();
        });
    }

    @POST
    @Path("{agentId}/{role}/accept")
    @Operation(operationId = "acceptOffer", summary = "Become owner or sponsor")
    @APIResponse(responseCode = "204", description = "The user answers for the agent now")
    @APIResponse(responseCode = "400", description = "role is neither owner nor sponsor")
    @APIResponse(responseCode = "401", description = "No valid token")
    @APIResponse(responseCode = "403", description = "Not a user's token, or it may not manage the account")
    @APIResponse(responseCode = "404", description = "There is no such offer to the user")
    @APIResponse(responseCode = "409", description = "offer_expired")
    public Response accept(@PathParam("agentId") String agentId, @PathParam("role") String role) {
        return answer((transfers, user) -> transfers.accept(agentId, AgentPerson.fromCode("role", role), user));
    }

    @POST
    @Path("{agentId}/{role}/decline")
    @Operation(operationId = "declineOffer", summary = "Decline an offer")
    @APIResponse(responseCode = "204", description = "Declined")
    @APIResponse(responseCode = "400", description = "role is neither owner nor sponsor")
    @APIResponse(responseCode = "401", description = "No valid token")
    @APIResponse(responseCode = "403", description = "Not a user's token, or it may not manage the account")
    @APIResponse(responseCode = "404", description = "There is no such offer to the user")
    public Response decline(@PathParam("agentId") String agentId, @PathParam("role") String role) {
        return answer((transfers, user) -> transfers.decline(agentId, AgentPerson.fromCode("role", role), user));
    }

    private interface Answer {
        AgentModel apply(AgentTransfers transfers, UserModel user);
    }

    private Response answer(Answer answer) {
        return ErrorFormat.PROBLEM.answer(() -> {
            UserModel user = RuntimeCaller.require(session).requireUser();
            answer.apply(new AgentTransfers(session, realm), user);
            return Response.noContent().build();
        });
    }
}
