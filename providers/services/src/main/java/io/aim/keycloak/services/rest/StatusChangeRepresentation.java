package io.aim.keycloak.services.rest;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A status change. */
@Schema(name = "StatusChange", description = "A status change.")
public record StatusChangeRepresentation(
        @Schema(enumeration = {"verified", "suspended", "revoked"})
        String status,

        @Schema(maxLength = 1000, description = "Why; kept with the agent.") @Nullable
        String reason) {}
