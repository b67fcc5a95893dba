package io.aim.keycloak.services.mcp;

import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What may change of an MCP server. */
@Schema(
        name = "McpServerUpdate",
        description =
                "Changes to an MCP server. Absent fields stay as they are; null clears a field that may be empty.")
public record McpServerUpdateRepresentation(
        @Schema(description = "May be repeated, cannot change.") @Nullable
        String name,

        @Schema(maxLength = 2048, description = "Another address makes a verified server pending again.") @Nullable
        String url,

        @Schema(maxLength = 255) @Nullable String displayName,
        @Schema(maxLength = 2000) @Nullable String description,

        @Schema(description = "User id or username of the owner.") @Nullable
        String owner,

        @Schema(maxLength = 2048, description = "https URL that challenges are sent to, if not the default.") @Nullable
        String verificationUrl,

        @Schema(maxLength = 64, description = "Version of the server's software.") @Nullable
        String version,

        @Schema(description = "Up to 32 short texts by name: region, environment and the like.") @Nullable
        Map<String, String> metadata,

        @Schema(description = "Up to 50 labels of a-z, 0-9, '.', '_', ':' and '-'.") @Nullable
        List<String> tags) {}
