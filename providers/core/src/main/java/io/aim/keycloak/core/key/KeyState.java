package io.aim.keycloak.core.key;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** State of an agent key. */
public enum KeyState {
    /** Accepted. */
    ACTIVE,
    /** Rotated away, accepted until {@code graceUntil}. */
    GRACE,
    /** Replaced; no longer accepted. */
    RETIRED,
    /** Withdrawn for cause; never accepted again. */
    REVOKED;

    /** The states that may directly follow this one. */
    public Set<KeyState> next() {
        return switch (this) {
            case ACTIVE -> EnumSet.of(GRACE, RETIRED, REVOKED);
            case GRACE -> EnumSet.of(RETIRED, REVOKED);
            case RETIRED -> EnumSet.of(REVOKED);
            case REVOKED -> EnumSet.noneOf(KeyState.class);
        };
    }

    /** Whether {@code target} may directly follow this state. */
    public boolean canBecome(KeyState target) {
        return next().contains(target);
    }

    /** Lower-case name, as in JSON. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The state with that {@link #code()}, or empty. */
    public static Optional<KeyState> fromCode(String code) {
        return Stream.of(values()).filter(state -> state.code().equals(code)).findFirst();
    }
}
