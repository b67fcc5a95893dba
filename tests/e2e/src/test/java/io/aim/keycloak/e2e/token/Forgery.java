package io.aim.keycloak.e2e.token;

import io.aim.keycloak.cli.client.Jws;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.util.function.UnaryOperator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** What attackers do to signatures. */
final class Forgery {
    private static final int SIGNATURE_LENGTH = 64;
    private static final int S_OFFSET = 32;
    /** Order of the base point, RFC 8032 §5.1. */
    private static final BigInteger L =
            BigInteger.TWO.pow(252).add(new BigInteger("27742317777372353535851937790883648493"));

    private Forgery() {}

    /** Replaces the signature by an HMAC under a key that everybody knows. */
    static UnaryOperator<String> hmac(byte[] publicKey) {
        return resign(input -> {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(publicKey, "HmacSHA256"));
            return mac.doFinal(input);
        });
    }

    /** Replaces the signature by one of another algorithm. */
    static UnaryOperator<String> signature(String jcaAlgorithm, PrivateKey key) {
        return resign(input -> {
            Signature signature = Signature.getInstance(jcaAlgorithm);
            signature.initSign(key);
            signature.update(input);
            return signature.sign();
        });
    }

    /** Leaves the signature empty, as {@code alg: none} does. */
    static UnaryOperator<String> unsigned() {
        return resign(input -> new byte[0]);
    }

    private static UnaryOperator<String> resign(Signer signer) {
        return compact -> {
            String input = compact.substring(0, compact.lastIndexOf('.'));
            try {
                return input + "." + Jws.encode(signer.sign(input.getBytes(StandardCharsets.US_ASCII)));
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        };
    }

    /** Adds the group order to S: a second signature that lax verifiers take for the same message. */
    static byte[] malleated(byte[] signature) {
        byte[] bigEndian = new byte[SIGNATURE_LENGTH - S_OFFSET];
        for (int i = 0; i < bigEndian.length; i++) {
            bigEndian[i] = signature[SIGNATURE_LENGTH - 1 - i];
        }
        byte[] sum = new BigInteger(1, bigEndian).add(L).toByteArray();
        byte[] malleated = signature.clone();
        for (int i = 0; i < bigEndian.length; i++) {
            malleated[S_OFFSET + i] = i < sum.length ? sum[sum.length - 1 - i] : 0;
        }
        return malleated;
    }

    /** Flips one bit. */
    static byte[] flipped(byte[] signature) {
        byte[] flipped = signature.clone();
        flipped[0] ^= 1;
        return flipped;
    }

    /** The neutral point, which is a public key of small order. */
    static byte[] neutralPoint() {
        byte[] point = new byte[S_OFFSET];
        point[0] = 1;
        return point;
    }

    /** R is the neutral point and S is 0: under the neutral point as key it fits every message. */
    static byte[] universalSignature() {
        byte[] signature = new byte[SIGNATURE_LENGTH];
        signature[0] = 1;
        return signature;
    }

    @FunctionalInterface
    private interface Signer {
        byte[] sign(byte[] input) throws GeneralSecurityException;
    }
}
