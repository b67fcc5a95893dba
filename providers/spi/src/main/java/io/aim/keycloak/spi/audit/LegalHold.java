package io.aim.keycloak.spi.audit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Events that are kept whatever their retention says. Null members do not narrow.
 *
 * @param reason why, for people
 * @param placedBy id of the administrator who placed it
 * @param subjectId id of an agent or user that acted, was acted upon, or was acted for
 * @param action code of an action, or the beginning of codes up to a dot
 * @param from earliest time of events, inclusive
 * @param to latest time of events, exclusive
 */
public record LegalHold(
        String id,
        String reason,
        @Nullable String placedBy,
        Instant placedAt,
        @Nullable String subjectId,
        @Nullable String action,
        @Nullable Instant from,
        @Nullable Instant to) {}
