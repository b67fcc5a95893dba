package io.aim.keycloak.core.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.aim.keycloak.core.key.Ed25519PublicKey;
import io.aim.keycloak.core.key.TestKeyPair;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PublishedKeyTest {

    private final Ed25519PublicKey key = TestKeyPair.generate().publicKey();

    private static String text(Ed25519PublicKey key) {
        return "v=MCPv1; k=ed25519; p=" + Base64.getEncoder().encodeToString(key.encoded());
    }

    private VerificationFailure failure(String... texts) {
        return catchThrowableOfType(VerificationException.class, () -> PublishedKey.require(List.of(texts), key))
                .failure();
    }

    @Test
    void theTextIsTheOneOfTheRegistry() {
        assertThat(PublishedKey.parse(text(key))).hasValue(key);
        assertThat(PublishedKey.parse(" " + text(key).replace(" ", "") + "; \n"))
                .hasValue(key);
    }

    @Test
    void oneOfSeveralIsEnough() {
        String other = text(TestKeyPair.generate().publicKey());

        assertThatCode(() -> PublishedKey.require(List.of("v=spf1 -all", other, text(key)), key))
                .doesNotThrowAnyException();
        assertThat(failure(other)).isEqualTo(VerificationFailure.KEY_MISMATCH);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "v=spf1 -all",
                "v=MCPv2; k=ed25519; p=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAE=",
                "v=MCPv1; k=ecdsap384; p=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAE=",
                "v=MCPv1; k=ed25519; p=AAAA",
                "v=MCPv1; k=ed25519; p=AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
                "<html>v=MCPv1</html>"
            })
    void anythingElseIsNoKey(String text) {
        assertThat(failure(text)).isEqualTo(VerificationFailure.RECORD_MISSING);
        assertThat(failure()).isEqualTo(VerificationFailure.RECORD_MISSING);
    }
}
