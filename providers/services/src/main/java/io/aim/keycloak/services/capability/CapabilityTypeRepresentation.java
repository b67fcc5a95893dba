package io.aim.keycloak.services.capability;

import io.aim.keycloak.core.capability.CapabilityType;
import java.math.BigDecimal;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A capability of the catalogue. */
@Schema(name = "CapabilityType")
public record CapabilityTypeRepresentation(
        @Schema(required = true, description = "namespace:action; the namespaces of core capabilities are reserved.")
        String name,

        @Schema(maxLength = 1000) @Nullable String description,

        @Schema(required = true, description = "low, medium, high or critical.")
        String risk,

        @Schema(
                minimum = "0",
                maximum = "1",
                description = "Trust score that an agent needs; by risk 0, 0.3, 0.5, 0.7.")
        @Nullable
        BigDecimal minimumTrust,

        @Schema(description = "auto, notify or review; by risk auto, auto, notify, review.") @Nullable
        String executionMode,

        @Schema(readOnly = true, description = "Whether it comes with the product and cannot change.")
        boolean core) {

    static CapabilityTypeRepresentation of(CapabilityType type) {
        return new CapabilityTypeRepresentation(
                type.name(),
                type.description(),
                type.risk().code(),
                type.minimumTrust(),
                type.executionMode().code(),
                type.core());
    }
}
