package io.aim.keycloak.services.agent;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What may change of an agent. */
@Schema(
        name = "AgentUpdate",
        description = "Changes to an agent. Absent fields stay as they are; null clears displayName and description.")
public record AgentUpdateRepresentation(
        @Schema(description = "May be repeated, cannot change.") @Nullable
        String name,

        @Schema(maxLength = 255) @Nullable String displayName,
        @Schema(maxLength = 2000) @Nullable String description,
        @Nullable String type,
        @Nullable String owner,
        @Nullable String sponsor,
        @Nullable List<String> declaredCapabilities,
        @Nullable Boolean allowLegacyAudience) {}
