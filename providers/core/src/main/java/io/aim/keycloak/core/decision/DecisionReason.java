package io.aim.keycloak.core.decision;

import io.aim.keycloak.core.agent.AgentStatus;
import io.aim.keycloak.core.capability.ConditionRefusal;
import io.aim.keycloak.core.policy.PolicyType;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Why a decision is as it is; the first that applies, in this order. */
public enum DecisionReason {
    AGENT_PENDING,
    AGENT_SUSPENDED,
    AGENT_REVOKED,
    AGENT_EXPIRED,
    UNKNOWN_CAPABILITY(true),
    CAPABILITY_NOT_GRANTED(true),
    GRANT_EXPIRED(true),
    RESOURCE_NOT_GRANTED(true),
    OUTSIDE_TIME_WINDOW(true),
    ADDRESS_NOT_ALLOWED(true),
    TOO_MANY_CALLS(true),
    TRUST_TOO_LOW(true),
    CAPABILITY_VIOLATION(true),
    LOW_TRUST(true),
    UNUSUAL_ACTIVITY(true),
    UNAUTHORIZED_ACCESS(true),
    DATA_EXFILTRATION(true),
    CONFIGURATION_DRIFT(true),
    /** The capability or the grant wants a person to agree. */
    REVIEW_REQUIRED,
    /** A policy makes an exception from what no grant covers. */
    ALLOWED_BY_POLICY,
    /** A grant covers it. */
    GRANTED;

    private final boolean violation;

    DecisionReason() {
        this(false);
    }

    DecisionReason(boolean violation) {
        this.violation = violation;
    }

    /** Whether the attempt went beyond what the agent may do: it is recorded as a violation. */
    public boolean isViolation() {
        return violation;
    }

    /** Stable code: the lower-case name. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The reason with that {@link #code()}, or empty. */
    public static Optional<DecisionReason> fromCode(String code) {
        return Stream.of(values()).filter(reason -> reason.code().equals(code)).findFirst();
    }

    static DecisionReason of(AgentStatus status) {
        return switch (status) {
            case PENDING -> AGENT_PENDING;
            case SUSPENDED -> AGENT_SUSPENDED;
            case REVOKED -> AGENT_REVOKED;
            case VERIFIED -> throw new IllegalArgumentException("a verified agent is not refused for its status");
        };
    }

    static DecisionReason of(ConditionRefusal refusal) {
        return valueOf(refusal.name());
    }

    /** The reason where a policy of that type decided. */
    public static DecisionReason of(PolicyType type) {
        return valueOf(type.name());
    }
}
