package io.aim.keycloak.spi.mcp;

import io.aim.keycloak.core.mcp.ConnectionSource;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * That an agent uses, or may use, an MCP server.
 *
 * @param source how it became known first
 * @param firstSeenAt when it became known
 * @param lastSeenAt when it was declared or detected last
 * @param detection how it was detected last, or null if it never was
 * @param grant who permitted it, or null if nobody has
 */
public record McpConnection(
        String agentId,
        String serverId,
        ConnectionSource source,
        Instant firstSeenAt,
        Instant lastSeenAt,
        @Nullable Detection detection,
        @Nullable Grant grant) {

    /**
     * How a connection was detected.
     *
     * @param method such as {@code sdk_runtime}
     * @param confidence percent
     */
    public record Detection(String method, int confidence) {}

    /**
     * Permission.
     *
     * @param by id of whoever gave it, or null if that is nobody who has one
     */
    public record Grant(@Nullable String by, Instant at) {}

    /** A connection that just became known. */
    public static McpConnection known(String agentId, String serverId, ConnectionSource source, Instant at) {
        return new McpConnection(agentId, serverId, source, at, at, null, null);
    }

    /** Whether the agent may use the server. */
    public boolean isGranted() {
        return grant != null;
    }

    /** Once it was detected, again or at last. */
    public McpConnection detected(Detection how, Instant at) {
        return new McpConnection(agentId, serverId, source, firstSeenAt, at, how, grant);
    }

    /** Once it was permitted. */
    public McpConnection granted(Grant permission) {
        return new McpConnection(agentId, serverId, source, firstSeenAt, lastSeenAt, detection, permission);
    }
}
