package io.aim.keycloak.core.policy;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What a policy watches for. */
public enum PolicyType {
    /** An action that no grant of the agent covers. */
    CAPABILITY_VIOLATION,
    /** A trust score below a bound; an agent that is not evaluated is not below it. */
    LOW_TRUST,
    /** More actions within an hour than usual. */
    UNUSUAL_ACTIVITY,
    /** An action from an address, or at a time, that is not allowed. */
    UNAUTHORIZED_ACCESS,
    /** More bytes within an hour than allowed. */
    DATA_EXFILTRATION,
    /** A capability that was granted but that the agent never declared. */
    CONFIGURATION_DRIFT;

    /** Stable code, as in JSON; also the reason of what a policy of this type decides. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The type with that {@link #code()}, or empty. */
    public static Optional<PolicyType> fromCode(String code) {
        return Stream.of(values()).filter(type -> type.code().equals(code)).findFirst();
    }
}
