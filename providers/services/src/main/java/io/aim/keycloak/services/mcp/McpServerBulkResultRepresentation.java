package io.aim.keycloak.services.mcp;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What became of each MCP server.
 *
 * @param succeeded number of servers that were removed, or would be
 * @param failed number of servers that were not
 * @param next value for {@code after} if more servers match the filter
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "McpServerBulkResult")
public record McpServerBulkResultRepresentation(
        int succeeded,
        int failed,
        List<Item> items,
        @Nullable String next) {

    /**
     * What became of one MCP server.
     *
     * @param result {@code removed}, {@code would_remove} or {@code failed}
     * @param error stable code of the failure
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "McpServerBulkItem")
    public record Item(
            String serverId,
            @Nullable String serverName,
            String result,
            @Nullable String error,
            @Nullable String errorMessage) {}
}
