package io.aim.keycloak.spi.alert;

import io.aim.keycloak.core.alert.AlertSeverity;
import io.aim.keycloak.core.alert.AlertState;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An alert of a realm, as stored.
 *
 * @param id unique on the server
 * @param realmId realm that it is of
 * @param type code of an {@link io.aim.keycloak.core.alert.AlertType}
 * @param severity the highest that it was raised with
 * @param state where it stands
 * @param title a few words for people
 * @param dedupKey what ties it to what is the same thing happening again
 * @param agentId the agent it is about
 * @param agentName the agent's name when it last happened
 * @param sourceEventId the audit event that showed it last
 * @param count how often it happened
 * @param firstSeenAt when it first happened
 * @param lastSeenAt when it last happened
 * @param assigneeId user who takes care of it
 * @param snoozedUntil until when nobody is told of it
 * @param changedBy id of who brought it into its state
 * @param changedAt when that was
 * @param note what was said then
 */
public record Alert(
        String id,
        String realmId,
        String type,
        AlertSeverity severity,
        AlertState state,
        String title,
        String dedupKey,
        @Nullable String agentId,
        @Nullable String agentName,
        @Nullable String sourceEventId,
        long count,
        Instant firstSeenAt,
        Instant lastSeenAt,
        @Nullable String assigneeId,
        @Nullable Instant snoozedUntil,
        @Nullable String changedBy,
        @Nullable Instant changedAt,
        @Nullable String note) {

    /** Whether somebody asked not to be told of it now. */
    public boolean isSnoozed(Instant now) {
        return snoozedUntil != null && now.isBefore(snoozedUntil);
    }
}
