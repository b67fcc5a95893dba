package io.aim.keycloak.core.capability;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** How much harm a capability can do, and what follows from it where the capability does not say otherwise. */
public enum RiskLevel {
    LOW("0.000", ExecutionMode.AUTO),
    MEDIUM("0.300", ExecutionMode.AUTO),
    HIGH("0.500", ExecutionMode.NOTIFY),
    CRITICAL("0.700", ExecutionMode.REVIEW);

    private final BigDecimal minimumTrust;
    private final ExecutionMode executionMode;

    RiskLevel(String minimumTrust, ExecutionMode executionMode) {
        this.minimumTrust = new BigDecimal(minimumTrust);
        this.executionMode = executionMode;
    }

    /** The trust score that an agent needs at least, from 0 to 1. */
    public BigDecimal defaultMinimumTrust() {
        return minimumTrust;
    }

    /** How an action is carried out. */
    public ExecutionMode defaultExecutionMode() {
        return executionMode;
    }

    /** Lower-case name, as in JSON. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The level with that {@link #code()}, or empty. */
    public static Optional<RiskLevel> fromCode(String code) {
        return Stream.of(values()).filter(level -> level.code().equals(code)).findFirst();
    }
}
