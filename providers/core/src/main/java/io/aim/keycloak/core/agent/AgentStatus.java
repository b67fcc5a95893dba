package io.aim.keycloak.core.agent;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Status of an agent: {@code pending → verified ⇄ suspended → revoked}. Only {@link #VERIFIED} agents get tokens and
 * {@link #REVOKED} is final; every status but {@code revoked} can be revoked.
 */
public enum AgentStatus {
    /** Registered; the key's possession or the owner and sponsor are not confirmed yet. */
    PENDING,
    /** May obtain tokens. */
    VERIFIED,
    /** Stopped for now; can be reactivated. */
    SUSPENDED,
    /** Stopped for good. */
    REVOKED;

    /** The statuses that may directly follow this one. */
    public Set<AgentStatus> next() {
        return switch (this) {
            case PENDING -> EnumSet.of(VERIFIED, REVOKED);
            case VERIFIED -> EnumSet.of(SUSPENDED, REVOKED);
            case SUSPENDED -> EnumSet.of(VERIFIED, REVOKED);
            case REVOKED -> EnumSet.noneOf(AgentStatus.class);
        };
    }

    /** Whether {@code target} may directly follow this status. */
    public boolean canBecome(AgentStatus target) {
        return next().contains(target);
    }

    /** Whether a change to this status only ever takes power away, so that an operator may make it. */
    public boolean reducesPower() {
        return this == SUSPENDED || this == REVOKED;
    }

    /** Lower-case name, as in JSON. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The status with that {@link #code()}, or empty. */
    public static Optional<AgentStatus> fromCode(String code) {
        return Stream.of(values()).filter(status -> status.code().equals(code)).findFirst();
    }
}
