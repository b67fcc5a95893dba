package io.aim.keycloak.core.apikey;

import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a key may be used for; never more than what its creator may do at that moment. */
public enum ApiKeyScope {
    /** List and read agents and their public keys. */
    AGENTS_READ("agents:read", Power.VIEW),
    /** Register agents, which stay pending until an administrator verifies them. */
    AGENTS_WRITE("agents:write", Power.MANAGE),
    /** Suspend and revoke agents. */
    AGENTS_SUSPEND("agents:suspend", Power.OPERATE),
    /** Change the public keys of agents. */
    KEYS_WRITE("keys:write", Power.MANAGE),
    /** Read the trail of agents. */
    AUDIT_READ("audit:read", Power.AUDIT),
    /**
     * Ask for decisions on behalf of agents. What a resource server reports may stop an agent, so the scope is for those
     * who may.
     */
    DECISIONS_WRITE("decisions:write", Power.OPERATE),
    /** List and read MCP servers and their public keys. */
    MCP_SERVERS_READ("mcp-servers:read", Power.VIEW),
    /** Register MCP servers, which stay pending until they are verified, and change them and their keys. */
    MCP_SERVERS_WRITE("mcp-servers:write", Power.MANAGE);

    /** What an administrator must be allowed, in the realm as a whole or for the agent in question. */
    public enum Power {
        VIEW,
        AUDIT,
        OPERATE,
        MANAGE
    }

    private final String code;
    private final Power needs;

    ApiKeyScope(String code, Power needs) {
        this.code = code;
        this.needs = needs;
    }

    /** Stable code, as in JSON. */
    public String code() {
        return code;
    }

    /** The power that the scope hands on. */
    public Power needs() {
        return needs;
    }

    /** The scope with that {@link #code()}, or empty. */
    public static Optional<ApiKeyScope> fromCode(@Nullable String code) {
        return Stream.of(values()).filter(scope -> scope.code.equals(code)).findFirst();
    }
}
