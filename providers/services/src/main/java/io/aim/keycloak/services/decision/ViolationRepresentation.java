package io.aim.keycloak.services.decision;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.aim.keycloak.core.capability.RiskLevel;
import io.aim.keycloak.spi.decision.Violation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** An attempt beyond what the agent may do. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "Violation")
public record ViolationRepresentation(
        String id,
        String agentId,
        String time,
        String capability,
        @Nullable String resource,

        @Schema(description = "Risk of the capability; absent if the realm does not know it.") @Nullable
        String risk,

        @Schema(enumeration = {"low", "medium", "high", "critical"})
        String severity,

        boolean blocked,
        String reason,
        @Nullable String address,
        String decisionId,
        String auditEventId) {

    static ViolationRepresentation of(Violation violation) {
        RiskLevel risk = violation.risk();
        return new ViolationRepresentation(
                violation.id(),
                violation.agentId(),
                violation.at().toString(),
                violation.capability(),
                violation.resource(),
                risk == null ? null : risk.code(),
                violation.severity().code(),
                violation.blocked(),
                violation.reason().code(),
                violation.address(),
                violation.decisionId(),
                violation.auditEventId());
    }
}
