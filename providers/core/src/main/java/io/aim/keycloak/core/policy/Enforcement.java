package io.aim.keycloak.core.policy;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What follows when a policy finds something, from the mildest to the strictest. */
public enum Enforcement {
    /** Nothing: an exception to policies of lower priority. */
    ALLOW,
    /** Somebody is told. */
    ALERT_ONLY,
    /** The action is denied, and somebody is told. */
    BLOCK_AND_ALERT;

    /** Whether the action is denied. */
    public boolean blocks() {
        return this == BLOCK_AND_ALERT;
    }

    /** Whether somebody is told. */
    public boolean alerts() {
        return this != ALLOW;
    }

    /** Stable code, as in JSON. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The enforcement with that {@link #code()}, or empty. */
    public static Optional<Enforcement> fromCode(String code) {
        return Stream.of(values())
                .filter(enforcement -> enforcement.code().equals(code))
                .findFirst();
    }
}
