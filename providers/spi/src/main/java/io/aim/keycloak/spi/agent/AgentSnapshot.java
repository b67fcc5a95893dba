package io.aim.keycloak.spi.agent;

import io.aim.keycloak.core.agent.AgentStatus;
import io.aim.keycloak.core.agent.AgentType;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An agent as the token path needs it: immutable, complete, safe to keep while its realm's stamp says so.
 *
 * @param stamp the realm's change stamp that was visible before the rest was read
 * @param expiresAt when the agent ends, or null
 * @param keys keys, newest first
 * @param capabilities granted capabilities, sorted
 */
public record AgentSnapshot(
        long stamp,
        String agentId,
        String clientUuid,
        String name,
        AgentType type,
        AgentStatus status,
        @Nullable String ownerId,
        @Nullable String sponsorId,
        boolean legacyAudienceAllowed,
        @Nullable BigDecimal trustScore,
        @Nullable Instant expiresAt,
        List<AgentKey> keys,
        List<String> capabilities) {

    public AgentSnapshot {
        keys = List.copyOf(keys);
        capabilities = List.copyOf(capabilities);
    }
}
