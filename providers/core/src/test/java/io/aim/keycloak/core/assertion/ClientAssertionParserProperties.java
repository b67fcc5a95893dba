package io.aim.keycloak.core.assertion;

import static io.aim.keycloak.core.assertion.AssertionDraft.base64Url;
import static org.assertj.core.api.Assertions.assertThat;

import io.aim.keycloak.core.assertion.ClientAssertion.Claims;
import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;

class ClientAssertionParserProperties {

    @Property(tries = 500)
    void anyStringIsParsedOrMalformedAndNothingElse(@ForAll String text) {
        parsedOrMalformed(text);
    }

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void anyThreePartsOfBytesAreParsedOrMalformedAndNothingElse(
            @ForAll byte[] header, @ForAll byte[] payload, @ForAll byte[] signature) {
        parsedOrMalformed(base64Url(header) + "." + base64Url(payload) + "." + base64Url(signature));
    }

    /** Pieces of JSON in any order: now and then well-formed, mostly nearly so. */
    @Provide
    Arbitrary<String> jsonLike() {
        Arbitrary<String> piece = Arbitraries.of(
                "{",
                "}",
                "[",
                "]",
                ":",
                ",",
                "\"",
                "\\u00",
                "\"aud\":",
                "\"alg\":",
                "\"exp\":",
                "\"crit\":",
                "\"sub\":",
                "\"EdDSA\"",
                "\"x\"",
                "1",
                "-1",
                "1e400",
                ".5",
                "null",
                "true",
                " ",
                "\u0000",
                "é",
                "\ud800");
        Arbitrary<String> soup = piece.list().ofMaxSize(12).map(pieces -> String.join("", pieces));
        Arbitrary<String> member = Arbitraries.of("alg", "kid", "typ", "crit", "aud", "exp", "nbf", "iat", "jti", "sub")
                .flatMap(name -> soup.map(value -> "\"" + name + "\":" + value));
        return Arbitraries.oneOf(
                soup,
                member.list().ofMaxSize(4).map(members -> members.stream().collect(Collectors.joining(",", "{", "}"))));
    }

    @Property(tries = 1000, edgeCases = EdgeCasesMode.NONE)
    void anyNearlyJsonIsParsedOrMalformedAndNothingElse(
            @ForAll("jsonLike") String header, @ForAll("jsonLike") String payload) {
        parsedOrMalformed(base64Url(header) + "." + base64Url(payload) + ".");
        parsedOrMalformed(base64Url("{\"alg\":\"EdDSA\"}") + "." + base64Url(payload) + ".");
    }

    @Property
    void whatWasWrittenIsRead(
            @ForAll String issuer,
            @ForAll List<String> audience,
            @ForAll @LongRange(max = 100_000_000_000L) long exp,
            @ForAll String jti) {
        Claims claims = AssertionDraft.parse(new AssertionDraft()
                        .claim("iss", issuer)
                        .claim("aud", audience)
                        .claim("exp", exp)
                        .claim("jti", jti)
                        .unsigned())
                .claims();

        assertThat(claims.exp()).isEqualTo(exp);
        assertThat(claims.jti()).isEqualTo(jti);
        assertThat(claims.iss()).isEqualTo(issuer);
        assertThat(claims.aud()).isEqualTo(audience);
    }

    private static void parsedOrMalformed(String text) {
        try {
            assertThat(ClientAssertionParser.parse(text).header().alg()).isNotNull();
        } catch (MalformedAssertionException malformed) {
            assertThat(malformed).hasNoCause().message().isNotBlank();
        }
    }
}
