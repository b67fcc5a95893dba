package io.aim.keycloak.spi.agent;

import io.aim.keycloak.core.agent.AgentType;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What an agent is, apart from who answers for it and how it authenticates.
 *
 * @param version version of the agent's software
 * @param repositoryUrl where its source is
 * @param documentationUrl where it is described
 * @param metadata model, framework and the like
 * @param expiresAt when it ends, or null
 * @param organizationId id of the Keycloak organization that it belongs to, or null
 * @param tags labels, sorted
 * @param declaredCapabilities what the agent says it will do; declaring grants nothing
 * @param legacyAudienceAllowed whether assertions addressed to the token endpoint's URL are accepted
 */
public record AgentProfile(
        @Nullable String displayName,
        @Nullable String description,
        AgentType type,
        @Nullable String version,
        @Nullable String repositoryUrl,
        @Nullable String documentationUrl,
        SortedMap<String, String> metadata,
        @Nullable Instant expiresAt,
        @Nullable String organizationId,
        SortedSet<String> tags,
        Set<String> declaredCapabilities,
        boolean legacyAudienceAllowed) {

    public AgentProfile {
        metadata = Collections.unmodifiableSortedMap(new TreeMap<>((Map<String, String>) metadata));
        tags = Collections.unmodifiableSortedSet(new TreeSet<>((Set<String>) tags));
        declaredCapabilities = Set.copyOf(declaredCapabilities);
    }

    /** The same profile within that organization. */
    public AgentProfile inOrganization(@Nullable String id) {
        return new AgentProfile(
                displayName,
                description,
                type,
                version,
                repositoryUrl,
                documentationUrl,
                metadata,
                expiresAt,
                id,
                tags,
                declaredCapabilities,
                legacyAudienceAllowed);
    }
}
