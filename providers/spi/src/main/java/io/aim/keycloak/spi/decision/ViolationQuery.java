package io.aim.keycloak.spi.decision;

import io.aim.keycloak.core.decision.ViolationSeverity;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which violations of a realm, newest first; null members do not filter.
 *
 * @param from earliest time, inclusive
 * @param to latest time, exclusive
 */
public record ViolationQuery(
        @Nullable String agentId,
        @Nullable ViolationSeverity severity,
        @Nullable Boolean blocked,
        @Nullable String capability,
        @Nullable Instant from,
        @Nullable Instant to) {}
