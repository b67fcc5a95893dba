package io.aim.keycloak.spi.agent;

import io.aim.keycloak.core.key.Ed25519PublicKey;
import io.aim.keycloak.core.key.KeyState;
import io.aim.keycloak.core.key.KeyValidity;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A public key of an agent. Private keys have no place to be stored.
 *
 * @param publicKey the key; its thumbprint is the {@code kid}
 * @param state state of the key
 * @param createdAt when it was registered
 * @param provenAt when the agent proved to hold the private key, or null
 * @param expiresAt end of its lifetime, or null
 * @param graceUntil end of the grace period after rotation, or null
 * @param endedAt when it was retired or revoked, or null
 * @param endReason why it was revoked, or null
 * @param replacedBy thumbprint of the key that took its place, or null
 */
public record AgentKey(
        Ed25519PublicKey publicKey,
        KeyState state,
        Instant createdAt,
        @Nullable Instant provenAt,
        @Nullable Instant expiresAt,
        @Nullable Instant graceUntil,
        @Nullable Instant endedAt,
        @Nullable String endReason,
        @Nullable String replacedBy) {

    /** RFC 7638 thumbprint. */
    public String thumbprint() {
        return publicKey.thumbprint();
    }

    /** Whether signatures of this key are accepted at that time. */
    public boolean isUsable(Instant now) {
        return validity().usable(now.toEpochMilli());
    }

    /** When signatures of this key are accepted. */
    public KeyValidity validity() {
        return new KeyValidity(state, millis(expiresAt), millis(graceUntil));
    }

    private static @Nullable Long millis(@Nullable Instant instant) {
        return instant == null ? null : instant.toEpochMilli();
    }
}
