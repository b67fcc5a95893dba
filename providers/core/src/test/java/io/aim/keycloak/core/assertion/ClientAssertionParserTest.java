package io.aim.keycloak.core.assertion;

import static io.aim.keycloak.core.assertion.AssertionDraft.base64Url;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.aim.keycloak.core.assertion.ClientAssertion.Claims;
import io.aim.keycloak.core.assertion.ClientAssertion.Header;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClientAssertionParserTest {

    private static final String HEADER = "{\"alg\":\"Ed25519\"}";
    private static final String H = base64Url(HEADER);
    private static final String P = base64Url("{}");
    private static final String S = base64Url(new byte[64]);

    @Nested
    class TheCompactForm {

        @Test
        void isHeaderPayloadAndSignature() throws Exception {
            ClientAssertion assertion = ClientAssertionParser.parse(H + "." + P + "." + S);

            assertThat(assertion.signingInput()).isEqualTo((H + "." + P).getBytes(StandardCharsets.US_ASCII));
            assertThat(assertion.signature()).isEqualTo(new byte[64]);
        }

        @ParameterizedTest
        @ValueSource(strings = {"", ".", "..", "...", "a", "a.b", ".a.b", "a..b", "....", "\u0000.\u0000.\u0000"})
        void isRefusedWithAnotherNumberOfPartsOrAnEmptyOne(String compact) {
            assertMalformed(compact);
        }

        @Test
        void hasThreePartsAndNotTwoOrFour() {
            assertMalformed(H + "." + P);
            assertMalformed(H + "." + P + "." + S + ".");
            assertMalformed(H + "." + P + "." + S + "." + S);
            assertMalformed("." + P + "." + S);
            assertMalformed(H + ".." + S);
        }

        @Test
        void withoutASignatureIsLeftToTheVerifier() throws Exception {
            assertThat(ClientAssertionParser.parse(H + "." + P + ".").signature())
                    .isEmpty();
        }

        @Test
        void hasNoPadding() {
            assertMalformed(base64Url("{\"alg\":\"EdDSA\"}  ") + "=." + P + "." + S);
            assertMalformed(H + "." + P + "=." + S);
            assertMalformed(H + "." + P + "." + S + "==");
        }

        @Test
        void hasNoUnusedBitsInTheLastCharacterOfAPart() {
            assertMalformed(next(H) + "." + P + "." + S);
            assertMalformed(H + "." + next(P) + "." + S);
            assertMalformed(H + "." + P + "." + next(S));
        }

        /** The same bytes with the lowest unused bit set. */
        private String next(String part) {
            String changed = part.substring(0, part.length() - 1) + (char) (part.charAt(part.length() - 1) + 1);
            assertThat(Base64.getUrlDecoder().decode(changed))
                    .isEqualTo(Base64.getUrlDecoder().decode(part));
            return changed;
        }

        @ParameterizedTest
        @ValueSource(strings = {"+", "/", " ", "\n", "é", "\u0100", "A"})
        void isBase64UrlOnly(String intruder) {
            assertMalformed(H + intruder + "." + P + "." + S);
            assertMalformed(H + "." + P + intruder.repeat(3) + "." + S);
            assertMalformed(H + "." + P + "." + S + intruder.repeat(3));
        }
    }

    @Nested
    class TheJson {

        @ParameterizedTest
        @ValueSource(strings = {"UTF-16BE", "UTF-16LE", "UTF-16", "UTF-32BE", "UTF-32LE", "\uFEFF"})
        void isInNoOtherEncoding(String encoding) throws Exception {
            boolean mark = encoding.equals("\uFEFF");
            Charset charset = mark ? StandardCharsets.UTF_8 : Charset.forName(encoding);

            assertMalformed(base64Url(((mark ? encoding : "") + HEADER).getBytes(charset)) + "." + P + "." + S);
            assertMalformed(H + "." + base64Url(((mark ? encoding : "") + "{}").getBytes(charset)) + "." + S);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    " ",
                    "[]",
                    "\"x\"",
                    "1",
                    "null",
                    "true",
                    "{",
                    "}",
                    "{\"a\"}",
                    "{\"a\":}",
                    "{a:1}",
                    "{'a':1}"
                })
        void isAnObjectInHeaderAndPayload(String json) {
            assertMalformedPayload(json);
            assertMalformedHeader(json);
        }

        @ParameterizedTest
        @ValueSource(strings = {"{}", "x", "]", "}", ",", "\u0000", "//"})
        void hasNothingBehindIt(String trailer) {
            assertMalformedPayload("{}" + trailer);
            assertMalformedHeader(HEADER + trailer);
        }

        @Test
        void mayBeSurroundedByWhiteSpace() throws Exception {
            assertThat(claims(" {\n\"jti\" : \"x\"\t} \r\n").jti()).isEqualTo("x");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "{\"sub\":\"a\",\"sub\":\"b\"}",
                    "{\"sub\":\"a\",\"x\":1,\"sub\":\"a\"}",
                    "{\"sub\":\"a\",\"\\u0073ub\":\"b\"}",
                    "{\"unknown\":1,\"unknown\":1}",
                    "{\"nested\":{\"a\":1,\"a\":2}}",
                    "{\"nested\":[{\"a\":1,\"a\":2}]}"
                })
        void hasNoMemberTwice(String json) {
            assertMalformedPayload(json);
            assertMalformedHeader(json.replaceFirst("\\{", "{\"alg\":\"EdDSA\","));
        }

        @Test
        void isUtf8() {
            String broken = base64Url(new byte[] {'{', '"', (byte) 0xc3, '"', ':', '1', '}'});

            assertMalformed(H + "." + broken + "." + S);
            assertMalformed(broken + "." + P + "." + S);
        }

        @Test
        void isNotNestedDeeply() {
            assertMalformedPayload("{\"a\":" + "[".repeat(1000) + "]".repeat(1000) + "}");
            assertMalformedHeader("{\"alg\":\"EdDSA\",\"crit\":" + "[".repeat(1000) + "]".repeat(1000) + "}");
        }
    }

    @Nested
    class TheHeader {

        @Test
        void tellsAlgorithmKeyAndType() throws Exception {
            assertThat(header("{\"typ\":\"JWT\",\"kid\":\"k\",\"x\":{\"alg\":\"none\"},\"alg\":\"EdDSA\"}"))
                    .isEqualTo(new Header("EdDSA", "k", "JWT", false));
        }

        @Test
        void needsAnAlgorithm() {
            assertMalformedHeader("{}");
            assertMalformedHeader("{\"x\":{\"alg\":\"EdDSA\"}}");
        }

        @ParameterizedTest
        @ValueSource(strings = {"[]", "[\"exp\"]", "null", "\"b64\"", "{}", "1"})
        void isCriticalWhateverCritSays(String crit) throws Exception {
            assertThat(header("{\"alg\":\"EdDSA\",\"crit\":" + crit + "}").critical())
                    .isTrue();
        }

        @ParameterizedTest
        @ValueSource(strings = {"null", "1", "true", "[\"EdDSA\"]", "{\"v\":\"EdDSA\"}"})
        void hasStringsOnly(String value) {
            assertMalformedHeader("{\"alg\":" + value + "}");
            assertMalformedHeader("{\"alg\":\"EdDSA\",\"kid\":" + value + "}");
            assertMalformedHeader("{\"alg\":\"EdDSA\",\"typ\":" + value + "}");
        }
    }

    private static Header header(String json) throws MalformedAssertionException {
        return ClientAssertionParser.parse(base64Url(json) + "." + P + "." + S).header();
    }

    private static Claims claims(String json) throws MalformedAssertionException {
        return ClientAssertionParser.parse(H + "." + base64Url(json) + "." + S).claims();
    }

    private static void assertMalformedHeader(String json) {
        assertMalformed(base64Url(json) + "." + P + "." + S);
    }

    private static void assertMalformedPayload(String json) {
        assertMalformed(H + "." + base64Url(json) + "." + S);
    }

    private static void assertMalformed(String compact) {
        assertThatExceptionOfType(MalformedAssertionException.class)
                .as(compact)
                .isThrownBy(() -> ClientAssertionParser.parse(compact));
    }
}
