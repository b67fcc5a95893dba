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
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** Who signs for a realm's audit trail. */
final class AuditAuthority {

    private AuditAuthority() {}

    /** Name of the realm's tree and of its key: the id, because a realm can be renamed. */
    static String origin(RealmModel realm) {
        return "aim-keycloak/" + realm.getId();
    }

    /** The key that signs now; a realm without one gets one. */
    static NoteSigner signer(KeycloakSession session, RealmModel realm) {
        KeyWrapper key = active(session, realm).orElseGet(() -> {
            AuditKeyProviderFactory.addTo(realm);
            return active(session, realm)
                    .orElseThrow(() -> new IllegalStateException("Realm " + realm.getName() + " has no audit key"));
        });
        return new PrivateKeyNoteSigner(noteKey(realm, key), (PrivateKey) key.getPrivateKey());
    }

    private static Optional<KeyWrapper> active(KeycloakSession session, RealmModel realm) {
        return session.keys()
                .getKeysStream(realm)
                .filter(key -> AuditKeyProvider.KEY_TYPE.equals(key.getType()))
                .filter(key -> key.getStatus().isActive())
                .max(Comparator.comparingLong(KeyWrapper::getProviderPriority));
    }

    private static NoteKey noteKey(RealmModel realm, KeyWrapper key) {
        byte[] der = key.getPublicKey().getEncoded();
        byte[] raw = Arrays.copyOfRange(der, der.length - Ed25519PublicKey.LENGTH, der.length);
        return new NoteKey(origin(realm), Ed25519PublicKey.of(raw));
    }
}
