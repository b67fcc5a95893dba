package io.aim.keycloak.spi.mcp;

import io.aim.keycloak.core.mcp.VerificationMethod;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is known of an MCP server's proofs that its key is its own. It speaks of the key and address that the server has
 * now.
 *
 * @param verifiedAt when the last check succeeded, or null if none did
 * @param method how it was proven then, or null
 * @param lastCheckedAt when it was checked last, whatever came of it, or null
 * @param nextCheckAt when it is to be checked again, or null
 * @param failedChecks checks in a row that failed
 */
public record McpServerVerification(
        @Nullable Instant verifiedAt,
        @Nullable VerificationMethod method,
        @Nullable Instant lastCheckedAt,
        @Nullable Instant nextCheckAt,
        int failedChecks) {

    /** Nothing was checked yet. */
    public static final McpServerVerification NONE = new McpServerVerification(null, null, null, null, 0);

    /** Whether the key was proven. */
    public boolean isProven() {
        return verifiedAt != null;
    }

    /** After a check that succeeded. */
    public McpServerVerification succeeded(VerificationMethod by, Instant at, @Nullable Instant next) {
        return new McpServerVerification(at, by, at, next, 0);
    }

    /** After a check that failed. */
    public McpServerVerification failed(Instant at, @Nullable Instant next) {
        return new McpServerVerification(verifiedAt, method, at, next, failedChecks + 1);
    }
}
