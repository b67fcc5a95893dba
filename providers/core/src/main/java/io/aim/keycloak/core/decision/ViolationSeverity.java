package io.aim.keycloak.core.decision;

import io.aim.keycloak.core.capability.RiskLevel;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How bad a violation is. */
public enum ViolationSeverity {
    LOW,
    MEDIUM,
    HIGH,
    CRITICAL;

    /** So many violations within an hour make the next one a level worse. */
    public static final int REPETITION = 3;

    /**
     * By the risk of the capability, a level worse when the agent keeps trying.
     *
     * @param risk null for a capability that the realm does not know, which counts as medium
     * @param violationsInLastHour those before this one
     */
    public static ViolationSeverity of(@Nullable RiskLevel risk, long violationsInLastHour) {
        ViolationSeverity base = risk == null ? MEDIUM : valueOf(risk.name());
        return violationsInLastHour >= REPETITION ? base.worse() : base;
    }

    private ViolationSeverity worse() {
        return switch (this) {
            case LOW -> MEDIUM;
            case MEDIUM -> HIGH;
            case HIGH, CRITICAL -> CRITICAL;
        };
    }

    /** Stable code, as in JSON. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The severity with that {@link #code()}, or empty. */
    public static Optional<ViolationSeverity> fromCode(String code) {
        return Stream.of(values())
                .filter(severity -> severity.code().equals(code))
                .findFirst();
    }
}
