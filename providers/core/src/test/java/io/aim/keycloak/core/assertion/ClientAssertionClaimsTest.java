package io.aim.keycloak.core.assertion;

import static io.aim.keycloak.core.assertion.AssertionDraft.base64Url;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.aim.keycloak.core.assertion.ClientAssertion.Claims;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the parser makes of the claims. */
class ClientAssertionClaimsTest {

    private static final String HEADER = base64Url("{\"alg\":\"Ed25519\"}");
    private static final String SIGNATURE = base64Url(new byte[64]);

    @Test
    void mayAllBeAbsent() throws Exception {
        assertThat(claims("{\"other\":[1,{}]}")).isEqualTo(new Claims(null, null, List.of(), null, null, null, null));
    }

    @Test
    void areTheRegisteredOnes() throws Exception {
        assertThat(claims("{\"iss\":\"i\",\"sub\":\"s\",\"aud\":\"a\",\"exp\":3,\"nbf\":1,\"iat\":2,\"jti\":\"j\"}"))
                .isEqualTo(new Claims("i", "s", List.of("a"), 3L, 1L, 2L, "j"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"iss", "sub", "jti"})
    void thatAreStringsAreNothingElse(String claim) {
        for (String value : List.of("null", "1", "true", "[\"a\"]", "{}")) {
            assertMalformedPayload("{\"" + claim + "\":" + value + "}");
        }
    }

    @Test
    void haveAnAudienceThatIsAStringOrAnArrayOfStrings() throws Exception {
        assertThat(claims("{\"aud\":\"a\"}").aud()).containsExactly("a");
        assertThat(claims("{\"aud\":[\"a\"]}").aud()).containsExactly("a");
        assertThat(claims("{\"aud\":[\"b\",\"a\",\"b\"]}").aud()).containsExactly("b", "a", "b");
        assertThat(claims("{\"aud\":[]}").aud()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "1",
                "true",
                "{}",
                "[1]",
                "[null]",
                "[\"a\",1]",
                "[[\"a\"]]",
                "[{}]",
                "[\"a\"",
                "{\"a\":1}"
            })
    void haveNoOtherAudience(String audience) {
        assertMalformedPayload("{\"aud\":" + audience + "}");
    }

    @ParameterizedTest
    @CsvSource({
        "0,0",
        "-0,0",
        "-0.0,0",
        "1.0,1",
        "1.999,1",
        "1e3,1000",
        "17e8,1700000000",
        "1E-9,0",
        "100000000000,100000000000",
        "1e11,100000000000"
    })
    void haveTimesInSecondsWithFractionsCutOff(String number, long seconds) throws Exception {
        for (String claim : List.of("exp", "nbf", "iat")) {
            Claims claims = claims("{\"" + claim + "\":" + number + "}");
            assertThat(List.of(claim.equals("exp") ? claims.exp() : claim.equals("nbf") ? claims.nbf() : claims.iat()))
                    .containsExactly(seconds);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-1",
                "-0.1",
                "-1e-9",
                "100000000001",
                "1e12",
                "1e99999",
                "-1e99999",
                "9223372036854775808",
                "123456789012345678901234567890123456789012345678901234567890123",
                "\"1800000000\"",
                "null",
                "true",
                "[1]",
                "{}",
                "NaN",
                "Infinity",
                "01",
                "+1",
                "1.",
                ".5",
                "0x10"
            })
    void haveNoImplausibleTimes(String number) {
        for (String claim : List.of("exp", "nbf", "iat")) {
            assertMalformedPayload("{\"" + claim + "\":" + number + "}");
        }
    }

    @Test
    void haveNoNumbersOfAnyLength() {
        assertMalformedPayload("{\"exp\":" + "0".repeat(1) + "." + "1".repeat(100_000) + "}");
        assertMalformedPayload("{\"exp\":" + "9".repeat(100_000) + "}");
    }

    private static Claims claims(String json) throws MalformedAssertionException {
        return ClientAssertionParser.parse(compact(json)).claims();
    }

    private static void assertMalformedPayload(String json) {
        assertThatExceptionOfType(MalformedAssertionException.class)
                .as(json.length() > 200 ? json.substring(0, 200) : json)
                .isThrownBy(() -> ClientAssertionParser.parse(compact(json)));
    }

    private static String compact(String json) {
        return HEADER + "." + base64Url(json) + "." + SIGNATURE;
    }
}
