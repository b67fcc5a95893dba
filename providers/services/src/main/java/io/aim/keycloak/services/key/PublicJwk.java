package io.aim.keycloak.services.key;

import io.aim.keycloak.core.key.Ed25519PublicKey;
import java.util.Map;

/** Public keys as JWK (RFC 8037). */
public final class PublicJwk {

    private PublicJwk() {}

    /** The key as it is answered. */
    public static Map<String, String> of(Ed25519PublicKey key) {
        return Map.of(
                "kty", "OKP",
                "crv", "Ed25519",
                "alg", "Ed25519",
                "use", "sig",
                "kid", key.thumbprint(),
                "x", key.x());
    }
}
