package io.aim.keycloak.services.alert;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.aim.keycloak.services.rest.IsoTime;
import io.aim.keycloak.spi.alert.Alert;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * An alert.
 *
 * @param type stable code of the rule that raised it
 * @param severity {@code info}, {@code warning}, {@code high} or {@code critical}: the highest that it was raised with
 * @param state {@code open}, {@code acknowledged}, {@code resolved} or {@code suppressed}
 * @param dedupKey what happens again under the same key is counted until the alert is resolved
 * @param agentName the agent's name when it last happened
 * @param sourceEventId the audit event that showed it last
 * @param count how often it happened
 * @param assigneeId user who takes care of it
 * @param snoozedUntil until when nobody is told of it
 * @param changedBy id of who brought it into its state; absent where the server did
 * @param note what was said then
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "Alert")
public record AlertRepresentation(
        String id,
        String type,
        String severity,
        String state,
        String title,
        String dedupKey,
        @Nullable String agentId,
        @Nullable String agentName,
        @Nullable String sourceEventId,
        long count,
        String firstSeenAt,
        String lastSeenAt,
        @Nullable String assigneeId,
        @Nullable String snoozedUntil,
        @Nullable String changedBy,
        @Nullable String changedAt,
        @Nullable String note) {

    static AlertRepresentation of(Alert alert) {
        return new AlertRepresentation(
                alert.id(),
                alert.type(),
                alert.severity().code(),
                alert.state().code(),
                alert.title(),
                alert.dedupKey(),
                alert.agentId(),
                alert.agentName(),
                alert.sourceEventId(),
                alert.count(),
                alert.firstSeenAt().toString(),
                alert.lastSeenAt().toString(),
                alert.assigneeId(),
                IsoTime.text(alert.snoozedUntil()),
                alert.changedBy(),
                IsoTime.text(alert.changedAt()),
                alert.note());
    }
}
