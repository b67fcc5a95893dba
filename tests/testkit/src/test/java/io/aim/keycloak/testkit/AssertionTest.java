package io.aim.keycloak.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.aim.keycloak.cli.client.AgentKey;
import io.aim.keycloak.cli.client.Jws;
import java.nio.charset.StandardCharsets;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

class AssertionTest {
    private final AgentKey key = AgentKey.generate();

    @Test
    void isCorrectUntilChanged() throws Exception {
        String compact = Assertion.of("bot", key, "http://issuer").sign();

        assertThat(Jws.header(compact).path("kid").asText()).isEqualTo(key.thumbprint());
        assertThat(Jws.claims(compact).path("aud").asText()).isEqualTo("http://issuer");
        assertThat(verifies(compact, key)).isTrue();
    }

    @Test
    void everyPartCanBeForged() throws Exception {
        Instant past = Instant.ofEpochSecond(1000);
        String compact = Assertion.of("bot", key, "http://issuer")
                .header("alg", "none")
                .withoutHeader("kid")
                .claim("aud", List.of("a", "b"))
                .withoutClaim("jti")
                .issuedAt(past, Duration.ofSeconds(5))
                .sign();

        assertThat(Jws.header(compact)).hasToString("{\"alg\":\"none\"}");
        assertThat(Jws.claims(compact))
                .hasToString("{\"iss\":\"bot\",\"sub\":\"bot\",\"aud\":[\"a\",\"b\"],\"iat\":1000,\"exp\":1005}");
    }

    @Test
    void theSignatureCanBeBroken() throws Exception {
        AgentKey other = AgentKey.generate();

        String foreign = Assertion.of("bot", key, "x").signedBy(other).sign();
        assertThat(verifies(foreign, key)).isFalse();
        assertThat(verifies(foreign, other)).isTrue();
        assertThat(Assertion.of("bot", key, "x").signature(s -> new byte[0]).sign())
                .endsWith(".");
        assertThat(Assertion.of("bot", key, "x")
                        .rawHeader("no json")
                        .compact(t -> t + ".x")
                        .sign())
                .startsWith(Jws.encode("no json".getBytes(StandardCharsets.UTF_8)))
                .endsWith(".x");
    }

    private static boolean verifies(String compact, AgentKey key) throws Exception {
        int dot = compact.lastIndexOf('.');
        Signature signature = Signature.getInstance("Ed25519");
        signature.initVerify(key.publicKey());
        signature.update(compact.substring(0, dot).getBytes(StandardCharsets.UTF_8));
        return signature.verify(Base64.getUrlDecoder().decode(compact.substring(dot + 1)));
    }
}
