package io.aim.keycloak.core.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.aim.keycloak.core.InvalidInputException;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class PublicKeyParserTest {

    private static final String X = "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo";
    private static final byte[] RAW = Base64.getUrlDecoder().decode(X);
    private static final String SPKI_HEX =
            "302a300506032b6570032100" + HexFormat.of().formatHex(RAW);
    private static final String SPKI = base64(SPKI_HEX);
    private static final Map<String, Object> JWK = Map.of("kty", "OKP", "crv", "Ed25519", "x", X);

    static Stream<Object> oneKeyInManyForms() {
        return Stream.of(
                JWK,
                with("alg", "Ed25519"),
                with("alg", "EdDSA"),
                with("use", "sig"),
                with("kid", "whatever"),
                with("key_ops", List.of("verify")),
                X,
                X + "=",
                Base64.getEncoder().encodeToString(RAW),
                Base64.getEncoder().withoutPadding().encodeToString(RAW),
                "  " + X.substring(0, 20) + "\r\n\t" + X.substring(20) + "\n",
                SPKI,
                SPKI.replace('+', '-').replace('/', '_').replace("=", ""),
                pem("PUBLIC KEY", SPKI, "\n"),
                pem("PUBLIC KEY", SPKI, "\r\n"));
    }

    @ParameterizedTest
    @MethodSource("oneKeyInManyForms")
    void everyDocumentedFormGivesTheSameKey(Object form) {
        assertThat(PublicKeyParser.parse("publicKey", form).x()).isEqualTo(X);
    }

    static Stream<Arguments> faultyJwks() {
        return Stream.of(
                Arguments.of("kty", null),
                Arguments.of("kty", "EC"),
                Arguments.of("kty", "okp"),
                Arguments.of("kty", 1),
                Arguments.of("crv", null),
                Arguments.of("crv", "Ed448"),
                Arguments.of("crv", "X25519"),
                Arguments.of("crv", List.of("Ed25519")),
                Arguments.of("alg", "ES256"),
                Arguments.of("alg", "none"),
                Arguments.of("alg", 8),
                Arguments.of("use", "enc"),
                Arguments.of("use", true),
                Arguments.of("x", null),
                Arguments.of("x", 5),
                Arguments.of("x", ""),
                Arguments.of("x", X.substring(1)),
                Arguments.of("x", X + "="),
                Arguments.of("x", X.replace('_', '/')),
                Arguments.of("x", X.substring(0, 42) + "="),
                Arguments.of("x", X.substring(0, 42) + "p"),
                Arguments.of("x", X.substring(0, 42) + "é"),
                Arguments.of("x", "A".repeat(43)),
                Arguments.of("x", "_".repeat(42) + "8"),
                Arguments.of("x", "A".repeat(100_000)));
    }

    @ParameterizedTest
    @MethodSource("faultyJwks")
    void aFaultyMemberOfAJwkIsNamed(String member, @Nullable Object value) {
        InvalidInputException refusal = refusal(with(member, value));

        assertThat(refusal.code()).isEqualTo("invalid_public_key");
        assertThat(refusal.field()).isEqualTo("publicKey." + member);
        assertThat(refusal).hasMessageContaining(member.equals("x") ? "" : member);
    }

    @Test
    void theLastCharacterOfXMustNotCarryUnusedBits() {
        assertThat(Base64.getUrlDecoder().decode(X.substring(0, 42) + "p")).isEqualTo(RAW);
        assertThat(refusal(with("x", X.substring(0, 42) + "p"))).hasMessageContaining("canonical");
    }

    static Stream<String> faultyTexts() {
        return Stream.of(
                "not a key!",
                X.substring(1),
                X + X.substring(3),
                "+" + X.substring(1),
                SPKI.substring(4),
                base64(SPKI_HEX.replace("2b6570", "2b656f")),
                base64(SPKI_HEX + "00"),
                pem("CERTIFICATE", SPKI, "\n"),
                "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"" + X + "\"}",
                "A".repeat(43),
                "A".repeat(1001));
    }

    @ParameterizedTest
    @MethodSource("faultyTexts")
    void aTextThatIsNoEd25519KeyIsRefused(String text) {
        InvalidInputException refusal = refusal(text);

        assertThat(refusal.code()).isEqualTo("invalid_public_key");
        assertThat(refusal.field()).isEqualTo("publicKey");
    }

    @Test
    void aTextMayHaveOneThousandCharactersAndNotOneMore() {
        String padded = X + " ".repeat(1000 - X.length());

        assertThat(PublicKeyParser.parse("publicKey", padded).x()).isEqualTo(X);
        assertThat(refusal(padded + " ")).hasMessageContaining("1000");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "  ", "\n"})
    void aMissingKeyIsAskedFor(@Nullable String value) {
        assertThat(refusal(value).code()).isEqualTo("required");
        assertThat(refusal(value).field()).isEqualTo("publicKey");
    }

    @Test
    void aValueThatIsNeitherObjectNorStringIsNoKey() {
        assertThat(Stream.of(5, true, List.of(X)).map(value -> refusal(value).code()))
                .containsOnly("required");
    }

    static String base64(String hex) {
        return Base64.getEncoder().encodeToString(HexFormat.of().parseHex(hex));
    }

    static String pem(String label, String body, String newline) {
        return String.join(newline, "-----BEGIN " + label + "-----", body, "-----END " + label + "-----", "");
    }

    private static Map<String, @Nullable Object> with(String member, @Nullable Object value) {
        Map<String, @Nullable Object> jwk = new HashMap<>(JWK);
        if (value == null) {
            jwk.remove(member);
        } else {
            jwk.put(member, value);
        }
        return jwk;
    }

    private static InvalidInputException refusal(@Nullable Object value) {
        return catchThrowableOfType(InvalidInputException.class, () -> PublicKeyParser.parse("publicKey", value));
    }
}
