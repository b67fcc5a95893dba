package io.aim.keycloak.core.audit;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** How it ended. */
public enum AuditResult {
    SUCCESS,
    /** Refused by a rule; the reason code says which. */
    DENIED,
    /** Not done because of a fault. */
    FAILURE;

    /** Lower-case name, as in JSON. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The result with that {@link #code()}, or empty. */
    public static Optional<AuditResult> fromCode(String code) {
        return Stream.of(values()).filter(result -> result.code().equals(code)).findFirst();
    }
}
