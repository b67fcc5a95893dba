package io.aim.keycloak.benchmark.scenario;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** A key pair of a client. */
interface SigningKey {

    /** The {@code alg} of its signatures. */
    String algorithm();

    /** The {@code kid} of its public key. */
    String kid();

    /** Its public key. */
    ObjectNode publicJwk();

    /** A signature in the form that JWS wants. */
    byte[] sign(byte[] message);

    /** A fresh key pair for an algorithm. */
    static SigningKey generate(String algorithm) {
        return algorithm.equals("EdDSA") ? Ed25519Key.generate() : JcaKey.generate(algorithm);
    }
}
