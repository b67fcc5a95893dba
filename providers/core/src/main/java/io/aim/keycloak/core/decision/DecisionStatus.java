package io.aim.keycloak.core.decision;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Where a decision stands. Every status but {@link #PENDING} is final. */
public enum DecisionStatus {
    /** Allowed at once. */
    ALLOWED(DecisionOutcome.ALLOWED),
    /** Denied at once. */
    DENIED(DecisionOutcome.DENIED),
    /** Waits for a person. */
    PENDING(DecisionOutcome.PENDING),
    /** A person agreed. */
    APPROVED(DecisionOutcome.ALLOWED),
    /** A person refused. */
    REJECTED(DecisionOutcome.DENIED),
    /** Nobody agreed in time. */
    EXPIRED(DecisionOutcome.DENIED);

    private final DecisionOutcome outcome;

    DecisionStatus(DecisionOutcome outcome) {
        this.outcome = outcome;
    }

    /** What it means for the agent now. */
    public DecisionOutcome outcome() {
        return outcome;
    }

    /** The status in which a decision with that outcome begins. */
    public static DecisionStatus of(DecisionOutcome outcome) {
        return switch (outcome) {
            case ALLOWED -> ALLOWED;
            case DENIED -> DENIED;
            case PENDING -> PENDING;
        };
    }

    /** Stable code, as in JSON. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The status with that {@link #code()}, or empty. */
    public static Optional<DecisionStatus> fromCode(String code) {
        return Stream.of(values()).filter(status -> status.code().equals(code)).findFirst();
    }
}
