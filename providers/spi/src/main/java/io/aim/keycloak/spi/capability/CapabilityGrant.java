package io.aim.keycloak.spi.capability;

import io.aim.keycloak.core.capability.ExecutionMode;
import io.aim.keycloak.core.capability.GrantConditions;
import io.aim.keycloak.core.capability.GrantedCapability;
import io.aim.keycloak.core.capability.ResourcePattern;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A capability that an agent has.
 *
 * @param resources patterns of what it covers; none means everything
 * @param executionMode mode of this grant, or null for that of the capability
 * @param grantedBy id of whoever granted it, or null if that is nobody who has one
 * @param expiresAt when it ends, or null
 * @param requestId id of the request that it answers, or null
 * @param lastUsedAt when a decision rested on it last, or null
 */
public record CapabilityGrant(
        String id,
        String realmId,
        String agentId,
        String capability,
        List<ResourcePattern> resources,
        GrantConditions conditions,
        @Nullable ExecutionMode executionMode,
        Instant grantedAt,
        @Nullable String grantedBy,
        @Nullable Instant expiresAt,
        @Nullable String requestId,
        @Nullable Instant lastUsedAt) {

    public CapabilityGrant {
        resources = List.copyOf(resources);
    }

    /** Whether the grant has not ended by then. */
    public boolean isLive(Instant now) {
        return expiresAt == null || now.isBefore(expiresAt);
    }

    /** What a decision must know of it. */
    public GrantedCapability toGranted() {
        return new GrantedCapability(id, capability, resources, conditions, executionMode, expiresAt);
    }
}
