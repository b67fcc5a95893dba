package io.aim.keycloak.spi.mcp;

import io.aim.keycloak.core.mcp.VerificationMethod;
import io.aim.keycloak.core.mcp.VerificationState;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An attempt to find out whether an MCP server's key is its own.
 *
 * @param id its id
 * @param serverId the MCP server
 * @param method how
 * @param issuer of the realm, as whoever asked for it saw it; challenges name it
 * @param state what has become of it
 * @param requestedBy user id of who asked for it; null for the schedule
 * @param requestedAt when
 * @param finishedAt when it was over, or null
 * @param failure stable code of what went wrong, or null
 * @param detail a sentence about that for people, or null
 */
public record McpVerification(
        String id,
        String serverId,
        VerificationMethod method,
        String issuer,
        VerificationState state,
        @Nullable String requestedBy,
        Instant requestedAt,
        @Nullable Instant finishedAt,
        @Nullable String failure,
        @Nullable String detail) {

    /** Most characters of {@link #failure()}. */
    public static final int FAILURE_MAX = 64;
    /** Most characters of {@link #detail()}. */
    public static final int DETAIL_MAX = 500;
    /** Most characters of {@link #issuer()}. */
    public static final int ISSUER_MAX = 2_048;
}
