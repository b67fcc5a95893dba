package io.aim.keycloak.core.key;

/**
 * Verifies Ed25519 signatures (RFC 8032 §5.1.7, strict: S &lt; L). Implementations are stateless and thread-safe.
 */
public interface Ed25519Verifier {

    /**
     * Does the work that depends on the key alone, so that it is done once per key and not once per signature.
     *
     * @throws IllegalArgumentException if the key is not a point on the curve
     */
    PreparedKey prepare(Ed25519PublicKey key);

    /** A key that is ready to verify; immutable. */
    @FunctionalInterface
    interface PreparedKey {

        /** Whether {@code signature} is a valid signature of {@code message}; false for any malformed signature. */
        boolean verify(byte[] message, byte[] signature);
    }
}
