package io.aim.keycloak.core.mcp;

import io.aim.keycloak.core.InvalidInputException;
import io.aim.keycloak.core.agent.AgentRules;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Syntax rules for those fields of an MCP server that differ from an agent's; texts, tags and metadata keep to {@link
 * AgentRules}.
 */
public final class McpServerRules {

    /** Longest name, in characters. */
    public static final int NAME_MAX = 63;

    /** The name is also the OAuth client id, so that it can be an audience. */
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

    private McpServerRules() {}

    /** A name: 1 to 63 characters of {@code a-z 0-9 -}, beginning with a letter or digit. */
    public static String name(@Nullable String value) {
        String name = AgentRules.required("name", value);
        if (!NAME.matcher(name).matches()) {
            throw new InvalidInputException(
                    "name",
                    "invalid_name",
                    "name must have 1 to 63 characters of a-z, 0-9 and '-', and begin with a letter or digit");
        }
        return name;
    }

    /** A known status. */
    public static McpServerStatus status(@Nullable String value) {
        return McpServerStatus.valueOf(AgentRules.status(value).name());
    }

    /**
     * The canonical form of an address that must be there.
     *
     * @param development whether plain HTTP to this machine is accepted
     */
    public static String url(String field, @Nullable String value, boolean development) {
        return ResourceUri.parse(field, value, development).value();
    }

    /** As above; absent and blank are null. */
    public static @Nullable String optionalUrl(String field, @Nullable String value, boolean development) {
        return value == null || value.isBlank() ? null : url(field, value, development);
    }
}
