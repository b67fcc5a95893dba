package io.aim.keycloak.services.mcp;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.aim.keycloak.services.rest.IsoTime;
import io.aim.keycloak.spi.mcp.McpConnection;
import io.aim.keycloak.spi.mcp.McpServerModel;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * That an agent uses, or may use, an MCP server. Times are ISO 8601 in UTC.
 *
 * @param serverStatus an agent may use verified servers only, whatever is granted
 * @param source how it became known first
 * @param detectionMethod how it was detected last
 * @param confidence of that, in percent
 * @param granted whether somebody permitted it
 * @param grantedBy id of who did
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "McpConnection")
public record McpConnectionRepresentation(
        String serverId,
        String serverName,
        String url,
        String serverStatus,

        @Schema(enumeration = {"declared", "detected", "attested"})
        String source,

        String firstSeenAt,
        String lastSeenAt,
        @Nullable String detectionMethod,
        @Nullable Integer confidence,
        boolean granted,
        @Nullable String grantedBy,
        @Nullable String grantedAt) {

    static McpConnectionRepresentation of(McpConnection connection, McpServerModel server) {
        McpConnection.Detection detection = connection.detection();
        McpConnection.Grant grant = connection.grant();
        return new McpConnectionRepresentation(
                server.getId(),
                server.getName(),
                server.getUrl(),
                server.getStatus().code(),
                connection.source().code(),
                connection.firstSeenAt().toString(),
                connection.lastSeenAt().toString(),
                detection == null ? null : detection.method(),
                detection == null ? null : detection.confidence(),
                grant != null,
                grant == null ? null : grant.by(),
                grant == null ? null : IsoTime.text(grant.at()));
    }
}
