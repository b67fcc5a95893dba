package io.aim.keycloak.core.key;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.X509EncodedKeySpec;

/** Ed25519 by the platform's JCA provider; used where the lightweight API is not allowed (FIPS mode). */
public final class JcaEd25519Verifier implements Ed25519Verifier {

    @Override
    public PreparedKey prepare(Ed25519PublicKey key) {
        PublicKey publicKey = decode(key);
        verify(publicKey, new byte[0], new byte[Ed25519Signature.LENGTH]);
        return (message, signature) -> Ed25519Signature.isCanonical(signature) && verify(publicKey, message, signature);
    }

    private static PublicKey decode(Ed25519PublicKey key) {
        try {
            return KeyFactory.getInstance("Ed25519")
                    .generatePublic(new X509EncodedKeySpec(SubjectPublicKeyInfo.encode(key)));
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
