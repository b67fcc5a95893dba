package io.aim.keycloak.spi.capability;

import io.aim.keycloak.core.capability.CapabilityRequestState;
import io.aim.keycloak.core.capability.ResourcePattern;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Somebody asks for a capability of an agent.
 *
 * @param resources patterns of what is asked for; none means everything
 * @param ttl for how long, or null for without end
 * @param requestedBy who asks
 * @param decidedBy id of whoever decided or took it back, or null
 * @param note what was said about the decision, or null
 */
public record CapabilityRequest(
        String id,
        String realmId,
        String agentId,
        String capability,
        List<ResourcePattern> resources,
        @Nullable String reason,
        @Nullable Duration ttl,
        CapabilityRequestState state,
        Requester requestedBy,
        Instant requestedAt,
        @Nullable String decidedBy,
        @Nullable Instant decidedAt,
        @Nullable String note) {

    /**
     * Who asks.
     *
     * @param kind {@code agent}, {@code user}, {@code system} …
     * @param id id of that kind, or null
     */
    public record Requester(String kind, @Nullable String id) {}

    public CapabilityRequest {
        resources = List.copyOf(resources);
    }

    /** The same request after it was decided. */
    public CapabilityRequest decided(
            CapabilityRequestState newState, @Nullable String by, Instant at, @Nullable String text) {
        return new CapabilityRequest(
                id,
                realmId,
                agentId,
                capability,
                resources,
                reason,
                ttl,
                newState,
                requestedBy,
                requestedAt,
                by,
                at,
                text);
    }
}
