package io.aim.keycloak.services.mcp;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A report; documents the body, which is read by {@link ReportedServer}. */
@Schema(name = "Detections", description = "MCP servers that the agent was seen to use, 1 to 100.")
public record DetectionsRepresentation(
        @Schema(required = true) List<Detection> detections) {

    /** One of them. */
    @Schema(name = "Detection", description = "An MCP server, named by server or by url.")
    public record Detection(
            @Schema(description = "Id or name of the MCP server.") @Nullable
            String server,

            @Schema(description = "Its address, in whatever spelling.") @Nullable
            String url,

            @Schema(required = true, pattern = "^[a-z][a-z0-9_]{0,31}$", description = "How, such as sdk_runtime.")
            String method,

            @Schema(minimum = "0", maximum = "100", defaultValue = "100", description = "Percent.") @Nullable
            Integer confidence) {}
}
