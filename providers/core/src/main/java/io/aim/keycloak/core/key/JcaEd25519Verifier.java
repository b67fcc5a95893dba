package io.aim.keycloak.core.key;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;

/** Ed25519 by the platform's JCA provider; used where the lightweight API is not allowed (FIPS mode). */
public final class JcaEd25519Verifier implements Ed25519Verifier {

    private static final byte[] SPKI_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

    @Override
    public PreparedKey prepare(Ed25519PublicKey key) {
        PublicKey publicKey = decode(key);
        verify(publicKey, new byte[0], new byte[Ed25519Signature.LENGTH]);
        return (message, signature) -> Ed25519Signature.isCanonical(signature) && verify(publicKey, message, signature);
    }

    private static PublicKey decode(Ed25519PublicKey key) {
        byte[] encoded = key.encoded();
        byte[] spki = new byte[SPKI_PREFIX.length + encoded.length];
        System.arraycopy(SPKI_PREFIX, 0, spki, 0, SPKI_PREFIX.length);
        System.arraycopy(encoded, 0, spki, SPKI_PREFIX.length, encoded.length);
        try {
            return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(spki));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("the Ed25519 public key is not a point on the curve", e);
        }
    }

    private static boolean verify(PublicKey key, byte[] message, byte[] signatureBytes) {
        Signature signature;
        try {
            signature = Signature.getInstance("Ed25519");
            signature.initVerify(key);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("the Ed25519 public key is not a point on the curve", e);
        }
        try {
            signature.update(message);
            return signature.verify(signatureBytes);
        } catch (SignatureException malformed) {
            return false;
        }
    }
}
