package io.aim.keycloak.core.audit;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Who can act. */
public enum AuditActorKind {
    /** A person of the realm, or an administrator. */
    USER,
    AGENT,
    /** Automation with an organisation's API key. */
    API_KEY,
    /** The server itself. */
    SYSTEM,
    /** Somebody who did not authenticate. */
    ANONYMOUS;

    /** Lower-case name, as in JSON. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The kind with that {@link #code()}, or empty. */
    public static Optional<AuditActorKind> fromCode(String code) {
        return Stream.of(values()).filter(kind -> kind.code().equals(code)).findFirst();
    }
}
