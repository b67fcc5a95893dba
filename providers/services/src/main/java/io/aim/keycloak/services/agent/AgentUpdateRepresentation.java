package io.aim.keycloak.services.agent;

import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What may change of an agent. */
@Schema(
        name = "AgentUpdate",
        description = "Changes to an agent. Absent fields stay as they are; null clears a field that may be empty.")
public record AgentUpdateRepresentation(
        @Schema(description = "May be repeated, cannot change.") @Nullable
        String name,

        @Schema(maxLength = 255) @Nullable String displayName,
        @Schema(maxLength = 2000) @Nullable String description,
        @Nullable String type,
        @Nullable String owner,
        @Nullable String sponsor,

        @Schema(maxLength = 64, description = "Version of the agent's software.") @Nullable
        String version,

        @Schema(maxLength = 1000, description = "http or https URL of the source.") @Nullable
        String repositoryUrl,

        @Schema(maxLength = 1000, description = "http or https URL of the documentation.") @Nullable
        String documentationUrl,

        @Schema(description = "Up to 32 short texts by name: model, framework and the like.") @Nullable
        Map<String, String> metadata,

        @Schema(description = "ISO 8601 time in UTC after which the agent gets no tokens.") @Nullable
        String expiresAt,

        @Schema(description = "Id or alias of the Keycloak organization that the agent belongs to.") @Nullable
        String organization,

        @Schema(description = "Up to 50 labels of a-z, 0-9, '.', '_', ':' and '-'.") @Nullable
        List<String> tags,

        @Nullable List<String> declaredCapabilities,
        @Nullable Boolean allowLegacyAudience) {}
