package io.aim.keycloak.services.agent.snapshot;

import io.aim.keycloak.core.assertion.AgentCredentials;
import io.aim.keycloak.core.key.Ed25519Verifier;
import io.aim.keycloak.spi.agent.AgentKey;
import io.aim.keycloak.spi.agent.AgentSnapshot;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A snapshot with its keys made ready to verify.
 *
 * @param snapshot the agent
 * @param credentials the same agent, as the assertion rules need it
 */
public record CachedAgent(AgentSnapshot snapshot, AgentCredentials credentials) {

    static CachedAgent of(AgentSnapshot snapshot, Ed25519Verifier verifier) {
        return new CachedAgent(
                snapshot,
                new AgentCredentials(
                        snapshot.name(),
                        snapshot.status(),
                        snapshot.legacyAudienceAllowed(),
                        snapshot.keys().stream()
                                .map(key -> prepare(key, verifier))
                                .toList(),
                        millis(snapshot.expiresAt())));
    }

    private static AgentCredentials.VerificationKey prepare(AgentKey key, Ed25519Verifier verifier) {
        return new AgentCredentials.VerificationKey(
                key.thumbprint(), verifier.prepare(key.publicKey()), key.validity());
    }

    private static @Nullable Long millis(@Nullable Instant time) {
        return time == null ? null : time.toEpochMilli();
    }
}
