package io.aim.keycloak.spi.alert;

import io.aim.keycloak.core.alert.AlertSeverity;
import io.aim.keycloak.core.alert.AlertState;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which alerts of a realm, those that first happened last first.
 *
 * @param state only alerts in that state
 * @param severity only alerts of that severity
 * @param type only alerts of the type with that code
 * @param agentId only alerts about that agent
 * @param assigneeId only alerts that user takes care of
 * @param from only alerts that first happened then or later
 * @param to only alerts that first happened before
 */
public record AlertQuery(
        @Nullable AlertState state,
        @Nullable AlertSeverity severity,
        @Nullable String type,
        @Nullable String agentId,
        @Nullable String assigneeId,
        @Nullable Instant from,
        @Nullable Instant to) {

    /** Place of an alert in the list. */
    public record Position(Instant firstSeenAt, String id) {}
}
