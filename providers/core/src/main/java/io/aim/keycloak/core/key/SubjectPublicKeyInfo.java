package io.aim.keycloak.core.key;

import java.util.Arrays;
import java.util.HexFormat;

/** The DER form of Ed25519 public keys (RFC 8410 §4): a fixed prefix before the 32 bytes. */
final class SubjectPublicKeyInfo {

    private static final byte[] PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

    private SubjectPublicKeyInfo() {}

    static byte[] encode(Ed25519PublicKey key) {
        byte[] info = Arrays.copyOf(PREFIX, PREFIX.length + Ed25519PublicKey.LENGTH);
        System.arraycopy(key.encoded(), 0, info, PREFIX.length, Ed25519PublicKey.LENGTH);
        return info;
    }

    /** The bytes behind the prefix; anything else comes back as it is. */
    static byte[] unwrap(byte[] bytes) {
        boolean wrapped = bytes.length == PREFIX.length + Ed25519PublicKey.LENGTH
                && Arrays.equals(bytes, 0, PREFIX.length, PREFIX, 0, PREFIX.length);
        return wrapped ? Arrays.copyOfRange(bytes, PREFIX.length, bytes.length) : bytes;
    }
}
