package io.aim.keycloak.jpa.audit;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aim.keycloak.core.audit.AuditEvent;
import io.aim.keycloak.core.audit.AuditTarget;
import io.aim.keycloak.core.audit.CanonicalJson;
import io.aim.keycloak.core.audit.PersonalData;
import io.aim.keycloak.core.audit.SealedEvent;
import jakarta.persistence.EntityManager;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.keycloak.common.util.Time;
import org.keycloak.util.JsonSerialization;

/**
 * Personal data in events, encrypted with AES-256-GCM under a key per person. Without the key they are gone, wherever
 * copies of the rows may be.
 */
final class PersonalDataVault {

    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final int KEY_BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final EntityManager em;
    private final Map<String, Optional<String>> keys = new HashMap<>();

    PersonalDataVault(EntityManager em) {
        this.em = em;
    }

    /** What to store; null when there are no data, and when that person is erased. */
    @Nullable
    String encrypt(String realmId, @Nullable String subjectId, @Nullable PersonalData data) {
        if (data == null || subjectId == null) {
            return null;
        }
        String key = keyForWriting(realmId, subjectId);
        return key == null ? null : encrypt(key, CanonicalJson.of(data.toJson()));
    }

    private static String encrypt(String key, String text) {
        byte[] nonce = new byte[NONCE_BYTES];
        RANDOM.nextBytes(nonce);
        try {
            byte[] secret = cipher(Cipher.ENCRYPT_MODE, key, nonce).doFinal(text.getBytes(StandardCharsets.UTF_8));
            byte[] stored = Arrays.copyOf(nonce, NONCE_BYTES + secret.length);
            System.arraycopy(secret, 0, stored, NONCE_BYTES, secret.length);
            return Base64.getEncoder().encodeToString(stored);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has AES-GCM", e);
        }
    }

    /** The data; null when there are none, and when they cannot be read any more. */
    @Nullable
    PersonalData decrypt(String realmId, @Nullable String subjectId, @Nullable String stored) {
        if (stored == null || subjectId == null) {
            return null;
        }
        String key = key(realmId, subjectId);
        if (key == null) {
            return null;
        }
        try {
            byte[] bytes = Base64.getDecoder().decode(stored);
            byte[] text = cipher(Cipher.DECRYPT_MODE, key, Arrays.copyOf(bytes, NONCE_BYTES))
                    .doFinal(bytes, NONCE_BYTES, bytes.length - NONCE_BYTES);
            return PersonalData.fromJson(JsonSerialization.readValue(text, ObjectNode.class));
        } catch (GeneralSecurityException | IOException | RuntimeException e) {
            return null; // somebody changed the column; the commitment in the leaf still stands
        }
    }

    /** The event of a row, with those personal data that can still be read. */
    SealedEvent open(AimAuditEventEntity row) {
        AuditEvent event = row.toEvent();
        AuditTarget target = event.target();
        return new SealedEvent(
                event,
                row.getActorCommitment(),
                row.getTargetCommitment(),
                decrypt(event.realmId(), event.actor().id(), row.getActorData()),
                decrypt(event.realmId(), target == null ? null : target.id(), row.getTargetData()));
    }

    private static Cipher cipher(int mode, String key, byte[] nonce) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(
                mode, new SecretKeySpec(Base64.getDecoder().decode(key), "AES"), new GCMParameterSpec(TAG_BITS, nonce));
        return cipher;
    }

    /** Destroys a person's key, now and for good. */
    void erase(String realmId, String subjectId) {
        create(realmId, subjectId, null);
        em.createNamedQuery("AimAuditSubjectKey.erase")
                .setParameter("realmId", realmId)
                .setParameter("subjectId", subjectId)
                .executeUpdate();
        keys.remove(cacheKey(realmId, subjectId));
    }

    private @Nullable String keyForWriting(String realmId, String subjectId) {
        if (key(realmId, subjectId) == null) {
            byte[] secret = new byte[KEY_BYTES];
            RANDOM.nextBytes(secret);
            create(realmId, subjectId, Base64.getEncoder().encodeToString(secret));
            keys.remove(cacheKey(realmId, subjectId));
        }
        return key(realmId, subjectId);
    }

    private void create(String realmId, String subjectId, @Nullable String secretKey) {
        em.createNamedQuery("AimAuditSubjectKey.create")
                .setParameter("realmId", realmId)
                .setParameter("subjectId", subjectId)
                .setParameter("secretKey", secretKey)
                .setParameter("now", Time.currentTimeMillis())
                .executeUpdate();
    }

    private @Nullable String key(String realmId, String subjectId) {
        return keys.computeIfAbsent(cacheKey(realmId, subjectId), id -> read(realmId, subjectId))
                .orElse(null);
    }

    private Optional<String> read(String realmId, String subjectId) {
        return em
                .createNamedQuery("AimAuditSubjectKey.get", String.class)
                .setParameter("realmId", realmId)
                .setParameter("subjectId", subjectId)
                .getResultList()
                .stream()
                .filter(Objects::nonNull) // erased
                .findFirst();
    }

    private static String cacheKey(String realmId, String subjectId) {
        return realmId + ':' + subjectId;
    }
}
