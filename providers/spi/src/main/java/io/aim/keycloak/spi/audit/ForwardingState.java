package io.aim.keycloak.spi.audit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Settings of a realm's forwarding, and how far it has got.
 *
 * @param settings the settings
 * @param next number of the first event that the receiver has not got yet
 * @param lastSentAt when it last got events
 * @param lastError what went wrong last; null if the receiver got events since
 * @param lastErrorAt when that was
 * @param failures how many times in a row it went wrong
 */
public record ForwardingState(
        ForwardingSettings settings,
        long next,
        @Nullable Instant lastSentAt,
        @Nullable String lastError,
        @Nullable Instant lastErrorAt,
        int failures) {}
