package io.aim.keycloak.core.audit;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Classes of actions; how long an event is kept depends on its class. */
public enum AuditCategory {
    /** Tokens issued and refused. */
    AUTHENTICATION(400),
    /** Changes to agents, keys, roles, realm settings, and to the audit trail itself. */
    ADMINISTRATION(2190),
    /** Answers to what an agent may do. */
    DECISION(90);

    private final int defaultRetentionDays;

    AuditCategory(int defaultRetentionDays) {
        this.defaultRetentionDays = defaultRetentionDays;
    }

    /** Days that events are kept for unless the realm says otherwise. */
    public int defaultRetentionDays() {
        return defaultRetentionDays;
    }

    /** Lower-case name, as in JSON. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The category with that {@link #code()}, or empty. */
    public static Optional<AuditCategory> fromCode(String code) {
        return Stream.of(values())
                .filter(category -> category.code().equals(code))
                .findFirst();
    }
}
