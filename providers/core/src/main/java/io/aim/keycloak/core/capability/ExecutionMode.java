package io.aim.keycloak.core.capability;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** How an allowed action is carried out, from the mildest to the strictest. */
public enum ExecutionMode {
    /** At once. */
    AUTO,
    /** At once, and somebody is told. */
    NOTIFY,
    /** Only after a person has agreed. */
    REVIEW;

    /** The stricter of the two. */
    public ExecutionMode strictest(ExecutionMode other) {
        return compareTo(other) >= 0 ? this : other;
    }

    /** Lower-case name, as in JSON. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The mode with that {@link #code()}, or empty. */
    public static Optional<ExecutionMode> fromCode(String code) {
        return Stream.of(values()).filter(mode -> mode.code().equals(code)).findFirst();
    }
}
