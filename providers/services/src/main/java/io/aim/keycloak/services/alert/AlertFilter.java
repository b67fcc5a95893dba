package io.aim.keycloak.services.alert;

import io.aim.keycloak.core.InvalidInputException;
import io.aim.keycloak.core.alert.AlertSeverity;
import io.aim.keycloak.core.alert.AlertState;
import io.aim.keycloak.core.alert.AlertType;
import io.aim.keycloak.services.audit.AuditFields;
import io.aim.keycloak.spi.alert.AlertQuery;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** Which alerts, as sent. */
public final class AlertFilter {

    private static final Set<String> NAMES = Set.of("state", "severity", "type", "agent", "assignee", "from", "to");

    @QueryParam("state")
    @Parameter(description = "open, acknowledged, resolved or suppressed")
    @Nullable
    String state;

    @QueryParam("severity")
    @Parameter(description = "info, warning, high or critical")
    @Nullable
    String severity;

    @QueryParam("type")
    @Parameter(description = "Code of the type")
    @Nullable
    String type;

    @QueryParam("agent")
    @Parameter(description = "Id of the agent it is about")
    @Nullable
    String agent;

    @QueryParam("assignee")
    @Parameter(description = "Id of the user who takes care of it")
    @Nullable
    String assignee;

    @QueryParam("from")
    @Parameter(description = "First happened then or later, ISO 8601 with an offset")
    @Nullable
    String from;

    @QueryParam("to")
    @Parameter(description = "First happened before, ISO 8601 with an offset")
    @Nullable
    String to;

    /** The same filters by name, as in a JSON object. */
    static AlertFilter of(Map<String, @Nullable String> filters) {
        Set<String> unknown = new TreeSet<>(filters.keySet());
        unknown.removeAll(NAMES);
        if (!unknown.isEmpty()) {
            throw new InvalidInputException(
                    "filter", "unknown_field", "Known filters are " + String.join(", ", new TreeSet<>(NAMES)));
        }
        AlertFilter filter = new AlertFilter();
        filter.state = filters.get("state");
        filter.severity = filters.get("severity");
        filter.type = filters.get("type");
        filter.agent = filters.get("agent");
        filter.assignee = filters.get("assignee");
        filter.from = filters.get("from");
        filter.to = filters.get("to");
        return filter;
    }

    AlertQuery query() {
        Instant begin = AuditFields.time("from", from);
        Instant end = AuditFields.time("to", to);
        AuditFields.requireOrder(begin, end);
        return new AlertQuery(
                blank(state) ? null : state(),
                blank(severity) ? null : severity("severity", severity),
                type(),
                AuditFields.id("agent", agent),
                AuditFields.id("assignee", assignee),
                begin,
                end);
    }

    private static boolean blank(@Nullable String text) {
        return text == null || text.isBlank();
    }

    private AlertState state() {
        return AlertState.fromCode(String.valueOf(state))
                .orElseThrow(() -> new InvalidInputException(
                        "state", "invalid_state", "state must be open, acknowledged, resolved or suppressed"));
    }

    static AlertSeverity severity(String field, @Nullable String code) {
        return AlertSeverity.fromCode(String.valueOf(code))
                .orElseThrow(() -> new InvalidInputException(
                        field, "invalid_severity", field + " must be info, warning, high or critical"));
    }

    private @Nullable String type() {
        if (blank(type)) {
            return null;
        }
        return AlertType.fromCode(String.valueOf(type))
                .orElseThrow(() -> new InvalidInputException("type", "unknown_type", "There is no such type of alert"))
                .code();
    }
}
