package io.aim.keycloak.benchmark.scenario;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aim.keycloak.cli.client.Json;
import io.aim.keycloak.cli.client.Jws;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/** Ed25519 by BouncyCastle's lightweight API: assertions are signed by the thousand, and the JDK takes far longer. */
final class Ed25519Key implements SigningKey {
    private final byte[] secret;
    private final byte[] publicKey;

    private Ed25519Key(byte[] secret, byte[] publicKey) {
        this.secret = secret;
        this.publicKey = publicKey;
    }

    static Ed25519Key generate() {
        byte[] secret = new byte[Ed25519.SECRET_KEY_SIZE];
        Ed25519.generatePrivateKey(new SecureRandom(), secret);
        return of(secret);
    }

    static Ed25519Key of(byte[] secret) {
        byte[] publicKey = new byte[Ed25519.PUBLIC_KEY_SIZE];
        Ed25519.generatePublicKey(secret, 0, publicKey, 0);
        return new Ed25519Key(secret.clone(), publicKey);
    }

    @Override
    public String algorithm() {
        return "EdDSA";
    }

    /** The RFC 7638 thumbprint. */
    @Override
    public String kid() {
        String canonical = "{\"crv\":\"Ed25519\",\"kty\":\"OKP\",\"x\":\"" + Jws.encode(publicKey) + "\"}";
        try {
            return Jws.encode(
                    MessageDigest.getInstance("SHA-256").digest(canonical.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public ObjectNode publicJwk() {
        return Json.object().put("kty", "OKP").put("crv", "Ed25519").put("x", Jws.encode(publicKey));
    }

    @Override
    public byte[] sign(byte[] message) {
        byte[] signature = new byte[Ed25519.SIGNATURE_SIZE];
        Ed25519.sign(secret, 0, publicKey, 0, message, 0, message.length, signature, 0);
        return signature;
    }
}
