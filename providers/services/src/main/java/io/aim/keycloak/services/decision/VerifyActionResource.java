package io.aim.keycloak.services.decision;

import io.aim.keycloak.services.rest.ErrorFormat;
import io.aim.keycloak.spi.agent.AgentSnapshot;
import io.aim.keycloak.spi.decision.RecordedDecision;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
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
import org.keycloak.models.KeycloakSession;

/** Whether an agent may act, for itself and for the resource server that it wants something of. */
@Tag(name = "Decisions", description = "Whether agents may act, and what came of it")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class VerifyActionResource {

    private final KeycloakSession session;
    private final DecisionAgents agents;
    private final String agentId;

    public VerifyActionResource(KeycloakSession session, DecisionAgents agents, String agentId) {
        this.session = session;
        this.agents = agents;
        this.agentId = agentId;
    }

    @POST
    @SecurityRequirement(name = "agent")
    @SecurityRequirement(name = "apiKey")
    @Operation(
            operationId = "verifyAction",
            summary = "Whether the agent may act now",
            description = "Every answer is recorded. A denial is an answer too: 200.")
    @RequestBody(required = true, content = @Content(schema = @Schema(implementation = ActionRepresentation.class)))
    @APIResponse(
            responseCode = "200",
            description = "Decided: allowed, denied or pending",
            content = @Content(schema = @Schema(implementation = DecisionAnswerRepresentation.class)))
    @APIResponse(responseCode = "400", description = "A field is not valid; field names it. Nothing is recorded")
    @APIResponse(responseCode = "401", description = "No valid token or API key")
    @APIResponse(
            responseCode = "403",
            description = "Not an agent's own token, or the agent is not verified; insufficient_scope (decisions:write)"
                    + " or insufficient_power of an API key")
    @APIResponse(responseCode = "404", description = "No such agent, or another agent's id with a token")
    @APIResponse(responseCode = "413", description = "too_large")
    public Response verify(@Nullable String body) {
        return ErrorFormat.PROBLEM.answer(() -> {
            DecisionCaller caller = DecisionCaller.of(session, agents, "verifyAction");
            AgentSnapshot agent = caller.subject(agentId);
            AskedAction action = AskedAction.parse(body, caller);
            RecordedDecision decision = new Decisions(session, agents, caller).decide(agent, action);
            return Response.ok(DecisionAnswerRepresentation.of(decision, decision.askedAt(), grantId -> true))
                    .build();
        });
    }
}
