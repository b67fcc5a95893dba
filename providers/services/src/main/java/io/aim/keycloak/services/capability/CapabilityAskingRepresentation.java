package io.aim.keycloak.services.capability;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What a request may say; documents the body, which is read by {@link CapabilityRequests}. */
@Schema(name = "CapabilityAsking")
public record CapabilityAskingRepresentation(
        @Schema(required = true, description = "Name of a capability type of the realm.")
        String capability,

        @Schema(description = "At most 20 patterns; none means everything.") @Nullable
        List<String> resources,

        @Schema(maxLength = 1000) @Nullable String reason,

        @Schema(minimum = "1", maximum = "31622400", description = "For how long, from the approval on.") @Nullable
        Integer ttlSeconds) {}
