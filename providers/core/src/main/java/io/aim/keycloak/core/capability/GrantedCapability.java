package io.aim.keycloak.core.capability;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a decision must know of a grant.
 *
 * @param id id of the grant
 * @param capability name of the capability
 * @param resources patterns of what it covers; none means everything
 * @param executionMode mode of this grant, or null for that of the capability
 * @param expiresAt when the grant ends, or null
 */
public record GrantedCapability(
        String id,
        String capability,
        List<ResourcePattern> resources,
        GrantConditions conditions,
        @Nullable ExecutionMode executionMode,
        @Nullable Instant expiresAt) {

    public GrantedCapability {
        resources = List.copyOf(resources);
    }

    /** Whether the grant has not ended by then. */
    public boolean isLive(Instant now) {
        return expiresAt == null || now.isBefore(expiresAt);
    }

    /** Whether the grant is about that resource; a grant for some resources is not about an action without one. */
    public boolean covers(@Nullable ResourceName resource) {
        return resources.isEmpty()
                || (resource != null && resources.stream().anyMatch(pattern -> pattern.matches(resource)));
    }
}
