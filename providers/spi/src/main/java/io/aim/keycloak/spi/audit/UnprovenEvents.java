package io.aim.keycloak.spi.audit;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Events that have neither a number nor wait for one, of a part of the trail.
 *
 * @param items the events, oldest first
 * @param next where the next part begins; null if there is none
 */
public record UnprovenEvents(
        List<AuditRecord> items, @Nullable Instant next) {

    public UnprovenEvents {
        items = List.copyOf(items);
    }
}
