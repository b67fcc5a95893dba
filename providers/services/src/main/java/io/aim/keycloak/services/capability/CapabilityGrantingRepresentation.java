package io.aim.keycloak.services.capability;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What a grant may say; documents the body, which is read by {@link CapabilityGrants}. */
@Schema(name = "CapabilityGranting")
public record CapabilityGrantingRepresentation(
        @Schema(required = true, description = "Name of a capability type of the realm.")
        String capability,

        @Schema(description = "At most 20 patterns; none means everything.") @Nullable
        List<String> resources,

        @Nullable ConditionsRepresentation conditions,

        @Schema(description = "auto, notify or review; that of the capability by default.") @Nullable
        String executionMode,

        @Schema(description = "End of the grant, ISO 8601 in UTC.") @Nullable
        String expiresAt,

        @Schema(minimum = "1", maximum = "31622400", description = "Instead of expiresAt: seconds from now.") @Nullable
        Integer ttlSeconds) {}
