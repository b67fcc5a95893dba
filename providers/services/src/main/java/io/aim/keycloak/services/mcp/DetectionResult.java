package io.aim.keycloak.services.mcp;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What became of a reported MCP server.
 *
 * @param server id or name as reported
 * @param url address as reported, in canonical form
 * @param serverId id of the server that is meant, if it is registered
 * @param result {@code recorded} the first time, {@code known} afterwards, {@code unknown} if no such server is registered
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "DetectionResult")
public record DetectionResult(
        @Nullable String server,
        @Nullable String url,
        @Nullable String serverId,
        String result) {

    static DetectionResult of(ReportedServer reported, @Nullable String serverId, String result) {
        return new DetectionResult(reported.server(), reported.url(), serverId, result);
    }
}
