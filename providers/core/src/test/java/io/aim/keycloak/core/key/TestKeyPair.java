package io.aim.keycloak.core.key;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;
import java.util.Arrays;
import java.util.HexFormat;

/** A key pair of the JDK, which knows nothing of the code under test. */
public record TestKeyPair(PrivateKey privateKey, Ed25519PublicKey publicKey) {

    /** A new key pair. */
    public static TestKeyPair generate() {
        try {
            KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            byte[] spki = pair.getPublic().getEncoded();
            byte[] raw = Arrays.copyOfRange(spki, spki.length - Ed25519PublicKey.LENGTH, spki.length);
            return new TestKeyPair(pair.getPrivate(), Ed25519PublicKey.of(raw));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The key pair with that secret seed. */
    static TestKeyPair ofHex(String seed, String publicKey) {
        HexFormat hex = HexFormat.of();
        try {
            PrivateKey privateKey = KeyFactory.getInstance("Ed25519")
                    .generatePrivate(new EdECPrivateKeySpec(NamedParameterSpec.ED25519, hex.parseHex(seed)));
            return new TestKeyPair(privateKey, Ed25519PublicKey.of(hex.parseHex(publicKey)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The signature of RFC 8032 §5.1.6, 64 bytes. */
    public byte[] sign(byte[] message) {
        try {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initSign(privateKey);
            signature.update(message);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
