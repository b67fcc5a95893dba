package io.aim.keycloak.services.capability;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Which unused grants to take away. */
@Schema(name = "UnusedCapabilities")
public record UnusedRevocationRepresentation(
        @Schema(minimum = "1", maximum = "3650", description = "Days without use; default 90.") @Nullable
        Integer days,

        @Schema(description = "Only say what would be taken away.") @Nullable
        Boolean dryRun) {}
