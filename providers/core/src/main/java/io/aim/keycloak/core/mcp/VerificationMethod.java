package io.aim.keycloak.core.mcp;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** How an MCP server proved that the registered key is its own. */
public enum VerificationMethod {
    /** It signed a challenge. */
    CHALLENGE,
    /** The key stands in DNS, at the name of its host. */
    DNS,
    /** The key stands in a well-known file of its host. */
    WELL_KNOWN;

    /** Lower-case name, as in JSON. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The method with that {@link #code()}, or empty. */
    public static Optional<VerificationMethod> fromCode(String code) {
        return Stream.of(values()).filter(method -> method.code().equals(code)).findFirst();
    }
}
