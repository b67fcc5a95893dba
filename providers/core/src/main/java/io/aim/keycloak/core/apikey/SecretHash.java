package io.aim.keycloak.core.apikey;

import io.aim.keycloak.core.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is stored of a key: SHA-256 of it, or HMAC-SHA-256 under a pepper. A fast hash is enough for 256 random bits.
 *
 * @param value base64url
 * @param pepperId which pepper; null for none
 */
public record SecretHash(String value, @Nullable String pepperId) {

    /** The hash of a new secret. */
    public static SecretHash of(PlainApiKey key, Peppers peppers) {
        return peppers.current()
                .map(pepper -> new SecretHash(pepper.hash(key.reveal()), pepper.id()))
                .orElseGet(() -> new SecretHash(Sha256.base64Url(key.reveal()), null));
    }

    /** Whether the hash can be checked: the pepper that it was made with is known. */
    boolean isCheckable(Peppers peppers) {
        return pepperId == null || peppers.find(pepperId).isPresent();
    }

    /** Whether this is the hash of that key. */
    public boolean matches(PlainApiKey key, Peppers peppers) {
        Optional<String> hash = pepperId == null
                ? Optional.of(Sha256.base64Url(key.reveal()))
                : peppers.find(pepperId).map(pepper -> pepper.hash(key.reveal()));
        return hash.isPresent()
                && MessageDigest.isEqual(
                        hash.get().getBytes(StandardCharsets.US_ASCII), value.getBytes(StandardCharsets.US_ASCII));
    }
}
