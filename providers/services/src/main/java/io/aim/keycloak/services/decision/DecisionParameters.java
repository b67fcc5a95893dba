package io.aim.keycloak.services.decision;

import io.aim.keycloak.core.InvalidInputException;
import io.aim.keycloak.core.capability.CapabilityRules;
import io.aim.keycloak.core.decision.DecisionStatus;
import io.aim.keycloak.services.audit.AuditFields;
import io.aim.keycloak.services.rest.PageParameters;
import io.aim.keycloak.spi.decision.DecisionQuery;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** Which decisions, as sent. */
public final class DecisionParameters {

    @QueryParam("status")
    @Parameter(description = "allowed, denied, pending, approved, rejected or expired")
    @Nullable
    String status;

    @QueryParam("agent")
    @Parameter(description = "Id of an agent")
    @Nullable
    String agent;

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

    DecisionQuery query(PageParameters page) {
        Instant begin = AuditFields.time("from", from);
        Instant end = AuditFields.time("to", to);
        AuditFields.requireOrder(begin, end);
        return new DecisionQuery(
                status(),
                AuditFields.id("agent", agent),
                capability(capability),
                begin,
                end,
                DecisionCursor.position(page.after()),
                page.size());
    }

    private @Nullable DecisionStatus status() {
        if (status == null || status.isBlank()) {
            return null;
        }
        return DecisionStatus.fromCode(status)
                .orElseThrow(() -> new InvalidInputException(
                        "status",
                        "invalid_status",
                        "status must be allowed, denied, pending, approved, rejected or expired"));
    }

    static @Nullable String capability(@Nullable String value) {
        return value == null || value.isBlank() ? null : CapabilityRules.name("capability", value);
    }
}
