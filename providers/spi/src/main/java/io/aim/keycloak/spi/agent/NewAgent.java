package io.aim.keycloak.spi.agent;

import io.aim.keycloak.core.agent.AgentType;
import io.aim.keycloak.core.key.Ed25519PublicKey;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An agent to store.
 *
 * @param clientUuid internal id of the backing client (not its client id)
 * @param name unique in the realm
 * @param keyExpiresAt end of the first key's lifetime
 * @param declaredCapabilities what the agent says it will do; declaring grants nothing
 */
public record NewAgent(
        String clientUuid,
        String name,
        @Nullable String displayName,
        @Nullable String description,
        AgentType type,
        String ownerId,
        String sponsorId,
        Ed25519PublicKey key,
        Instant keyExpiresAt,
        Set<String> declaredCapabilities,
        boolean legacyAudienceAllowed) {

    public NewAgent {
        declaredCapabilities = Set.copyOf(declaredCapabilities);
    }
}
