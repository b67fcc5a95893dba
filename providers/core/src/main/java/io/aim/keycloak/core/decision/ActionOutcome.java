package io.aim.keycloak.core.decision;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What came of an action, as the agent says. */
public enum ActionOutcome {
    SUCCESS,
    FAILURE,
    /** Some of it was done. */
    PARTIAL,
    /** It was never begun. */
    CANCELLED;

    /** Stable code, as in JSON. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The outcome with that {@link #code()}, or empty. */
    public static Optional<ActionOutcome> fromCode(String code) {
        return Stream.of(values())
                .filter(outcome -> outcome.code().equals(code))
                .findFirst();
    }
}
