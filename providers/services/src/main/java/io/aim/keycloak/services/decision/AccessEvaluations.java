package io.aim.keycloak.services.decision;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aim.keycloak.core.InvalidInputException;
import io.aim.keycloak.spi.agent.AgentProvider;
import io.aim.keycloak.spi.agent.AgentSnapshot;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;

/** Answers requests of the OpenID AuthZEN Authorization API 1.0 in the session's transaction. */
final class AccessEvaluations {

    /** Most requests of a batch. */
    static final int MAX = 100;

    /** How far a batch is carried out. */
    private enum Semantic {
        EXECUTE_ALL,
        DENY_ON_FIRST_DENY,
        PERMIT_ON_FIRST_PERMIT;

        boolean endsWith(boolean decision) {
            return this == DENY_ON_FIRST_DENY ? !decision : this == PERMIT_ON_FIRST_PERMIT && decision;
        }
    }

    /** One request of a batch: what it asks, or what is wrong with it. */
    private record Item(
            @Nullable AccessEvaluation evaluation,
            @Nullable AskedAction action,
            @Nullable InvalidInputException error) {}

    private final KeycloakSession session;
    private final DecisionCaller caller;
    private final Decisions decisions;
    private final Map<String, Optional<AgentSnapshot>> agents = new HashMap<>();

    AccessEvaluations(KeycloakSession session, DecisionAgents agents, DecisionCaller caller) {
        this.session = session;
        this.caller = caller;
        this.decisions = new Decisions(session, agents, caller);
    }

    AccessAnswerRepresentation one(ObjectNode json) {
        AccessEvaluation evaluation = AccessEvaluation.parse(json, null);
        return answer(evaluation, evaluation.toAction(caller));
    }

    private AccessAnswerRepresentation answer(AccessEvaluation evaluation, AskedAction action) {
        return agent(evaluation)
                .map(agent -> AccessAnswerRepresentation.of(decisions.decide(agent, action)))
                .orElseGet(() -> AccessAnswerRepresentation.undecided("unknown_agent", null));
    }

    /** An agent that the caller may not ask about is as unknown as one that does not exist. */
    private Optional<AgentSnapshot> agent(AccessEvaluation evaluation) {
        return evaluation.isAboutAgent()
                ? agents.computeIfAbsent(evaluation.subjectId(), caller::find)
                : Optional.empty();
    }

    /** Answers in the order of the requests; none for those that the semantic leaves out. */
    List<AccessAnswerRepresentation> batch(ObjectNode json, ArrayNode requests) {
        if (requests.size() > MAX) {
            throw new InvalidInputException(
                    "evaluations", "too_many", "evaluations may have at most " + MAX + " entries");
        }
        Semantic semantic = semantic(AskedAction.object("options", json.get("options")));
        List<Item> items = new ArrayList<>();
        requests.forEach(request -> items.add(item(request, json)));
        lock(items);
        List<AccessAnswerRepresentation> answers = new ArrayList<>();
        for (Item item : items) {
            AccessAnswerRepresentation answer = answer(item);
            answers.add(answer);
            if (semantic.endsWith(answer.decision())) {
                break;
            }
        }
        return answers;
    }

    private AccessAnswerRepresentation answer(Item item) {
        if (item.evaluation() != null && item.action() != null) {
            return answer(item.evaluation(), item.action());
        }
        InvalidInputException error = item.error();
        return error == null
                ? AccessAnswerRepresentation.undecided("invalid_request", null)
                : AccessAnswerRepresentation.undecided(
                        error.code(),
                        new AccessAnswerRepresentation.Fault(400, String.valueOf(error.getMessage()), error.field()));
    }

    private Item item(JsonNode request, ObjectNode defaults) {
        try {
            if (!(request instanceof ObjectNode object)) {
                throw new InvalidInputException("evaluations", "invalid_type", "evaluations must be objects");
            }
            AccessEvaluation evaluation = AccessEvaluation.parse(object, defaults);
            return new Item(evaluation, evaluation.toAction(caller), null);
        } catch (InvalidInputException e) {
            return new Item(null, null, e);
        }
    }

    /** Two batches about the same agents would wait for each other for ever, did they not lock them in one order. */
    private void lock(List<Item> items) {
        TreeSet<String> ids = new TreeSet<>();
        for (Item item : items) {
            if (item.evaluation() != null) {
                agent(item.evaluation()).ifPresent(agent -> ids.add(agent.agentId()));
            }
        }
        AgentProvider store = session.getProvider(AgentProvider.class);
        ids.forEach(id -> store.lock(session.getContext().getRealm(), id));
    }

    private static Semantic semantic(@Nullable ObjectNode options) {
        JsonNode value = options == null ? null : options.get("evaluations_semantic");
        if (value == null || value.isNull()) {
            return Semantic.EXECUTE_ALL;
        }
        return switch (value.asText()) {
            case "execute_all" -> Semantic.EXECUTE_ALL;
            case "deny_on_first_deny" -> Semantic.DENY_ON_FIRST_DENY;
            case "permit_on_first_permit" -> Semantic.PERMIT_ON_FIRST_PERMIT;
            default ->
                throw new InvalidInputException(
                        "options.evaluations_semantic",
                        "invalid_semantic",
                        "evaluations_semantic must be execute_all, deny_on_first_deny or permit_on_first_permit");
        };
    }
}
