package io.aim.keycloak.services.capability;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.aim.keycloak.core.capability.ExecutionMode;
import io.aim.keycloak.core.capability.ResourcePattern;
import io.aim.keycloak.services.rest.IsoTime;
import io.aim.keycloak.spi.capability.CapabilityGrant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A capability that an agent has. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "CapabilityGrant")
public record CapabilityGrantRepresentation(
        String id,
        String agentId,
        String capability,

        @Schema(description = "Patterns of what it covers; none means everything.")
        List<String> resources,

        @Nullable ConditionsRepresentation conditions,

        @Schema(description = "auto, notify or review; absent means that of the capability.") @Nullable
        String executionMode,

        String grantedAt,

        @Schema(description = "Id of who granted it.") @Nullable
        String grantedBy,

        @Nullable String expiresAt,
        @Nullable String requestId,
        @Nullable String lastUsedAt) {

    static CapabilityGrantRepresentation of(CapabilityGrant grant) {
        ExecutionMode mode = grant.executionMode();
        return new CapabilityGrantRepresentation(
                grant.id(),
                grant.agentId(),
                grant.capability(),
                grant.resources().stream().map(ResourcePattern::toString).toList(),
                ConditionsRepresentation.of(grant.conditions()),
                mode == null ? null : mode.code(),
                grant.grantedAt().toString(),
                grant.grantedBy(),
                IsoTime.text(grant.expiresAt()),
                grant.requestId(),
                IsoTime.text(grant.lastUsedAt()));
    }
}
