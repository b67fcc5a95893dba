package io.aim.keycloak.spi.decision;

import io.aim.keycloak.core.capability.ExecutionMode;
import io.aim.keycloak.core.decision.ActionOutcome;
import io.aim.keycloak.core.decision.DecisionReason;
import io.aim.keycloak.core.decision.DecisionStatus;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A decision as it was made, what a person said about it, and what came of the action. It is the evidence that trust
 * scores rest on: what was asked for, what was refused, and what was reported.
 *
 * @param id UUIDv7 that begins with {@code askedAt}
 * @param agentId the agent that wants to act
 * @param asker who asked: the agent itself, or a resource server on its behalf
 * @param action what was asked for
 * @param declared whether the agent had declared the capability
 * @param status where it stands
 * @param reason why it was decided as it was
 * @param grantId the grant that covers the action, or null if none does
 * @param findings ids of the policies that found something
 * @param monitored whether it was allowed only because the realm lets everything pass
 * @param trust the agent's score at that time, from 0 to 1, or null
 * @param approval what it takes of a person, or null if it was decided at once
 * @param result what came of the action, or null while nobody said
 */
public record RecordedDecision(
        String id,
        String realmId,
        String agentId,
        Instant askedAt,
        Asker asker,
        Action action,
        boolean declared,
        DecisionStatus status,
        DecisionReason reason,
        @Nullable String grantId,
        ExecutionMode mode,
        List<String> findings,
        boolean monitored,
        @Nullable BigDecimal trust,
        @Nullable Approval approval,
        @Nullable Result result) {

    public RecordedDecision {
        findings = List.copyOf(findings);
    }

    /**
     * Who asked.
     *
     * @param kind {@code agent} or {@code api_key}
     * @param id id of that kind
     * @param answerable id of the user who answers for an API key, or null
     */
    public record Asker(String kind, String id, @Nullable String answerable) {}

    /**
     * What was asked for.
     *
     * @param capability name of the capability
     * @param resource what it is about, or null
     * @param bytes how many bytes it moves; 0 if that was not said
     * @param address where the agent asked from, or null
     * @param context what else was said of it, a JSON object, or null
     */
    public record Action(
            String capability,
            @Nullable String resource,
            long bytes,
            @Nullable String address,
            @Nullable String context) {}

    /**
     * What a person has to say.
     *
     * @param expiresAt until when somebody may agree; after that has happened, until when the action may be carried out
     * @param decidedBy id of whoever agreed or refused, or null
     * @param note what was said about that, or null
     */
    public record Approval(
            Instant expiresAt,
            @Nullable String decidedBy,
            @Nullable Instant decidedAt,
            @Nullable String note) {}

    /**
     * What came of the action.
     *
     * @param evidence what the agent adds, a JSON object, or null
     */
    public record Result(
            ActionOutcome outcome,
            Instant reportedAt,
            @Nullable String evidence) {}

    /** Whether a grant of the agent covered the action. */
    public boolean isGranted() {
        return grantId != null;
    }

    /** The same after a person, or the passing of time, decided. */
    public RecordedDecision decided(DecisionStatus newStatus, Approval newApproval) {
        return with(newStatus, newApproval, result);
    }

    /** The same after the agent said what came of it. */
    public RecordedDecision reported(Result newResult) {
        return with(status, approval, newResult);
    }

    private RecordedDecision with(
            DecisionStatus newStatus, @Nullable Approval newApproval, @Nullable Result newResult) {
        return new RecordedDecision(
                id,
                realmId,
                agentId,
                askedAt,
                asker,
                action,
                declared,
                newStatus,
                reason,
                grantId,
                mode,
                findings,
                monitored,
                trust,
                newApproval,
                newResult);
    }
}
