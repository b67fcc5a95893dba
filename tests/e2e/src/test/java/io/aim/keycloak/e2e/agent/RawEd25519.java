package io.aim.keycloak.e2e.agent;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;

/** Raw Ed25519 public keys as keys of the platform. */
final class RawEd25519 {

    /** SubjectPublicKeyInfo up to the key (RFC 8410). */
    private static final byte[] PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

    private RawEd25519() {}

    static PublicKey publicKey(byte[] bytes, int offset) throws GeneralSecurityException {
        byte[] der = Arrays.copyOf(PREFIX, PREFIX.length + 32);
        System.arraycopy(bytes, offset, der, PREFIX.length, 32);
        return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(der));
    }
}
