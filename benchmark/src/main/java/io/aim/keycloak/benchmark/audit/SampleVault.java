package io.aim.keycloak.benchmark.audit;

import io.aim.keycloak.core.audit.CanonicalJson;
import io.aim.keycloak.core.audit.PersonalData;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** Encrypts personal data as the store does, so that searches and exports have the work of decrypting them. */
final class SampleVault {
    private static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Map<String, byte[]> keys = new LinkedHashMap<>();

    /** The column's text; null where there are no data. */
    @Nullable
    String encrypt(@Nullable String subjectId, @Nullable PersonalData data) {
        if (subjectId == null || data == null) {
            return null;
        }
        byte[] nonce = random(NONCE_BYTES);
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            byte[] key = keys.computeIfAbsent(subjectId, id -> random(KEY_BYTES));
            cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
            byte[] secret = cipher.doFinal(CanonicalJson.of(data.toJson()).getBytes(StandardCharsets.UTF_8));
            byte[] stored = Arrays.copyOf(nonce, NONCE_BYTES + secret.length);
            System.arraycopy(secret, 0, stored, NONCE_BYTES, secret.length);
            return Base64.getEncoder().encodeToString(stored);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has AES-GCM", e);
        }
    }

    /** The keys so far, base64, by person. */
    Map<String, String> keys() {
        Map<String, String> texts = new LinkedHashMap<>();
        keys.forEach((id, key) -> texts.put(id, Base64.getEncoder().encodeToString(key)));
        return texts;
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        RANDOM.nextBytes(bytes);
        return bytes;
    }
}
