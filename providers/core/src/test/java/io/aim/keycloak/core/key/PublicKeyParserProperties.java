package io.aim.keycloak.core.key;

import static org.assertj.core.api.Assertions.assertThat;

import io.aim.keycloak.core.InvalidInputException;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class PublicKeyParserProperties {

    private static final Arbitrary<String> BASE64 = Arbitraries.strings()
            .withCharRange('a', 'z')
            .withCharRange('A', 'Z')
            .withCharRange('0', '9')
            .withChars("+/-_=\n")
            .ofMaxLength(100);

    @Provide
    Arbitrary<Object> anything() {
        Arbitrary<Object> leaf = Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(60).asGeneric(),
                BASE64.asGeneric(),
                Arbitraries.integers().asGeneric(),
                Arbitraries.of("OKP", "Ed25519", "EdDSA", "sig").asGeneric(),
                Arbitraries.create(() -> TestKeyPair.generate().publicKey().x()).asGeneric());
        Arbitrary<Map<String, Object>> jwk = Arbitraries.maps(
                        Arbitraries.of("kty", "crv", "x", "alg", "use", "d", "kid"), leaf)
                .ofMaxSize(7);
        return Arbitraries.oneOf(leaf, jwk.asGeneric());
    }

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void anInputIsEitherAKeyOrRefusedWithFieldAndCode(@ForAll("anything") Object input) {
        try {
            assertThat(PublicKeyParser.parse("publicKey", input).encoded()).hasSize(32);
        } catch (InvalidInputException refusal) {
            assertThat(refusal.field()).matches("publicKey(\\.(kty|crv|x|alg|use|d))?");
            assertThat(refusal.code()).isIn("private_key_refused", "invalid_public_key", "required");
        }
    }

    @Provide
    Arbitrary<String> longBase64() {
        return BASE64.filter(text -> text.length() >= 12);
    }

    @Property
    void aRefusalNeverRepeatsTheInput(@ForAll("longBase64") String text) {
        try {
            PublicKeyParser.parse("publicKey", text);
        } catch (InvalidInputException refusal) {
            assertThat(refusal.getMessage()).doesNotContain(text);
        }
    }
}
