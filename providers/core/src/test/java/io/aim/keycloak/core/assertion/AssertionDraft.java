package io.aim.keycloak.core.assertion;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.aim.keycloak.core.key.TestKeyPair;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A client assertion in the making, flawless until told otherwise. */
final class AssertionDraft {

    static final String AGENT = "billing-agent";
    static final String ISSUER = "https://id.example/realms/acme";
    static final String TOKEN_ENDPOINT = ISSUER + "/protocol/openid-connect/token";

    /** The time at which it is flawless, in seconds since the epoch. */
    static final long NOW = 1_800_000_000L;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, Object> header = new LinkedHashMap<>();
    private final Map<String, Object> claims = new LinkedHashMap<>();

    AssertionDraft() {
        header("alg", "Ed25519");
        claim("iss", AGENT).claim("sub", AGENT).claim("aud", ISSUER);
        claim("exp", NOW + 60).claim("iat", NOW).claim("jti", "7d3c");
    }

    /** Sets a header member, or leaves it out if the value is null. */
    AssertionDraft header(String name, @Nullable Object value) {
        return set(header, name, value);
    }

    /** Sets a claim, or leaves it out if the value is null. */
    AssertionDraft claim(String name, @Nullable Object value) {
        return set(claims, name, value);
    }

    private AssertionDraft set(Map<String, Object> members, String name, @Nullable Object value) {
        if (value == null) {
            members.remove(name);
        } else {
            members.put(name, value);
        }
        return this;
    }

    /** The compact serialization. */
    String signedBy(TestKeyPair key) {
        String signingInput = base64Url(json(header)) + "." + base64Url(json(claims));
        return signingInput + "." + base64Url(key.sign(signingInput.getBytes(StandardCharsets.US_ASCII)));
    }

    /** The compact serialization with an empty signature. */
    String unsigned() {
        return base64Url(json(header)) + "." + base64Url(json(claims)) + ".";
    }

    /** The same, read by the parser. */
    ClientAssertion parsed(TestKeyPair key) {
        return parse(signedBy(key));
    }

    static String base64Url(String text) {
        return base64Url(text.getBytes(StandardCharsets.UTF_8));
    }

    static String base64Url(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    static ClientAssertion parse(String compact) {
        try {
            return ClientAssertionParser.parse(compact);
        } catch (MalformedAssertionException e) {
            throw new AssertionError(e);
        }
    }

    private static String json(Map<String, Object> members) {
        try {
            return JSON.writeValueAsString(members);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
