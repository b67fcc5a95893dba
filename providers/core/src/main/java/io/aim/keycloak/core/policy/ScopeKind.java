package io.aim.keycloak.core.policy;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** How a policy says which agents it is about. */
public enum ScopeKind {
    ALL,
    TYPE,
    TAG,
    AGENT,
    TRUST_BELOW;

    /** Stable code, as in JSON. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The kind with that {@link #code()}, or empty. */
    public static Optional<ScopeKind> fromCode(String code) {
        return Stream.of(values()).filter(kind -> kind.code().equals(code)).findFirst();
    }
}
