package io.aim.keycloak.core.assertion;

import io.aim.keycloak.core.agent.AgentStatus;
import io.aim.keycloak.core.key.Ed25519Verifier.PreparedKey;
import io.aim.keycloak.core.key.KeyState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What must be known of an agent to judge its assertion.
 *
 * @param clientId OAuth client id
 * @param status status of the agent
 * @param legacyAudienceAllowed whether the token endpoint's URL is accepted as audience
 * @param keys the agent's keys, newest first, those no longer accepted included
 */
public record AgentCredentials(
        String clientId, AgentStatus status, boolean legacyAudienceAllowed, List<VerificationKey> keys) {

    public AgentCredentials {
        keys = List.copyOf(keys);
    }

    /**
     * @param thumbprint RFC 7638 thumbprint, the {@code kid}
     * @param verifier the key, ready to verify
     * @param state state of the key
     * @param expiresAt milliseconds since the epoch from which the key is refused, or null
     * @param graceUntil milliseconds since the epoch until which a key in {@link KeyState#GRACE} is accepted, or null
     */
    public record VerificationKey(
            String thumbprint,
            PreparedKey verifier,
            KeyState state,
            @Nullable Long expiresAt,
            @Nullable Long graceUntil) {

        /** Whether the state admits the key at that time; expiry is judged apart, see {@link #expired}. */
        public boolean admitted(long nowMillis) {
            return state == KeyState.ACTIVE
                    || (state == KeyState.GRACE && graceUntil != null && nowMillis < graceUntil);
        }

        /** Whether the key's lifetime is over. */
        public boolean expired(long nowMillis) {
            return expiresAt != null && nowMillis >= expiresAt;
        }

        /** Whether the key is accepted at that time. */
        public boolean usable(long nowMillis) {
            return admitted(nowMillis) && !expired(nowMillis);
        }
    }
}
