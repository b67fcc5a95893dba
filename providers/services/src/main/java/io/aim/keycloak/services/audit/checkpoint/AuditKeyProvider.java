package io.aim.keycloak.services.audit.checkpoint;

import io.aim.keycloak.core.Sha256;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.stream.Stream;
import org.keycloak.component.ComponentModel;
import org.keycloak.crypto.KeyStatus;
import org.keycloak.crypto.KeyUse;
import org.keycloak.crypto.KeyWrapper;
import org.keycloak.keys.Attributes;
import org.keycloak.keys.KeyProvider;

/** The key of one component. */
final class AuditKeyProvider implements KeyProvider {

    /** A type of its own keeps the key out of the realm's JWKS and away from tokens. */
    static final String KEY_TYPE = "AIM-AUDIT";

    private final KeyWrapper key;

    AuditKeyProvider(ComponentModel model) {
        KeyWrapper cached = model.getNote(KeyWrapper.class.getName());
        this.key = cached == null ? load(model) : cached;
        model.setNote(KeyWrapper.class.getName(), key);
    }

    private static KeyWrapper load(ComponentModel model) {
        try {
            KeyFactory keys = KeyFactory.getInstance("Ed25519");
            byte[] publicBytes = Base64.getDecoder().decode(model.get(AuditKeyProviderFactory.PUBLIC_KEY));
            byte[] privateBytes = Base64.getDecoder().decode(model.get(AuditKeyProviderFactory.PRIVATE_KEY));
            PublicKey publicKey = keys.generatePublic(new X509EncodedKeySpec(publicBytes));
            PrivateKey privateKey = keys.generatePrivate(new PKCS8EncodedKeySpec(privateBytes));
            KeyWrapper key = new KeyWrapper();
            key.setProviderId(model.getId());
            key.setProviderPriority(model.get(Attributes.PRIORITY_KEY, 0L));
            key.setKid(Sha256.base64Url(publicBytes));
            key.setUse(KeyUse.SIG);
            key.setType(KEY_TYPE);
            key.setAlgorithm(KEY_TYPE);
            key.setStatus(
                    KeyStatus.from(model.get(Attributes.ACTIVE_KEY, true), model.get(Attributes.ENABLED_KEY, true)));
            key.setPrivateKey(privateKey);
            key.setPublicKey(publicKey);
            return key;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The audit key " + model.getName() + " cannot be read", e);
        }
    }

    /** Whether what the one key signs the other verifies. */
    static boolean isPair(ComponentModel model) {
        try {
            KeyWrapper key = load(model);
            byte[] message = {42};
            Signature signer = Signature.getInstance("Ed25519");
            signer.initSign((PrivateKey) key.getPrivateKey());
            signer.update(message);
            byte[] signature = signer.sign();
            Signature verifier = Signature.getInstance("Ed25519");
            verifier.initVerify((PublicKey) key.getPublicKey());
            verifier.update(message);
            return verifier.verify(signature);
        } catch (GeneralSecurityException | RuntimeException e) {
            return false;
        }
    }

    @Override
    public Stream<KeyWrapper> getKeysStream() {
        return Stream.of(key);
    }
}
