package io.aim.keycloak.core.apikey;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Where a key stands: active and disabled by turns, until it is revoked for good. */
public enum ApiKeyState {
    ACTIVE,
    DISABLED,
    REVOKED;

    /** Lower-case name, as in JSON. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The state with that {@link #code()}, or empty. */
    public static Optional<ApiKeyState> fromCode(String code) {
        return Stream.of(values()).filter(state -> state.code().equals(code)).findFirst();
    }
}
