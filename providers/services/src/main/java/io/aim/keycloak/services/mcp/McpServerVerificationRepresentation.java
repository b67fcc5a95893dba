package io.aim.keycloak.services.mcp;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.aim.keycloak.services.rest.IsoTime;
import io.aim.keycloak.spi.mcp.McpServerVerification;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What is known of an MCP server's proofs that its key is its own. Times are ISO 8601 in UTC.
 *
 * @param verifiedAt when the last check succeeded
 * @param method {@code challenge}, {@code dns} or {@code well_known}
 * @param lastCheckedAt when it was checked last, whatever came of it
 * @param nextCheckAt when it is to be checked again
 * @param failedChecks checks in a row that failed
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "McpServerVerification")
public record McpServerVerificationRepresentation(
        @Nullable String verifiedAt,
        @Nullable String method,
        @Nullable String lastCheckedAt,
        @Nullable String nextCheckAt,
        int failedChecks) {

    static McpServerVerificationRepresentation of(McpServerVerification verification) {
        return new McpServerVerificationRepresentation(
                IsoTime.text(verification.verifiedAt()),
                verification.method() == null ? null : verification.method().code(),
                IsoTime.text(verification.lastCheckedAt()),
                IsoTime.text(verification.nextCheckAt()),
                verification.failedChecks());
    }
}
