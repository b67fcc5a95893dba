package io.aim.keycloak.core.key;

import java.math.BigInteger;

/** Encoding rules of Ed25519 signatures. */
final class Ed25519Signature {

    static final int LENGTH = 64;

    /** Order of the base point, RFC 8032 §5.1. */
    private static final BigInteger L =
            BigInteger.TWO.pow(252).add(new BigInteger("27742317777372353535851937790883648493"));

    private Ed25519Signature() {}

    /** Whether it has 64 bytes and S &lt; L; without that check a second valid signature can be made from any first. */
    static boolean isCanonical(byte[] signature) {
        if (signature.length != LENGTH) {
            return false;
        }
        if ((signature[LENGTH - 1] & 0xff) < 0x10) {
            return true; // S < 2^252 < L
        }
        byte[] bigEndian = new byte[32];
        for (int i = 0; i < 32; i++) {
            bigEndian[i] = signature[LENGTH - 1 - i];
        }
        return new BigInteger(1, bigEndian).compareTo(L) < 0;
    }
}
