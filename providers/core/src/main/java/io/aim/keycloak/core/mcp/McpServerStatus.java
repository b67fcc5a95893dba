package io.aim.keycloak.core.mcp;

import io.aim.keycloak.core.agent.AgentStatus;
import java.util.Locale;
import java.util.Optional;

/**
 * Status of an MCP server. What somebody may ask for follows the machine of agents: {@code pending → verified ⇄ suspended →
 * revoked}. Apart from that a verified server falls back to {@link #PENDING} when what was verified changes: its key or
 * its address.
 */
public enum McpServerStatus {
    /** Registered; nobody has verified who runs it. */
    PENDING,
    /** Its key was proven to be its own, and somebody answers for it. */
    VERIFIED,
    /** Stopped for now; can be reactivated. */
    SUSPENDED,
    /** Stopped for good. */
    REVOKED;

    /** Whether somebody may ask for {@code target} to follow this status. */
    public boolean canBecome(McpServerStatus target) {
        return asOfAgent().canBecome(target.asOfAgent());
    }

    /** The status once key or address are others than those that were verified. */
    public McpServerStatus whenUnproven() {
        return this == VERIFIED ? PENDING : this;
    }

    /** Whether a change to this status only ever takes power away, so that an operator may make it. */
    public boolean reducesPower() {
        return asOfAgent().reducesPower();
    }

    private AgentStatus asOfAgent() {
        return AgentStatus.valueOf(name());
    }

    /** Lower-case name, as in JSON. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The status with that {@link #code()}, or empty. */
    public static Optional<McpServerStatus> fromCode(String code) {
        return AgentStatus.fromCode(code).map(status -> valueOf(status.name()));
    }
}
