package io.aim.keycloak.core.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.aim.keycloak.core.key.BouncyCastleEd25519Verifier;
import io.aim.keycloak.core.key.TestKeyPair;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class McpChallengeTest {

    private static final McpChallenge CHALLENGE =
            challenge("https://id.example.org/realms/agents", "server-1", "https://mcp.example.org", (byte) 7);

    private final TestKeyPair keys = TestKeyPair.generate();

    private static McpChallenge challenge(String issuer, String serverId, String url, byte seed) {
        byte[] random = new byte[McpChallenge.RANDOM_BYTES];
        random[0] = seed;
        return McpChallenge.of(issuer, serverId, url, random, Instant.EPOCH);
    }

    private ChallengeAnswer answer(McpChallenge signed, String kid) throws VerificationException {
        String signature = Base64.getUrlEncoder().withoutPadding().encodeToString(keys.sign(signed.signedBytes()));
        String json = "{\"signature\":\"%s\",\"kid\":\"%s\",\"more\":{}}".formatted(signature, kid);
        return ChallengeAnswer.parse(json.getBytes(StandardCharsets.UTF_8));
    }

    private VerificationFailure failure(ChallengeAnswer answer) {
        return catchThrowableOfType(
                        VerificationException.class,
                        () -> answer.require(CHALLENGE, keys.publicKey(), new BouncyCastleEd25519Verifier()))
                .failure();
    }

    @Test
    void whatIsSignedNamesItsPurposeAndWhoAsksWhomAboutWhat() {
        assertThat(new String(CHALLENGE.signedBytes(), StandardCharsets.UTF_8)).isEqualTo("""
                        aim-mcp-verify-v1
                        https://id.example.org/realms/agents
                        server-1
                        https://mcp.example.org
                        BwAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA""");
    }

    @Test
    void theSignatureOfTheRegisteredKeyIsTheProof() {
        assertThatCode(() -> answer(CHALLENGE, keys.publicKey().thumbprint())
                        .require(CHALLENGE, keys.publicKey(), new BouncyCastleEd25519Verifier()))
                .doesNotThrowAnyException();
    }

    @Test
    void aSignatureOfAnythingElseIsNone() throws VerificationException {
        String kid = keys.publicKey().thumbprint();
        Map<String, McpChallenge> others = Map.of(
                "another realm",
                challenge("https://evil.example.org/realms/agents", "server-1", CHALLENGE.url(), (byte) 7),
                "another server",
                challenge(CHALLENGE.issuer(), "server-2", CHALLENGE.url(), (byte) 7),
                "another address",
                challenge(CHALLENGE.issuer(), "server-1", "https://other.example.org", (byte) 7),
                "an earlier challenge",
                challenge(CHALLENGE.issuer(), "server-1", CHALLENGE.url(), (byte) 8));
        for (Map.Entry<String, McpChallenge> other : others.entrySet()) {
            assertThat(failure(answer(other.getValue(), kid)))
                    .as(other.getKey())
                    .isEqualTo(VerificationFailure.SIGNATURE_INVALID);
        }
    }

    @Test
    void anotherKeyIsAMismatch() throws VerificationException {
        assertThat(failure(answer(CHALLENGE, TestKeyPair.generate().publicKey().thumbprint())))
                .isEqualTo(VerificationFailure.KEY_MISMATCH);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "\"text\"",
                "<html></html>",
                "{}",
                "{\"signature\":\"AA\"}",
                "{\"signature\":1,\"kid\":\"k\"}",
                "{\"signature\":\"*\",\"kid\":\"k\"}",
                "{\"signature\":\"AA\",\"kid\":\"k\",\"kid\":\"l\"}",
                "{\"signature\":\"AA\",\"kid\":\"k\"} x"
            })
    void anythingElseIsMalformed(String body) {
        assertThat(catchThrowableOfType(
                                VerificationException.class,
                                () -> ChallengeAnswer.parse(body.getBytes(StandardCharsets.UTF_8)))
                        .failure())
                .isEqualTo(VerificationFailure.ANSWER_MALFORMED);
    }

    @ParameterizedTest
    @CsvSource({
        "https://mcp.example.org, , https://mcp.example.org/.well-known/mcp/verify",
        "https://mcp.example.org:8443/a/, , https://mcp.example.org:8443/a/.well-known/mcp/verify",
        "https://mcp.example.org/a?b=c, , https://mcp.example.org/a/.well-known/mcp/verify",
        "https://[2001:db8::1]/a, , https://[2001:db8::1]/a/.well-known/mcp/verify",
        "https://mcp.example.org, https://verify.example.org/v, https://verify.example.org/v"
    })
    void challengesGoBelowTheAddressOrWhereTheServerSays(String url, String verificationUrl, String endpoint) {
        assertThat(McpChallenge.endpoint(url, verificationUrl)).hasToString(endpoint);
    }
}
