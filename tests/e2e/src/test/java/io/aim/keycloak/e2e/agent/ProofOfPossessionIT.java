package io.aim.keycloak.e2e.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aim.keycloak.cli.client.AgentKey;
import io.aim.keycloak.cli.client.Json;
import io.aim.keycloak.cli.client.JsonHttp;
import io.aim.keycloak.cli.client.Reply;
import io.aim.keycloak.testkit.KeycloakTest;
import io.aim.keycloak.testkit.TestAgent;
import io.aim.keycloak.testkit.TestRealm;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Only the holder of the private key proves a key, with a challenge that works once. */
@KeycloakTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProofOfPossessionIT {
    private final AgentRealm agents;

    ProofOfPossessionIT(TestRealm realm) {
        this.agents = AgentRealm.of(realm);
    }

    @Test
    void aSignedChallengeProvesTheKey() {
        TestAgent agent = agents.pending();
        Instant before = Instant.now();

        JsonNode challenge = agent.requestChallenge().expect(201).body();
        JsonNode proof = answer(agent, challenge).expect(200).body();

        assertThat(challenge.path("challenge").asText()).matches("[A-Za-z0-9_-]{43}");
        assertThat(challenge.path("signingInput").asText())
                .contains(agent.id(), agent.key().thumbprint(), agents.realm().issuer());
        assertThat(Instant.parse(challenge.path("expiresAt").asText()))
                .isBetween(before.plus(Duration.ofMinutes(4)), Instant.now().plus(Duration.ofMinutes(6)));
        assertThat(proof.path("thumbprint").asText()).isEqualTo(agent.key().thumbprint());
        JsonNode after = agents.read(agent);
        assertThat(after.path("keys").path(0).path("provenAt").asText())
                .isEqualTo(proof.path("provenAt").asText());
        assertThat(after.path("findings")).isEmpty();
        assertThat(after.path("status").asText()).isEqualTo("pending");
    }

    @Test
    void everyChallengeIsNew() {
        TestAgent agent = agents.pending();

        assertThat(agent.requestChallenge().expect(201).body().path("challenge"))
                .isNotEqualTo(agent.requestChallenge().expect(201).body().path("challenge"));
    }

    @Test
    void aChallengeWorksOnce() {
        TestAgent agent = agents.pending();
        JsonNode challenge = agent.requestChallenge().expect(201).body();
        answer(agent, challenge).expect(200);

        refused(answer(agent, challenge), 400, "challenge_invalid", "challenge");
    }

    @Test
    void aWrongSignatureUsesTheChallengeUp() {
        TestAgent agent = agents.pending();
        JsonNode challenge = agent.requestChallenge().expect(201).body();
        String signature =
                AgentKey.generate().sign(challenge.path("signingInput").asText());

        refused(agent.answer(challenge.path("challenge").asText(), signature), 400, "signature_invalid", "signature");

        refused(answer(agent, challenge), 400, "challenge_invalid", "challenge");
        unproven(agent);
    }

    @Test
    void aSignatureOverTheBareChallengeProvesNothing() {
        TestAgent agent = agents.pending();
        String challenge =
                agent.requestChallenge().expect(201).body().path("challenge").asText();

        refused(agent.answer(challenge, agent.key().sign(challenge)), 400, "signature_invalid", "signature");
        unproven(agent);
    }

    @ParameterizedTest
    @ValueSource(strings = {"AAAA", "not base64!", "====", "A"})
    void aSignatureThatIsNoneProvesNothing(String signature) {
        TestAgent agent = agents.pending();
        String challenge =
                agent.requestChallenge().expect(201).body().path("challenge").asText();

        Reply reply = agent.answer(challenge, signature).expect(400);

        assertThat(reply.body().path("field").asText()).isEqualTo("signature");
        unproven(agent);
    }

    @Test
    void theChallengeOfAnotherAgentProvesNothing() {
        TestAgent one = agents.pending();
        TestAgent other = agents.pending();
        JsonNode challenge = one.requestChallenge().expect(201).body();

        refused(answer(other, challenge), 400, "challenge_invalid", "challenge");

        unproven(other);
        answer(one, challenge).expect(200);
    }

    @Test
    void theKeyOfAnotherAgentIsUnknown() {
        TestAgent agent = agents.pending();
        TestAgent stranger = new TestAgent(
                agents.realm(), agent.id(), agent.name(), agents.pending().key());

        refused(stranger.requestChallenge(), 404, "not_found", null);
        refused(stranger.answer("A".repeat(43), stranger.key().sign("anything")), 404, "not_found", null);
    }

    @Test
    void anUnknownAgentOrKeyIsNotFound() {
        TestAgent agent = agents.pending();
        TestAgent unknownKey = new TestAgent(agents.realm(), agent.id(), agent.name(), AgentKey.generate());
        TestAgent unknownAgent = new TestAgent(agents.realm(), UUID.randomUUID().toString(), agent.name(), agent.key());

        refused(unknownKey.requestChallenge(), 404, "not_found", null);
        refused(unknownAgent.requestChallenge(), 404, "not_found", null);
    }

    @Test
    void aRevokedAgentProvesNothingMore() {
        TestAgent agent = agents.pending();
        JsonNode challenge = agent.requestChallenge().expect(201).body();
        agents.act(agent, "revoke").expect(200);

        refused(agent.requestChallenge(), 404, "not_found", null);
        refused(answer(agent, challenge), 404, "not_found", null);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x",
                "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA/",
                "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA.revoked",
                "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA.revoked",
                "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\n"
            })
    void aMalformedChallengeIsRefused(String challenge) {
        TestAgent agent = agents.pending();

        refused(agent.answer(challenge, agent.key().sign(challenge)), 400, "challenge_invalid", "challenge");
    }

    @Test
    void aChallengeThatNobodyGaveOutIsRefused() {
        TestAgent agent = agents.pending();

        refused(agent.answer("A".repeat(43), agent.key().sign("anything")), 400, "challenge_invalid", "challenge");
    }

    @ParameterizedTest
    @ValueSource(strings = {"thumbprint", "challenge", "signature"})
    void nothingMayBeMissing(String field) {
        TestAgent agent = agents.pending();
        ObjectNode body = Json.object()
                .put("thumbprint", agent.key().thumbprint())
                .put("challenge", "A".repeat(43))
                .put("signature", "AAAA");
        body.remove(field);

        refused(JsonHttp.post(responseUrl(agent), body), 400, "required", field);
    }

    @Test
    void aBodyThatIsTooLargeOrNoJsonIsRefused() {
        TestAgent agent = agents.pending();
        ObjectNode large = Json.object()
                .put("thumbprint", agent.key().thumbprint())
                .put("challenge", "A".repeat(43))
                .put("signature", "A".repeat(128 * 1024));
        Map<String, String> json = Map.of("Content-Type", "application/json");

        refused(JsonHttp.post(responseUrl(agent), large), 413, "too_large", null);
        refused(JsonHttp.send("POST", responseUrl(agent), json, new byte[] {'['}), 400, "invalid_json", null);
    }

    private static Reply answer(TestAgent agent, JsonNode challenge) {
        return agent.answer(
                challenge.path("challenge").asText(),
                agent.key().sign(challenge.path("signingInput").asText()));
    }

    private String responseUrl(TestAgent agent) {
        return agents.realm().runtimeUrl("/agents/" + agent.id() + "/challenge/response");
    }

    private void unproven(TestAgent agent) {
        assertThat(agents.read(agent).path("keys").path(0).has("provenAt")).isFalse();
    }

    private static void refused(Reply reply, int status, String code, String field) {
        reply.expect(status);
        assertThat(reply.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
        assertThat(reply.body().path("code").asText()).isEqualTo(code);
        assertThat(reply.body().path("status").asInt()).isEqualTo(status);
        assertThat(reply.body().path("title").asText()).isNotBlank();
        if (field != null) {
            assertThat(reply.body().path("field").asText()).isEqualTo(field);
        }
    }
}
