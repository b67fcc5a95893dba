package io.aim.keycloak.services.decision;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aim.keycloak.core.InvalidInputException;
import io.aim.keycloak.core.agent.AgentRules;
import io.aim.keycloak.core.audit.AuditAction;
import io.aim.keycloak.core.audit.AuditEvent;
import io.aim.keycloak.core.audit.AuditResult;
import io.aim.keycloak.core.audit.AuditTarget;
import io.aim.keycloak.core.decision.ActionOutcome;
import io.aim.keycloak.core.decision.DecisionOutcome;
import io.aim.keycloak.services.audit.AuditTrail;
import io.aim.keycloak.services.rest.AimException;
import io.aim.keycloak.services.rest.ErrorFormat;
import io.aim.keycloak.services.rest.JsonBody;
import io.aim.keycloak.services.rest.RuntimeCaller;
import io.aim.keycloak.spi.agent.AgentSnapshot;
import io.aim.keycloak.spi.decision.DecisionProvider;
import io.aim.keycloak.spi.decision.RecordedDecision;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.NoCache;
import org.jspecify.annotations.Nullable;
import org.keycloak.common.util.Time;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** What an agent asked to do: how that was decided, and what came of it. */
@Tag(name = "Decisions")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class ActionsRuntimeResource {

    private final KeycloakSession session;
    private final RealmModel realm;
    private final DecisionAgents agents;
    private final String agentId;
    private final DecisionProvider store;

    public ActionsRuntimeResource(KeycloakSession session, DecisionAgents agents, String agentId) {
        this.session = session;
        this.realm = session.getContext().getRealm();
        this.agents = agents;
        this.agentId = agentId;
        this.store = session.getProvider(DecisionProvider.class);
    }

    @GET
    @NoCache
    @Path("{decisionId}")
    @SecurityRequirement(name = "agent")
    @SecurityRequirement(name = "apiKey")
    @Operation(
            operationId = "getAction",
            summary = "Whether the agent may act now",
            description = "For what waits for a person. What was agreed to ends with its time, and with the grant.")
    @APIResponse(
            responseCode = "200",
            description = "How it stands",
            content = @Content(schema = @Schema(implementation = DecisionAnswerRepresentation.class)))
    @APIResponse(responseCode = "401", description = "No valid token or API key")
    @APIResponse(
            responseCode = "403",
            description = "Not an agent's own token, or the agent is not verified; insufficient_scope (decisions:write)"
                    + " or insufficient_power of an API key")
    @APIResponse(responseCode = "404", description = "No such agent or decision, or it is another agent's")
    public Response get(@PathParam("decisionId") String decisionId) {
        return ErrorFormat.PROBLEM.answer(() -> {
            AgentSnapshot agent =
                    DecisionCaller.of(session, agents, "getAction").subject(agentId);
            RecordedDecision decision = store.get(realm, decisionId)
                    .filter(found -> found.agentId().equals(agent.agentId()))
                    .orElseThrow(DecisionApprovals::unknown);
            Instant now = Instant.ofEpochMilli(Time.currentTimeMillis());
            return Response.ok(DecisionAnswerRepresentation.of(
                            decision,
                            now,
                            grantId -> agent.liveGrants(now).stream()
                                    .anyMatch(grant -> grant.id().equals(grantId))))
                    .build();
        });
    }

    @POST
    @Path("{decisionId}/result")
    @SecurityRequirement(name = "agent")
    @Operation(
            operationId = "reportResult",
            summary = "Say what came of the action, once",
            description = "For the agent that asked; nobody says it for another.")
    @RequestBody(
            required = true,
            content = @Content(schema = @Schema(implementation = ActionResultRepresentation.class)))
    @APIResponse(responseCode = "204", description = "Noted")
    @APIResponse(responseCode = "400", description = "A field is not valid; field names it")
    @APIResponse(responseCode = "401", description = "No valid token")
    @APIResponse(responseCode = "403", description = "Not an agent's own token, or the agent is not verified")
    @APIResponse(responseCode = "404", description = "No such decision, or another agent's")
    @APIResponse(responseCode = "409", description = "not_allowed or already_reported")
    public Response report(@PathParam("decisionId") String decisionId, @Nullable String body) {
        return ErrorFormat.PROBLEM.answer(() -> {
            AgentSnapshot agent = agents.own(RuntimeCaller.require(session));
            if (!"me".equals(agentId) && !agent.agentId().equals(agentId)) {
                throw AimException.notFound("No such agent");
            }
            RecordedDecision.Result result = result(body);
            RecordedDecision decision = store.get(realm, decisionId)
                    .filter(found -> found.agentId().equals(agent.agentId()))
                    .flatMap(found -> store.lock(realm, found.id()))
                    .orElseThrow(DecisionApprovals::unknown);
            requireReportable(decision);
            store.save(decision.reported(result));
            record(agent, decision, result);
            return Response.noContent().build();
        });
    }

    private static RecordedDecision.Result result(@Nullable String json) {
        ObjectNode sent = JsonBody.object(json == null ? "" : json);
        JsonBody body = JsonBody.of(sent, "outcome", "evidence");
        ActionOutcome outcome = ActionOutcome.fromCode(AgentRules.required("outcome", body.text("outcome")))
                .orElseThrow(() -> new InvalidInputException(
                        "outcome", "invalid_outcome", "outcome must be success, failure, partial or cancelled"));
        ObjectNode evidence = AskedAction.object("evidence", sent.get("evidence"));
        return new RecordedDecision.Result(
                outcome,
                Instant.ofEpochMilli(Time.currentTimeMillis()),
                evidence == null || evidence.isEmpty() ? null : AskedAction.text("evidence", evidence));
    }

    private static void requireReportable(RecordedDecision decision) {
        if (decision.status().outcome() != DecisionOutcome.ALLOWED) {
            throw AimException.conflict(
                    "not_allowed",
                    "The decision is " + decision.status().code() + ": nothing can have come of it",
                    null);
        }
        if (decision.result() != null) {
            throw AimException.conflict("already_reported", "What came of the action was said already", null);
        }
    }

    private void record(AgentSnapshot agent, RecordedDecision decision, RecordedDecision.Result result) {
        AuditTrail trail = new AuditTrail(session, realm);
        AuditEvent.Builder event = trail.begin(AuditAction.DECISION_RESULT)
                .target(AuditTarget.AGENT, agent.agentId(), agent.name())
                .trustScore(agent.trustScore())
                .correlationId(decision.id())
                .detail("privilege", decision.action().capability())
                .detail("outcome", result.outcome().code());
        if (result.outcome() == ActionOutcome.FAILURE) {
            event.ended(AuditResult.FAILURE, result.outcome().code());
        }
        trail.write(event);
    }
}
