package io.aim.keycloak.spi.decision;

import io.aim.keycloak.core.decision.DecisionStatus;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which decisions of a realm, newest first; null members do not filter.
 *
 * @param from earliest time, inclusive
 * @param to latest time, exclusive
 * @param after the last decision of the page before
 * @param max most decisions
 */
public record DecisionQuery(
        @Nullable DecisionStatus status,
        @Nullable String agentId,
        @Nullable String capability,
        @Nullable Instant from,
        @Nullable Instant to,
        @Nullable DecisionPosition after,
        int max) {}
