package io.aim.keycloak.core.mcp;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What has become of a verification of an MCP server. */
public enum VerificationState {
    /** It waits for a node, or is under way. */
    RUNNING,
    /** The key is the server's own. */
    SUCCEEDED,
    /** That was not proven. */
    FAILED;

    /** Lower-case name, as in JSON. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The state with that {@link #code()}, or empty. */
    public static Optional<VerificationState> fromCode(String code) {
        return Stream.of(values()).filter(state -> state.code().equals(code)).findFirst();
    }
}
