package io.aim.keycloak.cli.client;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Arrays;
import java.util.Base64;

/** An Ed25519 key pair that never leaves the agent. */
public final class AgentKey {
    private static final int RAW_LENGTH = 32;

    private final KeyPair pair;

    /** Wraps a key pair of the JDK's Ed25519. */
    public AgentKey(KeyPair pair) {
        this.pair = pair;
    }

    /** A fresh key pair. */
    public static AgentKey generate() {
        try {
            return new AgentKey(KeyPairGenerator.getInstance("Ed25519").generateKeyPair());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK has no Ed25519", e);
        }
    }

    /** The public key in the JDK's form. */
    public PublicKey publicKey() {
        return pair.getPublic();
    }

    /** The 32 raw bytes of the public key, as in RFC 8032. */
    public byte[] publicBytes() {
        byte[] encoded = pair.getPublic().getEncoded();
        return Arrays.copyOfRange(encoded, encoded.length - RAW_LENGTH, encoded.length);
    }

    /** The public key as a JSON Web Key. */
    public ObjectNode publicJwk() {
        return Json.object().put("kty", "OKP").put("crv", "Ed25519").put("x", base64Url(publicBytes()));
    }

    /** The RFC 7638 thumbprint of the public key. */
    public String thumbprint() {
        String canonical = "{\"crv\":\"Ed25519\",\"kty\":\"OKP\",\"x\":\"" + base64Url(publicBytes()) + "\"}";
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(canonical.getBytes(StandardCharsets.UTF_8));
            return base64Url(hash);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The 64 bytes of an Ed25519 signature. */
    public byte[] sign(byte[] message) {
        try {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initSign(pair.getPrivate());
            signature.update(message);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The signature over the UTF-8 bytes of a text, base64url without padding. */
    public String sign(String text) {
        return base64Url(sign(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static String base64Url(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
