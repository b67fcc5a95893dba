package io.aim.keycloak.services.rest;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The reason of a status change. */
@Schema(name = "Reason", description = "Why the status changes.")
public record ReasonRepresentation(
        @Schema(maxLength = 1000, description = "Kept with the agent.") @Nullable
        String reason) {}
