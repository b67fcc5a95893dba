package io.aim.keycloak.spi.agent;

import io.aim.keycloak.core.agent.AgentStatus;
import io.aim.keycloak.core.agent.AgentType;
import io.aim.keycloak.core.capability.GrantedCapability;
import io.aim.keycloak.spi.mcp.McpResource;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An agent as the token path needs it: immutable, complete, safe to keep while its realm's stamp says so.
 *
 * @param stamp the realm's change stamp that was visible before the rest was read
 * @param expiresAt when the agent ends, or null
 * @param keys keys, newest first
 * @param grants granted capabilities; a snapshot may outlive some of them
 * @param declared names of the capabilities that it said it would use
 * @param mcpServers MCP servers that it may have tokens for, as far as these are verified
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
        List<GrantedCapability> grants,
        Set<String> declared,
        Set<String> tags,
        List<McpResource> mcpServers) {

    public AgentSnapshot {
        keys = List.copyOf(keys);
        grants = List.copyOf(grants);
        declared = Set.copyOf(declared);
        tags = Set.copyOf(tags);
        mcpServers = List.copyOf(mcpServers);
    }

    /** The same agent in another status. */
    public AgentSnapshot withStatus(AgentStatus newStatus) {
        return new AgentSnapshot(
                stamp,
                agentId,
                clientUuid,
                name,
                type,
                newStatus,
                ownerId,
                sponsorId,
                legacyAudienceAllowed,
                trustScore,
                expiresAt,
                keys,
                grants,
                declared,
                tags,
                mcpServers);
    }

    /** Grants that have not ended by then. */
    public List<GrantedCapability> liveGrants(Instant now) {
        return grants.stream().filter(grant -> grant.isLive(now)).toList();
    }

    /** Names of the capabilities that the agent has at that time, sorted. */
    public List<String> capabilities(Instant now) {
        return grants.stream()
                .filter(grant -> grant.isLive(now))
                .map(GrantedCapability::capability)
                .distinct()
                .sorted()
                .toList();
    }
}
