package io.aim.keycloak.services.policy;

import io.aim.keycloak.core.agent.AgentType;
import io.aim.keycloak.core.decision.Decision;
import io.aim.keycloak.core.decision.DecisionOutcome;
import io.aim.keycloak.core.decision.DecisionReason;
import io.aim.keycloak.core.decision.DecisionReplay;
import io.aim.keycloak.core.decision.PastAction;
import io.aim.keycloak.core.policy.PolicyEngine;
import io.aim.keycloak.core.policy.PolicySubject;
import io.aim.keycloak.spi.agent.AgentProvider;
import io.aim.keycloak.spi.decision.DecisionProvider;
import io.aim.keycloak.spi.decision.RecordedDecision;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.keycloak.common.util.Time;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/**
 * Replays the decisions of some days. It reads them one after the other, so many at most and for so long at most, and
 * says when it had to stop.
 */
final class PolicyDryRun {

    /** Most decisions that are looked at. */
    static final int LIMIT = 100_000;

    private static final Duration TIME_MAX = Duration.ofSeconds(20);
    private static final Duration COUNTED_BEFORE = Duration.ofHours(1);

    /** An agent as it is now; its type and tags of that time are not on record. */
    private record KnownAgent(@Nullable String name, AgentType type, Set<String> tags) {}

    private final KeycloakSession session;
    private final RealmModel realm;
    private final Map<String, KnownAgent> agents = new HashMap<>();

    PolicyDryRun(KeycloakSession session, RealmModel realm) {
        this.session = session;
        this.realm = realm;
    }

    PolicyDryRunRepresentation run(DryRunRequest request) {
        Instant now = Instant.ofEpochMilli(Time.currentTimeMillis());
        Instant from = now.minus(Duration.ofDays(request.days()));
        long deadline = System.nanoTime() + TIME_MAX.toNanos();
        DecisionReplay replay = new DecisionReplay(new PolicyEngine(request.policies()), request.monitoring());
        DryRunTally tally = new DryRunTally(request.policies());
        try (Stream<RecordedDecision> past =
                session.getProvider(DecisionProvider.class).since(realm, from.minus(COUNTED_BEFORE))) {
            Iterator<RecordedDecision> decisions = past.iterator();
            int looked = 0;
            Instant last = from;
            while (decisions.hasNext()) {
                if (looked == LIMIT || System.nanoTime() - deadline > 0) {
                    return tally.answer(from, last, false, LIMIT);
                }
                RecordedDecision decision = decisions.next();
                looked++;
                KnownAgent agent = agents.computeIfAbsent(decision.agentId(), this::agent);
                Decision would = replay.decide(
                        action(decision),
                        new PolicySubject(decision.agentId(), agent.type(), agent.tags(), decision.trust()));
                if (!decision.askedAt().isBefore(from)) {
                    last = decision.askedAt();
                    tally.add(decision, atOnce(decision), would, agent.name());
                }
            }
            return tally.answer(from, now, true, LIMIT);
        }
    }

    private KnownAgent agent(String id) {
        return session.getProvider(AgentProvider.class)
                .getById(realm, id)
                .map(agent -> new KnownAgent(agent.getName(), agent.getType(), Set.copyOf(agent.getTags())))
                .orElseGet(() -> new KnownAgent(null, AgentType.OTHER, Set.of()));
    }

    private static PastAction action(RecordedDecision decision) {
        return new PastAction(
                decision.agentId(),
                decision.askedAt(),
                decision.action().bytes(),
                decision.action().address(),
                decision.declared(),
                decision.trust(),
                decision.grantId(),
                decision.mode(),
                atOnce(decision),
                decision.reason(),
                decision.status().outcome() == DecisionOutcome.ALLOWED);
    }

    /** What was decided before any person came: only what waits for somebody has another status later. */
    private static DecisionOutcome atOnce(RecordedDecision decision) {
        return decision.reason() == DecisionReason.REVIEW_REQUIRED
                ? DecisionOutcome.PENDING
                : decision.status().outcome();
    }
}
