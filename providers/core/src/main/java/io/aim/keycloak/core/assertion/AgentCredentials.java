package io.aim.keycloak.core.assertion;

import io.aim.keycloak.core.agent.AgentStatus;
import io.aim.keycloak.core.key.Ed25519Verifier.PreparedKey;
import io.aim.keycloak.core.key.KeyValidity;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What must be known of an agent to judge its assertion.
 *
 * @param clientId OAuth client id
 * @param status status of the agent
 * @param legacyAudienceAllowed whether the token endpoint's URL is accepted as audience
 * @param keys the agent's keys, newest first, those no longer accepted included
 * @param expiresAt when the agent itself ends, in milliseconds since the epoch, or null
 */
public record AgentCredentials(
        String clientId,
        AgentStatus status,
        boolean legacyAudienceAllowed,
        List<VerificationKey> keys,
        @Nullable Long expiresAt) {

    public AgentCredentials {
        keys = List.copyOf(keys);
    }

    /**
     * @param thumbprint RFC 7638 thumbprint, the {@code kid}
     * @param verifier the key, ready to verify
     * @param validity when it is accepted
     */
    public record VerificationKey(String thumbprint, PreparedKey verifier, KeyValidity validity) {}
}
