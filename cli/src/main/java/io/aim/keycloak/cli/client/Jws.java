package io.aim.keycloak.cli.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;

/** The compact form of RFC 7515: three base64url parts with dots between them. */
public final class Jws {
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

    private Jws() {}

    /** Base64url without padding. */
    public static String encode(byte[] bytes) {
        return ENCODER.encodeToString(bytes);
    }

    /** The text over which the signature goes. */
    public static String signingInput(byte[] header, byte[] payload) {
        return encode(header) + "." + encode(payload);
    }

    /** Signs header and claims with an agent's key. */
    public static String sign(JsonNode header, JsonNode claims, AgentKey key) {
        String input = signingInput(Json.bytes(header), Json.bytes(claims));
        return input + "." + key.sign(input);
    }

    /** The assertion with which an agent logs in: for one audience, for one minute, for one use. */
    public static String clientAssertion(String clientId, String audience, AgentKey key) {
        JsonNode header = Json.object().put("alg", "EdDSA").put("kid", key.thumbprint());
        long now = Instant.now().getEpochSecond();
        JsonNode claims = Json.object()
                .put("iss", clientId)
                .put("sub", clientId)
                .put("aud", audience)
                .put("iat", now)
                .put("exp", now + 60)
                .put("jti", UUID.randomUUID().toString());
        return sign(header, claims, key);
    }

    /** The header of a compact token, unverified. */
    public static JsonNode header(String compact) {
        return part(compact, 0);
    }

    /** The claims of a compact token, unverified. */
    public static JsonNode claims(String compact) {
        return part(compact, 1);
    }

    private static JsonNode part(String compact, int index) {
        String[] parts = compact.split("\\.", -1);
        if (parts.length != 3) {
            throw new IllegalArgumentException("not a compact token");
        }
        return Json.parse(new String(Base64.getUrlDecoder().decode(parts[index]), StandardCharsets.UTF_8));
    }
}
