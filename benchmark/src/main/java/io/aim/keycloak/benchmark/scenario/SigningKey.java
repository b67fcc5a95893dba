package io.aim.keycloak.benchmark.scenario;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** A key pair of a client. */
public interface SigningKey {

    /** The {@code alg} of its signatures. */
    String algorithm();

    /** The {@code kid} of its public key. */
    String kid();

    /** Its public key. */
    ObjectNode publicJwk();

    /** A signature in the form that JWS wants. */
    byte[] sign(byte[] message);

    /** The Ed25519 key pair of 32 secret bytes. */
    static SigningKey ofSecret(byte[] secret) {
        return Ed25519Key.of(secret);
    }

    /** A fresh key pair for an algorithm. */
    static SigningKey generate(String algorithm) {
        return algorithm.equals("EdDSA") ? Ed25519Key.generate() : JcaKey.generate(algorithm);
    }
}
