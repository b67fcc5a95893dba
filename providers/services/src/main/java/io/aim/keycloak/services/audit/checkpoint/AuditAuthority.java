package io.aim.keycloak.services.audit.checkpoint;

import io.aim.keycloak.core.audit.checkpoint.NoteKey;
import io.aim.keycloak.core.audit.checkpoint.NoteSigner;
import io.aim.keycloak.core.audit.checkpoint.PrivateKeyNoteSigner;
import io.aim.keycloak.core.key.Ed25519PublicKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.keycloak.common.util.Time;
import org.keycloak.crypto.KeyWrapper;
import org.keycloak.keys.KeyProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.services.Urls;
import org.keycloak.urls.UrlType;
import org.keycloak.util.JsonSerialization;

/** Who signs for a realm's audit trail. */
public final class AuditAuthority {

    private AuditAuthority() {}

    /** Name of the realm's tree and of its key: the id, because a realm can be renamed. */
    static String origin(RealmModel realm) {
        return "aim-keycloak/" + realm.getId();
    }

    /** Whether the realm has a key that signs. */
    public static boolean hasKey(RealmModel realm) {
        return active(realm).isPresent();
    }

    /** Gives the realm a key. Not while its trail is worked on: a realm that is being removed takes no new parts. */
    public static void addKey(RealmModel realm) {
        AuditKeyProviderFactory.addTo(realm);
    }

    /** The key that signs now. */
    static NoteSigner signer(RealmModel realm) {
        KeyWrapper key = active(realm)
                .orElseThrow(() -> new IllegalStateException(
                        "Realm " + realm.getName() + " has no audit key: POST aim/setup makes one"));
        return new PrivateKeyNoteSigner(noteKey(realm, key), (PrivateKey) key.getPrivateKey());
    }

    /**
     * A statement of the realm as compact JWS (RFC 7515, RFC 8037); {@code iss} and {@code iat} are added, {@code kid} is
     * the thumbprint of the audit key. Empty if the realm has no key.
     */
    public static Optional<String> sign(
            KeycloakSession session, RealmModel realm, String type, Map<String, Object> claims) {
        return active(realm).map(key -> {
            NoteSigner signer = new PrivateKeyNoteSigner(noteKey(realm, key), (PrivateKey) key.getPrivateKey());
            Map<String, Object> payload = new TreeMap<>(claims);
            payload.put(
                    "iss",
                    Urls.realmIssuer(
                            session.getContext().getUri(UrlType.FRONTEND).getBaseUri(), realm.getName()));
            payload.put("iat", Time.currentTimeSeconds());
            String kid = signer.key().publicKey().thumbprint();
            String input = part(Map.of("alg", "EdDSA", "kid", kid, "typ", type)) + "." + part(payload);
            return input + "."
                    + Base64.getUrlEncoder()
                            .withoutPadding()
                            .encodeToString(signer.sign(input.getBytes(StandardCharsets.US_ASCII)));
        });
    }

    private static String part(Map<String, Object> members) {
        try {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(JsonSerialization.writeValueAsBytes(new TreeMap<>(members)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
