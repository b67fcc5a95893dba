package io.aim.keycloak.core.key;

import io.aim.keycloak.core.InvalidInputException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the public key of a registration: a JWK object (RFC 8037), or a string with the base64 or base64url of the 32
 * raw bytes or of a SubjectPublicKeyInfo (RFC 8410), also as PEM. Anything that holds a private key is refused, so that
 * it is never stored, logged or echoed.
 */
public final class PublicKeyParser {

    /** Bytes 3 to 15 of a PKCS#8 Ed25519 private key (RFC 8410 §7), version 0 or 1. */
    private static final String PKCS8_MARK = "300506032b657004220420";

    private static final int TEXT_MAX = 1000;

    private PublicKeyParser() {}

    /**
     * The key in {@code value}.
     *
     * @param field name of the field for errors
     * @param value a {@code Map} (JWK) or a {@code String}
     * @throws InvalidInputException with code {@code private_key_refused}, {@code invalid_public_key} or {@code required}
     */
    public static Ed25519PublicKey parse(String field, @Nullable Object value) {
        if (value instanceof Map<?, ?> jwk) {
            return fromJwk(field, jwk);
        }
        if (value instanceof String text && !text.isBlank()) {
            return fromText(field, text);
        }
        throw new InvalidInputException(
                field,
                "required",
                field + " is required: a JWK object or a base64 string; generate the key pair where the agent runs");
    }

    private static Ed25519PublicKey fromJwk(String field, Map<?, ?> jwk) {
        if (jwk.containsKey("d")) {
            throw privateKey(field + ".d");
        }
        requireMember(field, jwk, "kty", "OKP");
        requireMember(field, jwk, "crv", "Ed25519");
        if (jwk.containsKey("alg") && !List.of("Ed25519", "EdDSA").contains(String.valueOf(jwk.get("alg")))) {
            throw invalid(field + ".alg", "alg must be Ed25519 or EdDSA when present");
        }
        if (jwk.containsKey("use") && !"sig".equals(jwk.get("use"))) {
            throw invalid(field + ".use", "use must be sig when present");
        }
        if (!(jwk.get("x") instanceof String x) || x.length() != 43) {
            throw invalid(field + ".x", "x must be the base64url of 32 bytes, 43 characters without padding");
        }
        Ed25519PublicKey key = of(field + ".x", decode(field + ".x", x, Base64.getUrlDecoder()));
        if (!key.x().equals(x)) {
            throw invalid(field + ".x", "x must be canonical base64url: its last character has unused bits set");
        }
        return key;
    }

    private static void requireMember(String field, Map<?, ?> jwk, String member, String expected) {
        if (!expected.equals(jwk.get(member))) {
            throw invalid(field + "." + member, member + " must be " + expected);
        }
    }

    private static Ed25519PublicKey fromText(String field, String text) {
        if (text.contains("PRIVATE KEY")) {
            throw privateKey(field);
        }
        if (text.length() > TEXT_MAX) {
            throw invalid(field, field + " may have at most " + TEXT_MAX + " characters");
        }
        String body = text.replace("-----BEGIN PUBLIC KEY-----", "")
                .replace("-----END PUBLIC KEY-----", "")
                .replaceAll("\\s", "");
        boolean urlAlphabet = body.indexOf('-') >= 0 || body.indexOf('_') >= 0;
        byte[] bytes = decode(field, body, urlAlphabet ? Base64.getUrlDecoder() : Base64.getDecoder());
        if (bytes.length == 64 || HexFormat.of().formatHex(bytes).contains(PKCS8_MARK)) {
            throw privateKey(field);
        }
        return of(field, SubjectPublicKeyInfo.unwrap(bytes));
    }

    private static Ed25519PublicKey of(String field, byte[] bytes) {
        try {
            return Ed25519PublicKey.of(bytes);
        } catch (IllegalArgumentException e) {
            throw invalid(field, e.getMessage());
        }
    }

    private static byte[] decode(String field, String text, Base64.Decoder decoder) {
        try {
            return decoder.decode(text);
        } catch (IllegalArgumentException e) {
            throw invalid(field, field + " is not valid base64");
        }
    }

    private static InvalidInputException invalid(String field, @Nullable String message) {
        return new InvalidInputException(field, "invalid_public_key", String.valueOf(message));
    }

    private static InvalidInputException privateKey(String field) {
        return new InvalidInputException(
                field,
                "private_key_refused",
                "this is a private key; send the public key only and consider the private key exposed");
    }
}
