package io.aim.keycloak.services.policy;

import io.aim.keycloak.core.decision.Decision;
import io.aim.keycloak.core.decision.DecisionOutcome;
import io.aim.keycloak.core.decision.DecisionReason;
import io.aim.keycloak.core.policy.Policy;
import io.aim.keycloak.spi.decision.RecordedDecision;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Counts what was and what would have been, and keeps the first decisions that differ. */
final class DryRunTally {

    private static final int CHANGES_MAX = 100;

    private static final class Findings {
        private long found;
        private long denied;
    }

    private final List<Policy> policies;
    private final Map<String, Findings> findings = new HashMap<>();
    private final Map<DecisionOutcome, Long> was = new EnumMap<>(DecisionOutcome.class);
    private final Map<DecisionOutcome, Long> would = new EnumMap<>(DecisionOutcome.class);
    private final List<PolicyDryRunRepresentation.Change> changes = new ArrayList<>();
    private long decisions;
    private long changed;

    DryRunTally(List<Policy> policies) {
        this.policies = policies;
        policies.forEach(policy -> findings.put(policy.id(), new Findings()));
    }

    /**
     * Counts a decision.
     *
     * @param outcome what was decided at once
     * @param replayed what would have been
     */
    void add(RecordedDecision decision, DecisionOutcome outcome, Decision replayed, @Nullable String agentName) {
        decisions++;
        was.merge(outcome, 1L, Long::sum);
        would.merge(replayed.outcome(), 1L, Long::sum);
        for (Policy policy : replayed.findings()) {
            Findings found = findings.get(policy.id());
            if (found != null) {
                found.found++;
                found.denied += replayed.isBlocked() && policy.enforcement().blocks() ? 1 : 0;
            }
        }
        if (outcome != replayed.outcome()) {
            changed++;
            if (changes.size() < CHANGES_MAX) {
                changes.add(change(decision, outcome, replayed, agentName));
            }
        }
    }

    private static PolicyDryRunRepresentation.Change change(
            RecordedDecision decision, DecisionOutcome outcome, Decision replayed, @Nullable String agentName) {
        return new PolicyDryRunRepresentation.Change(
                decision.id(),
                decision.agentId(),
                agentName,
                decision.action().capability(),
                decision.action().resource(),
                decision.askedAt().toString(),
                verdict(outcome, decision.reason()),
                verdict(replayed.outcome(), replayed.reason()));
    }

    private static PolicyDryRunRepresentation.Verdict verdict(DecisionOutcome outcome, DecisionReason reason) {
        return new PolicyDryRunRepresentation.Verdict(outcome.code(), reason.code());
    }

    PolicyDryRunRepresentation answer(Instant from, Instant to, boolean complete, long limit) {
        return new PolicyDryRunRepresentation(
                from.toString(),
                to.toString(),
                decisions,
                complete,
                limit,
                counts(was),
                counts(would),
                changed,
                policies.stream().map(this::tried).toList(),
                changes);
    }

    private PolicyDryRunRepresentation.Tried tried(Policy policy) {
        Findings found = findings.getOrDefault(policy.id(), new Findings());
        return new PolicyDryRunRepresentation.Tried(
                policy.id(),
                policy.name(),
                policy.type().code(),
                policy.enforcement().code(),
                found.found,
                found.denied);
    }

    private static PolicyDryRunRepresentation.Counts counts(Map<DecisionOutcome, Long> outcomes) {
        return new PolicyDryRunRepresentation.Counts(
                outcomes.getOrDefault(DecisionOutcome.ALLOWED, 0L),
                outcomes.getOrDefault(DecisionOutcome.DENIED, 0L),
                outcomes.getOrDefault(DecisionOutcome.PENDING, 0L));
    }
}
