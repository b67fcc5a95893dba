package io.aim.keycloak.services.mcp;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.aim.keycloak.services.rest.UserLookup;
import io.aim.keycloak.services.rest.UserReference;
import io.aim.keycloak.spi.mcp.McpServerModel;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * An MCP server. Times are ISO 8601 in UTC.
 *
 * @param clientId client id of the server's client, which is its name; use it as audience
 * @param url canonical form, the resource identifier of RFC 8707
 * @param statusReason why the status is what it is
 * @param publicKey absent while none is registered
 * @param verification what is known of proofs of that key, at that address
 * @param tags absent in brief representations
 * @param metadata absent in brief representations
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "McpServer")
public record McpServerRepresentation(
        String id,
        String name,
        String clientId,
        @Nullable String displayName,
        @Nullable String description,
        String url,
        @Nullable String verificationUrl,
        @Nullable String version,
        @Nullable UserReference owner,

        @Schema(enumeration = {"pending", "verified", "suspended", "revoked"})
        String status,

        @Nullable String statusReason,
        String statusChangedAt,
        @Nullable McpServerKeyRepresentation publicKey,
        McpServerVerificationRepresentation verification,
        @Nullable List<String> tags,
        @Nullable Map<String, String> metadata,
        String createdAt,
        String updatedAt) {

    /** Without what needs a further query per server. */
    static McpServerRepresentation brief(UserLookup users, McpServerModel server) {
        return of(users, server, true);
    }

    /** With tags and metadata. */
    static McpServerRepresentation full(UserLookup users, McpServerModel server) {
        return of(users, server, false);
    }

    private static McpServerRepresentation of(UserLookup users, McpServerModel server, boolean brief) {
        return new McpServerRepresentation(
                server.getId(),
                server.getName(),
                server.getName(),
                server.getDisplayName(),
                server.getDescription(),
                server.getUrl(),
                server.getVerificationUrl(),
                server.getVersion(),
                users.reference(server.getOwnerId()),
                server.getStatus().code(),
                server.getStatusReason(),
                server.getStatusChangedAt().toString(),
                McpServerKeyRepresentation.of(server.getKey()),
                McpServerVerificationRepresentation.of(server.getVerification()),
                brief ? null : List.copyOf(server.getTags()),
                brief ? null : server.getMetadata(),
                server.getCreatedAt().toString(),
                server.getUpdatedAt().toString());
    }
}
