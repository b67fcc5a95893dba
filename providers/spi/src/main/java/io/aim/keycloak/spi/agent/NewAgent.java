package io.aim.keycloak.spi.agent;

import io.aim.keycloak.core.key.Ed25519PublicKey;
import java.time.Instant;

/**
 * An agent to store.
 *
 * @param clientUuid internal id of the backing client (not its client id)
 * @param name unique in the realm
 * @param keyExpiresAt end of the first key's lifetime
 */
public record NewAgent(
        String clientUuid,
        String name,
        String ownerId,
        String sponsorId,
        Ed25519PublicKey key,
        Instant keyExpiresAt,
        AgentProfile profile) {}
