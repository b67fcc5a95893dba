package io.aim.keycloak.services.apikey.leak;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The public keys of a scanner. They are fetched when a report names one that is not known, at most once a minute, and
 * again after an hour: a key that the scanner withdrew ends then.
 */
final class ScannerKeys {

    /** Most keys that are looked at. */
    private static final int MAX_KEYS = 50;

    private static final Duration LIFETIME = Duration.ofHours(1);
    private static final Duration RETRY = Duration.ofMinutes(1);

    private Map<String, PublicKey> keys = Map.of();
    private Instant fetchedAt = Instant.MIN;

    /** Where the keys come from. */
    @FunctionalInterface
    interface Source {
        JsonNode fetch() throws IOException;
    }

    synchronized Optional<PublicKey> get(String identifier, Instant now, Source source) throws IOException {
        boolean stale = now.isAfter(fetchedAt.plus(keys.containsKey(identifier) ? LIFETIME : RETRY));
        if (fetchedAt.equals(Instant.MIN) || stale) {
            keys = parse(source.fetch());
            fetchedAt = now;
        }
        return Optional.ofNullable(keys.get(identifier));
    }

    /** {@code {"public_keys": [{"key_identifier": …, "key": PEM, "is_current": …}]}}; what is no P-256 key is left out. */
    private static Map<String, PublicKey> parse(JsonNode document) {
        Map<String, PublicKey> keys = new HashMap<>();
        for (JsonNode entry : document.path("public_keys")) {
            if (keys.size() < MAX_KEYS) {
                key(entry.path("key").asText())
                        .ifPresent(key -> keys.put(entry.path("key_identifier").asText(), key));
            }
        }
        return keys;
    }

    private static Optional<PublicKey> key(String pem) {
        String base64 = pem.replaceAll("-----(BEGIN|END) PUBLIC KEY-----|\\s", "");
        try {
            return Optional.of(KeyFactory.getInstance("EC")
                    .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(base64))));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
