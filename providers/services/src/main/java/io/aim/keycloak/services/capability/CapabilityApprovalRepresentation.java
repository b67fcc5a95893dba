package io.aim.keycloak.services.capability;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What an approval may say, never more than was asked; documents the body, which is read by {@link CapabilityRequests}. */
@Schema(name = "CapabilityApproval")
public record CapabilityApprovalRepresentation(
        @Schema(description = "Patterns that are covered by those asked for; those by default.") @Nullable
        List<String> resources,

        @Nullable ConditionsRepresentation conditions,

        @Schema(description = "auto, notify or review; that of the capability by default.") @Nullable
        String executionMode,

        @Schema(description = "End of the grant, no later than asked for.") @Nullable
        String expiresAt,

        @Schema(description = "Instead of expiresAt: seconds from now.") @Nullable
        Integer ttlSeconds,

        @Schema(maxLength = 1000) @Nullable String note) {}
