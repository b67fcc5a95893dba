package io.aim.keycloak.core.key;

import io.aim.keycloak.core.Sha256;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Base64;
import java.util.Set;

/**
 * An Ed25519 public key (RFC 8032 §5.1.2: 32 bytes) that is canonically encoded and not of small order. A key of small
 * order verifies signatures that its holder never made, and a second encoding of one point would give one key two
 * thumbprints.
 */
public final class Ed25519PublicKey {

    /** Length of an encoded key, in bytes. */
    public static final int LENGTH = 32;

    private static final BigInteger P = BigInteger.TWO.pow(255).subtract(BigInteger.valueOf(19));

    /** The y coordinates of the eight points of order 1, 2, 4 and 8 (curve25519 torsion subgroup). */
    private static final Set<BigInteger> SMALL_ORDER_Y = Set.of(
            BigInteger.ZERO,
            BigInteger.ONE,
            P.subtract(BigInteger.ONE),
            new BigInteger("05fc536d880238b13933c6d305acdfd5f098eff289f4c345b027b2c28f95e826", 16),
            new BigInteger("7a03ac9277fdc74ec6cc392cfa53202a0f67100d760b3cba4fd84d3d706a17c7", 16));

    private final byte[] encoded;
    private final String x;
    private final String thumbprint;

    private Ed25519PublicKey(byte[] encoded) {
        this.encoded = encoded;
        this.x = Base64.getUrlEncoder().withoutPadding().encodeToString(encoded);
        this.thumbprint = Sha256.base64Url("{\"crv\":\"Ed25519\",\"kty\":\"OKP\",\"x\":\"" + x + "\"}");
    }

    /**
     * The key with that encoding.
     *
     * @throws IllegalArgumentException if it is not 32 bytes, not canonical (y ≥ p) or of small order
     */
    public static Ed25519PublicKey of(byte[] encoded) {
        if (encoded.length != LENGTH) {
            throw new IllegalArgumentException("an Ed25519 public key has 32 bytes, not " + encoded.length);
        }
        BigInteger y = yCoordinate(encoded);
        if (y.compareTo(P) >= 0) {
            throw new IllegalArgumentException("the Ed25519 public key is not canonically encoded");
        }
        if (SMALL_ORDER_Y.contains(y)) {
            throw new IllegalArgumentException("the Ed25519 public key is of small order");
        }
        return new Ed25519PublicKey(encoded.clone());
    }

    private static BigInteger yCoordinate(byte[] encoded) {
        byte[] bigEndian = new byte[LENGTH];
        for (int i = 0; i < LENGTH; i++) {
            bigEndian[i] = encoded[LENGTH - 1 - i];
        }
        bigEndian[0] &= 0x7f;
        return new BigInteger(1, bigEndian);
    }

    /** The 32 bytes of RFC 8032 §5.1.2; a fresh copy. */
    public byte[] encoded() {
        return encoded.clone();
    }

    /** The {@code x} member of the JWK (RFC 8037 §2): base64url without padding, 43 characters. */
    public String x() {
        return x;
    }

    /** The JWK thumbprint (RFC 7638, SHA-256, base64url, 43 characters); serves as {@code kid}. */
    public String thumbprint() {
        return thumbprint;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Ed25519PublicKey key && Arrays.equals(encoded, key.encoded);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(encoded);
    }

    @Override
    public String toString() {
        return "Ed25519PublicKey[" + thumbprint + "]";
    }
}
