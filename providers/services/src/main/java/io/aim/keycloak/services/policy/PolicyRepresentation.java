package io.aim.keycloak.services.policy;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.aim.keycloak.core.policy.Policy;
import io.aim.keycloak.spi.policy.SecurityPolicy;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A security policy. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "Policy")
public record PolicyRepresentation(
        @Schema(readOnly = true) @Nullable String id,

        @Schema(required = true, maxLength = 100, description = "No other policy of the realm has it.")
        String name,

        @Schema(maxLength = 1000) @Nullable String description,

        @Schema(
                required = true,
                enumeration = {
                    "capability_violation",
                    "low_trust",
                    "unusual_activity",
                    "unauthorized_access",
                    "data_exfiltration",
                    "configuration_drift"
                },
                description = "What it watches for.")
        String type,

        @Schema(description = "Whether decisions ask it; default true.") @Nullable
        Boolean enabled,

        @Nullable PolicyScopeRepresentation scope,
        @Nullable PolicyParametersRepresentation parameters,

        @Schema(
                minimum = "0",
                maximum = "1000",
                description = "Of a type the policy with the highest one that finds something decides; default 100.")
        @Nullable
        Integer priority,

        @Schema(
                required = true,
                enumeration = {"allow", "alert_only", "block_and_alert"},
                description = "What follows when it finds something.")
        String enforcement,

        @Schema(readOnly = true) @Nullable String createdAt,
        @Schema(readOnly = true) @Nullable String createdBy,
        @Schema(readOnly = true) @Nullable String updatedAt,
        @Schema(readOnly = true) @Nullable String updatedBy) {

    static PolicyRepresentation of(SecurityPolicy policy) {
        Policy rule = policy.rule();
        return new PolicyRepresentation(
                policy.id(),
                policy.name(),
                policy.description(),
                rule.type().code(),
                policy.enabled(),
                PolicyScopeRepresentation.of(rule.scope()),
                PolicyParametersRepresentation.of(rule.condition()),
                rule.priority(),
                rule.enforcement().code(),
                policy.createdAt().toString(),
                policy.createdBy(),
                policy.updatedAt().toString(),
                policy.updatedBy());
    }
}
