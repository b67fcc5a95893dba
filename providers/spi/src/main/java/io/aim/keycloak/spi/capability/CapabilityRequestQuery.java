package io.aim.keycloak.spi.capability;

import io.aim.keycloak.core.capability.CapabilityRequestState;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which requests of a realm, newest first; null members do not filter.
 *
 * @param after the last request of the page before
 * @param max most requests
 */
public record CapabilityRequestQuery(
        @Nullable CapabilityRequestState state,
        @Nullable String agentId,
        @Nullable String capability,
        @Nullable Position after,
        int max) {

    /** Place of a request in the list. */
    public record Position(Instant requestedAt, String id) {}
}
