package io.aim.keycloak.services.mcp.verification;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.aim.keycloak.services.rest.IsoTime;
import io.aim.keycloak.spi.mcp.McpVerification;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * An attempt to find out whether an MCP server's key is its own. Times are ISO 8601 in UTC.
 *
 * @param method {@code challenge}, {@code dns} or {@code well_known}
 * @param state {@code running}, {@code succeeded} or {@code failed}
 * @param requestedBy user id; absent for the schedule
 * @param failure stable code of what went wrong
 * @param detail a sentence about that
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "McpVerification")
public record McpVerificationRepresentation(
        String id,
        String serverId,
        String method,
        String state,
        @Nullable String requestedBy,
        @Nullable String requestedAt,
        @Nullable String finishedAt,
        @Nullable String failure,
        @Nullable String detail) {

    static McpVerificationRepresentation of(McpVerification verification) {
        return new McpVerificationRepresentation(
                verification.id(),
                verification.serverId(),
                verification.method().code(),
                verification.state().code(),
                verification.requestedBy(),
                IsoTime.text(verification.requestedAt()),
                IsoTime.text(verification.finishedAt()),
                verification.failure(),
                verification.detail());
    }
}
