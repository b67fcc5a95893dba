package io.aim.keycloak.core.mcp;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.aim.keycloak.core.key.Ed25519PublicKey;
import io.aim.keycloak.core.key.Ed25519Verifier;
import java.io.IOException;
import java.util.Base64;

/** What an MCP server says to a challenge. Members that nobody knows are left alone. */
public final class ChallengeAnswer {

    private static final ObjectReader READER = new ObjectMapper()
            .readerFor(JsonNode.class)
            .with(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private final byte[] signature;
    private final String kid;

    private ChallengeAnswer(byte[] signature, String kid) {
        this.signature = signature;
        this.kid = kid;
    }

    /**
     * Reads {@code {"signature": …, "kid": …}}.
     *
     * @throws VerificationException {@link VerificationFailure#ANSWER_MALFORMED}
     */
    public static ChallengeAnswer parse(byte[] body) throws VerificationException {
        JsonNode answer = json(body);
        if (!answer.path("signature").isTextual() || !answer.path("kid").isTextual()) {
            throw malformed("The answer must be a JSON object with the strings signature and kid");
        }
        try {
            return new ChallengeAnswer(
                    Base64.getUrlDecoder().decode(answer.path("signature").asText()),
                    answer.path("kid").asText());
        } catch (IllegalArgumentException e) {
            throw malformed("signature must be base64url");
        }
    }

    private static JsonNode json(byte[] body) throws VerificationException {
        try {
            JsonNode answer = READER.readValue(body);
            if (answer != null) {
                return answer;
            }
        } catch (IOException e) {
            // the same answer as for nothing
        }
        throw malformed("The answer is not valid JSON");
    }

    private static VerificationException malformed(String message) {
        return new VerificationException(VerificationFailure.ANSWER_MALFORMED, message);
    }

    /**
     * Checks that the registered key signed the challenge.
     *
     * @throws VerificationException {@link VerificationFailure#KEY_MISMATCH} or {@link VerificationFailure#SIGNATURE_INVALID}
     */
    public void require(McpChallenge challenge, Ed25519PublicKey key, Ed25519Verifier verifier)
            throws VerificationException {
        if (!key.thumbprint().equals(kid)) {
            throw new VerificationException(
                    VerificationFailure.KEY_MISMATCH, "kid names another key than the registered one");
        }
        if (!verifier.prepare(key).verify(challenge.signedBytes(), signature)) {
            throw new VerificationException(
                    VerificationFailure.SIGNATURE_INVALID,
                    "The signature is not one of this challenge by the registered key");
        }
    }
}
