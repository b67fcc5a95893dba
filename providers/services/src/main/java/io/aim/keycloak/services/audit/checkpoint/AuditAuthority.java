package io.aim.keycloak.services.audit.checkpoint;

import io.aim.keycloak.core.audit.checkpoint.NoteKey;
import io.aim.keycloak.core.audit.checkpoint.NoteSigner;
import io.aim.keycloak.core.audit.checkpoint.PrivateKeyNoteSigner;
import io.aim.keycloak.core.key.Ed25519PublicKey;
import java.security.PrivateKey;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import org.keycloak.crypto.KeyWrapper;
import org.keycloak.keys.KeyProvider;
import org.keycloak.models.RealmModel;

/** Who signs for a realm's audit trail. */
final class AuditAuthority {

    private AuditAuthority() {}

    /** Name of the realm's tree and of its key: the id, because a realm can be renamed. */
    static String origin(RealmModel realm) {
        return "aim-keycloak/" + realm.getId();
    }

    /** The key that signs now; a realm without one gets one. */
    static NoteSigner signer(RealmModel realm) {
        KeyWrapper key = active(realm).orElseGet(() -> {
            AuditKeyProviderFactory.addTo(realm);
            return active(realm)
                    .orElseThrow(() -> new IllegalStateException("Realm " + realm.getName() + " has no audit key"));
        });
        return new PrivateKeyNoteSigner(noteKey(realm, key), (PrivateKey) key.getPrivateKey());
    }

    /** From the components themselves: a session's key manager does not see a key that the session just added. */
    private static Optional<KeyWrapper> active(RealmModel realm) {
        return realm.getComponentsStream(realm.getId(), KeyProvider.class.getName())
                .filter(component -> AuditKeyProviderFactory.ID.equals(component.getProviderId()))
                .flatMap(component -> new AuditKeyProvider(component).getKeysStream())
                .filter(key -> key.getStatus().isActive())
                .max(Comparator.comparingLong(KeyWrapper::getProviderPriority));
    }

    private static NoteKey noteKey(RealmModel realm, KeyWrapper key) {
        byte[] der = key.getPublicKey().getEncoded();
        byte[] raw = Arrays.copyOfRange(der, der.length - Ed25519PublicKey.LENGTH, der.length);
        return new NoteKey(origin(realm), Ed25519PublicKey.of(raw));
    }
}
