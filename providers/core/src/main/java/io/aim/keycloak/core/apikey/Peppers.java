package io.aim.keycloak.core.apikey;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Secrets of the server that hashes are made with; the first one is for new keys, the others for those that exist. */
public final class Peppers {

    /** No pepper: plain SHA-256. */
    public static final Peppers NONE = new Peppers(List.of());

    /** Fewest characters of a pepper. */
    public static final int MIN_LENGTH = 32;

    private static final int ID_BYTES = 8;

    private final List<Pepper> peppers;

    private Peppers(List<Pepper> peppers) {
        this.peppers = peppers;
    }

    /** One pepper per line, the newest first; blank lines do not count. */
    public static Peppers parse(String lines) {
        List<Pepper> peppers = lines.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .map(Pepper::new)
                .toList();
        if (peppers.isEmpty() || peppers.stream().anyMatch(pepper -> pepper.secret.length() < MIN_LENGTH)) {
            throw new IllegalArgumentException(
                    "Every line is a pepper of at least " + MIN_LENGTH + " characters, and there is one at least");
        }
        return new Peppers(peppers);
    }

    /** The pepper for new keys. */
    Optional<Pepper> current() {
        return peppers.stream().findFirst();
    }

    /** The pepper with that id. */
    Optional<Pepper> find(String id) {
        return peppers.stream().filter(pepper -> pepper.id().equals(id)).findFirst();
    }

    /** A pepper. Its id tells nothing about it. */
    static final class Pepper {

        private final String secret;
        private final String id;

        private Pepper(String secret) {
            this.secret = secret;
            byte[] digest = Base64.getUrlDecoder().decode(hash("aim-api-key-pepper-id"));
            this.id = Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(digest, ID_BYTES));
        }

        String id() {
            return id;
        }

        String hash(String text) {
            try {
                Mac mac = Mac.getInstance("HmacSHA256");
                mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
                return Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("every Java platform has HmacSHA256", e);
            }
        }
    }
}
