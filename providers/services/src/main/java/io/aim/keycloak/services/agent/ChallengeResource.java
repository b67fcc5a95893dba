package io.aim.keycloak.services.agent;

import io.aim.keycloak.services.rest.ErrorFormat;
import io.aim.keycloak.services.rest.ratelimit.RateLimitProvider;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirements;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** Proof that an agent holds its key; public, as the key itself is what answers. */
@Tag(name = "Agent runtime")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class ChallengeResource {

    private final KeycloakSession session;
    private final RealmModel realm;
    private final String agentId;

    ChallengeResource(KeycloakSession session, String agentId) {
        this.session = session;
        this.realm = session.getContext().getRealm();
        this.agentId = agentId;
    }

    @POST
    @SecurityRequirements
    @Operation(
            operationId = "requestChallenge",
            summary = "Ask for a challenge that proves possession of a key",
            description = "Public: whoever knows the agent's id and key may ask, only the key's holder can answer.")
    @RequestBody(
            required = true,
            content = @Content(schema = @Schema(implementation = ChallengeRequestRepresentation.class)))
    @APIResponse(
            responseCode = "201",
            description = "A challenge for one use within five minutes",
            content = @Content(schema = @Schema(implementation = ChallengeRepresentation.class)))
    @APIResponse(responseCode = "400", description = "A field is not valid; field names it")
    @APIResponse(responseCode = "404", description = "No agent with this id has this key")
    @APIResponse(responseCode = "429", description = "rate_limited; Retry-After")
    public Response challenge(@Nullable String body) {
        return ErrorFormat.PROBLEM.answer(() -> {
            RateLimitProvider.requireOfAddress(session);
            return Response.status(Response.Status.CREATED)
                    .entity(new ProofOfPossession(session, realm).challenge(agentId, body))
                    .build();
        });
    }

    @POST
    @Path("response")
    @SecurityRequirements
    @Operation(operationId = "answerChallenge", summary = "Answer a challenge")
    @RequestBody(
            required = true,
            content = @Content(schema = @Schema(implementation = ChallengeResponseRepresentation.class)))
    @APIResponse(
            responseCode = "200",
            description = "The key is proven",
            content = @Content(schema = @Schema(implementation = ProofRepresentation.class)))
    @APIResponse(responseCode = "400", description = "challenge_invalid, signature_invalid, or a field is not valid")
    @APIResponse(responseCode = "404", description = "No agent with this id has this key")
    @APIResponse(responseCode = "429", description = "rate_limited; Retry-After")
    public Response respond(@Nullable String body) {
        return ErrorFormat.PROBLEM.answer(() -> {
            RateLimitProvider.requireOfAddress(session);
            return Response.ok(new ProofOfPossession(session, realm).respond(agentId, body))
                    .build();
        });
    }
}
