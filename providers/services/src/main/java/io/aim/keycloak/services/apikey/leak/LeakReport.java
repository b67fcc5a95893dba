package io.aim.keycloak.services.apikey.leak;

import com.fasterxml.jackson.databind.JsonNode;
import io.aim.keycloak.core.InvalidInputException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.keycloak.util.JsonSerialization;

/** A report as GitHub sends it: a list of tokens, signed as a whole. */
final class LeakReport {

    private static final int MAX_TOKENS = 1_000;

    private LeakReport() {}

    /** A token that was found. */
    record Found(String token, String type, String url) {

        /** SHA-256, base64. */
        String hash() {
            try {
                return Base64.getEncoder()
                        .encodeToString(
                                MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8)));
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("every Java platform has SHA-256", e);
            }
        }

        /** Without the token: this may end in a log. */
        @Override
        public String toString() {
            return "Found[" + type + "]";
        }
    }

    /** Whether the base64 text is a signature of those bytes: ECDSA over P-256 with SHA-256. */
    static boolean isSigned(byte[] body, String signature, PublicKey key) {
        try {
            Signature verifier = Signature.getInstance("SHA256withECDSA");
            verifier.initVerify(key);
            verifier.update(body);
            return verifier.verify(Base64.getDecoder().decode(signature));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return false;
        }
    }

    static List<Found> parse(byte[] body) {
        JsonNode document;
        try {
            document = JsonSerialization.mapper.readTree(body);
        } catch (IOException e) {
            throw new InvalidInputException("", "invalid_json", "The body is not valid JSON");
        }
        if (document == null || !document.isArray() || document.size() > MAX_TOKENS) {
            throw new InvalidInputException(
                    "", "invalid_report", "The body is an array of at most " + MAX_TOKENS + " tokens");
        }
        List<Found> found = new ArrayList<>();
        for (JsonNode entry : document) {
            found.add(new Found(
                    entry.path("token").asText(),
                    entry.path("type").asText(),
                    entry.path("url").asText()));
        }
        return found;
    }
}
