package io.aim.keycloak.services.key;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.aim.keycloak.core.key.KeyState;
import io.aim.keycloak.services.rest.IsoTime;
import io.aim.keycloak.spi.agent.AgentKey;
import io.aim.keycloak.spi.agent.AgentModel;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The keys of an agent: the newest active one, and the history, newest first. There never is a private key.
 *
 * @param publicKey the current key as JWK; absent if no key is active
 * @param rotationCount how often a key was replaced
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "KeyVault")
public record KeyVaultRepresentation(
        String agentId,
        String agentName,
        @Nullable Map<String, String> publicKey,
        @Nullable String thumbprint,
        String keyAlgorithm,
        @Nullable String keyCreatedAt,
        @Nullable String keyExpiresAt,
        @Nullable String graceUntil,
        int rotationCount,
        boolean hasPreviousPublicKey,
        List<AgentKeyRepresentation> history) {

    /** The keys of that agent. */
    public static KeyVaultRepresentation of(AgentModel agent) {
        List<AgentKey> keys = agent.getKeys();
        AgentKey current = keys.stream()
                .filter(key -> key.state() == KeyState.ACTIVE)
                .findFirst()
                .orElse(null);
        AgentKey grace = keys.stream()
                .filter(key -> key.state() == KeyState.GRACE)
                .findFirst()
                .orElse(null);
        return new KeyVaultRepresentation(
                agent.getId(),
                agent.getName(),
                current == null ? null : AgentKeyRepresentation.jwk(current),
                current == null ? null : current.thumbprint(),
                "Ed25519",
                current == null ? null : current.createdAt().toString(),
                current == null ? null : IsoTime.text(current.expiresAt()),
                grace == null ? null : IsoTime.text(grace.graceUntil()),
                agent.getRotationCount(),
                keys.size() > 1,
                keys.stream().map(AgentKeyRepresentation::of).toList());
    }
}
