package io.aim.keycloak.services.apikey;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What a rotation may say; documents the body, which is read by {@link ApiKeyService}. */
@Schema(name = "ApiKeyRotation")
public record ApiKeyRotationRepresentation(
        @Schema(
                minimum = "0",
                maximum = "2592000",
                defaultValue = "86400",
                description = "Seconds for which the old secret stays valid.")
        @Nullable
        Integer overlapSeconds,

        @Schema(description = "New end of the key; without it the end stays.") @Nullable
        String expiresAt) {}
