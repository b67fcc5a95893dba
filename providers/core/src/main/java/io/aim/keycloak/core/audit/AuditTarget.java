package io.aim.keycloak.core.audit;

import org.jspecify.annotations.Nullable;

/**
 * What was acted upon.
 *
 * @param kind {@code agent}, {@code mcp_server}, {@code user}, {@code client}, {@code role}, {@code realm}, {@code audit} …
 * @param id id in the realm
 * @param name name at that time; of a user it is personal data
 */
public record AuditTarget(
        String kind, @Nullable String id, @Nullable String name) {

    /** {@link #kind()} of a person. */
    public static final String USER = "user";

    /** {@link #kind()} of an agent. */
    public static final String AGENT = "agent";

    /** {@link #kind()} of an MCP server. */
    public static final String MCP_SERVER = "mcp_server";

    /** The name of a user without id is left out: nobody could erase it again. */
    public AuditTarget {
        name = USER.equals(kind) && id == null ? null : name;
    }

    /** Whether this is a person, whose data can be erased. */
    public boolean isPerson() {
        return USER.equals(kind) && id != null;
    }
}
