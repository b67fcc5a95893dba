package io.aim.keycloak.benchmark.scenario;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aim.keycloak.cli.client.Json;
import io.aim.keycloak.cli.client.Jws;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.UUID;

/**
 * RSA of 2048 bits or ECDSA on P-256, by the JDK.
 *
 * @param algorithm RS256 or ES256
 * @param kid a name for the key
 * @param pair the keys
 */
record JcaKey(String algorithm, String kid, KeyPair pair) implements SigningKey {
    private static final int RSA_BITS = 2048;
    private static final int P256_BYTES = 32;

    static JcaKey generate(String algorithm) {
        try {
            KeyPairGenerator generator;
            switch (algorithm) {
                case "RS256" -> {
                    generator = KeyPairGenerator.getInstance("RSA");
                    generator.initialize(RSA_BITS);
                }
                case "ES256" -> {
                    generator = KeyPairGenerator.getInstance("EC");
                    generator.initialize(new ECGenParameterSpec("secp256r1"));
                }
                default -> throw new IllegalArgumentException("no keys for " + algorithm);
            }
            return new JcaKey(algorithm, UUID.randomUUID().toString(), generator.generateKeyPair());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public ObjectNode publicJwk() {
        if (pair.getPublic() instanceof RSAPublicKey rsa) {
            return Json.object()
                    .put("kty", "RSA")
                    .put("n", unsigned(rsa.getModulus(), RSA_BITS / 8))
                    .put("e", unsigned(rsa.getPublicExponent(), 3));
        }
        ECPublicKey ec = (ECPublicKey) pair.getPublic();
        return Json.object()
                .put("kty", "EC")
                .put("crv", "P-256")
                .put("x", unsigned(ec.getW().getAffineX(), P256_BYTES))
                .put("y", unsigned(ec.getW().getAffineY(), P256_BYTES));
    }

    @Override
    public byte[] sign(byte[] message) {
        try {
            Signature signature =
                    Signature.getInstance(algorithm.equals("RS256") ? "SHA256withRSA" : "SHA256withECDSAinP1363Format");
            signature.initSign(pair.getPrivate());
            signature.update(message);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String unsigned(BigInteger number, int length) {
        byte[] bytes = number.toByteArray();
        byte[] all = new byte[length];
        int count = Math.min(bytes.length, length);
        System.arraycopy(bytes, bytes.length - count, all, length - count, count);
        return Jws.encode(all);
    }
}
