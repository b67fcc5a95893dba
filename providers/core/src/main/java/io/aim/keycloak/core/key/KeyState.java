package io.aim.keycloak.core.key;

import java.util.Locale;
import java.util.Optional;
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

    /** Lower-case name, as in JSON. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The state with that {@link #code()}, or empty. */
    public static Optional<KeyState> fromCode(String code) {
        return Stream.of(values()).filter(state -> state.code().equals(code)).findFirst();
    }
}
