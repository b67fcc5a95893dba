package io.aim.keycloak.core.assertion;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.aim.keycloak.core.assertion.ClientAssertion.Claims;
import io.aim.keycloak.core.assertion.ClientAssertion.Header;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Strict parser for compact JWS assertions. Duplicate JSON members are refused: a verifier and a logger that read
 * different ones of two {@code sub} members would disagree on who is speaking (RFC 7515 §4, RFC 7519 §4).
 */
public final class ClientAssertionParser {

    /** Latest accepted NumericDate: year 5138; keeps arithmetic far from overflow. */
    private static final double MAX_NUMERIC_DATE = 1e11;

    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(JsonFactory.Feature.CHARSET_DETECTION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(16)
                    .maxNumberLength(64)
                    .build())
            .build();

    private ClientAssertionParser() {}

    /**
     * The parsed assertion.
     *
     * @throws MalformedAssertionException if it is not a compact JWS with JSON objects of the expected types
     */
    public static ClientAssertion parse(String compact) throws MalformedAssertionException {
        int first = compact.indexOf('.');
        int second = compact.indexOf('.', first + 1);
        if (first <= 0 || second <= first + 1 || compact.indexOf('.', second + 1) >= 0) {
            throw new MalformedAssertionException("a compact JWS has three parts");
        }
        byte[] header = decode(compact.substring(0, first));
        byte[] payload = decode(compact.substring(first + 1, second));
        byte[] signature = decode(compact.substring(second + 1));
        byte[] signingInput = compact.substring(0, second).getBytes(StandardCharsets.US_ASCII);
        try {
            return new ClientAssertion(readHeader(header), readClaims(payload), signingInput, signature);
        } catch (IOException e) {
            throw new MalformedAssertionException("header and payload must be JSON objects without duplicate members");
        }
    }

    private static byte[] decode(String part) throws MalformedAssertionException {
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(part);
        } catch (IllegalArgumentException e) {
            throw new MalformedAssertionException("the parts must be base64url");
        }
        if (!Base64.getUrlEncoder().withoutPadding().encodeToString(bytes).equals(part)) {
            throw new MalformedAssertionException("base64url parts have no padding and no unused bits set");
        }
        return bytes;
    }

    private static Header readHeader(byte[] json) throws IOException, MalformedAssertionException {
        String alg = null;
        String kid = null;
        String typ = null;
        boolean critical = false;
        try (JsonParser parser = open(json)) {
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                switch (name) {
                    case "alg" -> alg = string(parser);
                    case "kid" -> kid = string(parser);
                    case "typ" -> typ = string(parser);
                    case "crit" -> {
                        critical = true;
                        parser.skipChildren();
                    }
                    default -> parser.skipChildren();
                }
            }
            requireEnd(parser);
        }
        if (alg == null) {
            throw new MalformedAssertionException("the alg header is required");
        }
        return new Header(alg, kid, typ, critical);
    }

    private static Claims readClaims(byte[] json) throws IOException, MalformedAssertionException {
        String iss = null;
        String sub = null;
        List<String> aud = List.of();
        Long exp = null;
        Long nbf = null;
        Long iat = null;
        String jti = null;
        try (JsonParser parser = open(json)) {
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                switch (name) {
                    case "iss" -> iss = string(parser);
                    case "sub" -> sub = string(parser);
                    case "jti" -> jti = string(parser);
                    case "aud" -> aud = audience(parser);
                    case "exp" -> exp = numericDate(parser);
                    case "nbf" -> nbf = numericDate(parser);
                    case "iat" -> iat = numericDate(parser);
                    default -> parser.skipChildren();
                }
            }
            requireEnd(parser);
        }
        return new Claims(iss, sub, aud, exp, nbf, iat, jti);
    }

    private static JsonParser open(byte[] json) throws IOException, MalformedAssertionException {
        JsonParser parser = JSON.createParser(json);
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            parser.close();
            throw new MalformedAssertionException("header and payload must be JSON objects");
        }
        return parser;
    }

    private static void requireEnd(JsonParser parser) throws IOException, MalformedAssertionException {
        if (parser.currentToken() != JsonToken.END_OBJECT || parser.nextToken() != null) {
            throw new MalformedAssertionException("nothing may follow the JSON object");
        }
    }

    private static String string(JsonParser parser) throws IOException, MalformedAssertionException {
        if (parser.currentToken() != JsonToken.VALUE_STRING) {
            throw new MalformedAssertionException(parser.currentName() + " must be a string");
        }
        return parser.getText();
    }

    private static List<String> audience(JsonParser parser) throws IOException, MalformedAssertionException {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            return List.of(string(parser));
        }
        List<String> values = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            values.add(string(parser));
        }
        return List.copyOf(values);
    }

    private static @Nullable Long numericDate(JsonParser parser) throws IOException, MalformedAssertionException {
        if (!parser.currentToken().isNumeric()) {
            throw new MalformedAssertionException(parser.currentName() + " must be a number of seconds");
        }
        double value = parser.getDoubleValue();
        if (!(value >= 0 && value <= MAX_NUMERIC_DATE)) {
            throw new MalformedAssertionException(parser.currentName() + " is not a plausible time");
        }
        return (long) value;
    }
}
