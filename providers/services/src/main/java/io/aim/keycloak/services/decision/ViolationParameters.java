package io.aim.keycloak.services.decision;

import io.aim.keycloak.core.InvalidInputException;
import io.aim.keycloak.core.decision.ViolationSeverity;
import io.aim.keycloak.services.audit.AuditFields;
import io.aim.keycloak.spi.decision.ViolationQuery;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** Which violations, as sent. */
public final class ViolationParameters {

    @QueryParam("severity")
    @Parameter(description = "low, medium, high or critical")
    @Nullable
    String severity;

    @QueryParam("blocked")
    @Parameter(description = "true for what the agent was kept from, false for what it did nevertheless")
    @Nullable
    String blocked;

    @QueryParam("capability")
    @Parameter(description = "Name of a capability")
    @Nullable
    String capability;

    @QueryParam("from")
    @Parameter(description = "Earliest time, inclusive", schema = @Schema(format = "date-time"))
    @Nullable
    String from;

    @QueryParam("to")
    @Parameter(description = "Latest time, exclusive", schema = @Schema(format = "date-time"))
    @Nullable
    String to;

    ViolationQuery query(@Nullable String agentId) {
        Instant begin = AuditFields.time("from", from);
        Instant end = AuditFields.time("to", to);
        AuditFields.requireOrder(begin, end);
        return new ViolationQuery(
                AuditFields.id("agent", agentId),
                severity(),
                blocked(),
                DecisionParameters.capability(capability),
                begin,
                end);
    }

    private @Nullable ViolationSeverity severity() {
        if (severity == null || severity.isBlank()) {
            return null;
        }
        return ViolationSeverity.fromCode(severity)
                .orElseThrow(() -> new InvalidInputException(
                        "severity", "invalid_severity", "severity must be low, medium, high or critical"));
    }

    private @Nullable Boolean blocked() {
        if (blocked == null || blocked.isBlank()) {
            return null;
        }
        return switch (blocked) {
            case "true" -> Boolean.TRUE;
            case "false" -> Boolean.FALSE;
            default -> throw new InvalidInputException("blocked", "invalid_type", "blocked must be true or false");
        };
    }
}
