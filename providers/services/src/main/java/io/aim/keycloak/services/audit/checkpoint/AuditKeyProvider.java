package io.aim.keycloak.services.audit.checkpoint;

import io.aim.keycloak.core.Sha256;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
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
            KeyPair pair = pair(model);
            KeyWrapper key = new KeyWrapper();
            key.setProviderId(model.getId());
            key.setProviderPriority(model.get(Attributes.PRIORITY_KEY, 0L));
            key.setKid(Sha256.base64Url(pair.getPublic().getEncoded()));
            key.setUse(KeyUse.SIG);
            key.setType(KEY_TYPE);
            key.setAlgorithm(KEY_TYPE);
            key.setStatus(
                    KeyStatus.from(model.get(Attributes.ACTIVE_KEY, true), model.get(Attributes.ENABLED_KEY, true)));
            key.setPrivateKey(pair.getPrivate());
            key.setPublicKey(pair.getPublic());
            return key;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The audit key " + model.getName() + " cannot be read", e);
        }
    }

    /** The keys of a component, as they stand there. */
    static KeyPair pair(ComponentModel model) throws GeneralSecurityException {
        KeyFactory keys = KeyFactory.getInstance("Ed25519");
        byte[] publicBytes = Base64.getDecoder().decode(model.get(AuditKeyProviderFactory.PUBLIC_KEY));
        byte[] privateBytes = Base64.getDecoder().decode(model.get(AuditKeyProviderFactory.PRIVATE_KEY));
        return new KeyPair(
                keys.generatePublic(new X509EncodedKeySpec(publicBytes)),
                keys.generatePrivate(new PKCS8EncodedKeySpec(privateBytes)));
    }

    @Override
    public Stream<KeyWrapper> getKeysStream() {
        return Stream.of(key);
    }
}
