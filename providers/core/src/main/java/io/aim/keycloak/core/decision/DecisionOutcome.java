package io.aim.keycloak.core.decision;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The answer to "may this agent do this now?". */
public enum DecisionOutcome {
    ALLOWED,
    DENIED,
    /** A person has to agree first. */
    PENDING;

    /** Stable code, as in JSON. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The outcome with that {@link #code()}, or empty. */
    public static Optional<DecisionOutcome> fromCode(String code) {
        return Stream.of(values())
                .filter(outcome -> outcome.code().equals(code))
                .findFirst();
    }
}
