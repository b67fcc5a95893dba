package io.aim.keycloak.core.mcp;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** How it became known first that an agent uses an MCP server. None of them permits it. */
public enum ConnectionSource {
    /** Somebody who answers for the agent said so. */
    DECLARED,
    /** The agent was seen to use it. */
    DETECTED,
    /** The agent vouched for the server. */
    ATTESTED;

    /** Lower-case name, as in JSON. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The source with that {@link #code()}, or empty. */
    public static Optional<ConnectionSource> fromCode(String code) {
        return Stream.of(values()).filter(source -> source.code().equals(code)).findFirst();
    }
}
