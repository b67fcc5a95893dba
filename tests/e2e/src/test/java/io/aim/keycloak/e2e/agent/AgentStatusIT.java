package io.aim.keycloak.e2e.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.aim.keycloak.cli.client.Json;
import io.aim.keycloak.cli.client.Reply;
import io.aim.keycloak.testkit.KeycloakTest;
import io.aim.keycloak.testkit.TestAgent;
import io.aim.keycloak.testkit.TestRealm;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The status machine of an agent: pending, verified, suspended and back, revoked for good. */
@KeycloakTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AgentStatusIT {
    private final AgentRealm agents;

    AgentStatusIT(TestRealm realm) {
        this.agents = AgentRealm.of(realm);
    }

    @Test
    void aPendingAgentGetsNoToken() {
        refusesToken(agents.pending(), "agent_pending");
        refusesToken(agents.proven(), "agent_pending");
    }

    @Test
    void nobodyIsVerifiedWithoutProof() {
        TestAgent agent = agents.pending();

        Reply reply = agents.act(agent, "verify").expect(409);

        assertThat(reply.body().path("error").asText()).isEqualTo("key_not_proven");
        assertThat(agents.setStatus(agent, "verified")
                        .expect(409)
                        .body()
                        .path("error")
                        .asText())
                .isEqualTo("key_not_proven");
        assertThat(agents.status(agent)).isEqualTo("pending");
        assertThat(agents.client(agent.name()).path("enabled").asBoolean(true)).isFalse();
    }

    @Test
    void aVerifiedAgentGetsTokens() {
        TestAgent agent = agents.proven();

        JsonNode verified = agents.act(agent, "verify").expect(200).body();

        assertThat(verified.path("status").asText()).isEqualTo("verified");
        assertThat(verified.path("verifiedAt").asText())
                .isEqualTo(verified.path("statusChangedAt").asText());
        assertThat(verified.path("findings")).isEmpty();
        assertThat(agents.client(agent.name()).path("enabled").asBoolean()).isTrue();
        agent.requestToken().expect(200);
    }

    @Test
    void aSuspendedAgentGetsNoneUntilItIsReactivated() {
        TestAgent agent = agents.verified();
        String verifiedAt = agents.read(agent).path("verifiedAt").asText();

        assertThat(agents.act(agent, "suspend")
                        .expect(200)
                        .body()
                        .path("status")
                        .asText())
                .isEqualTo("suspended");
        refusesToken(agent, "agent_suspended");
        assertThat(agents.client(agent.name()).path("enabled").asBoolean(true)).isFalse();

        JsonNode back = agents.act(agent, "reactivate").expect(200).body();
        assertThat(back.path("status").asText()).isEqualTo("verified");
        assertThat(back.path("verifiedAt").asText()).isEqualTo(verifiedAt);
        agent.requestToken().expect(200);
    }

    @Test
    void theStatusEndpointDoesTheSame() {
        TestAgent agent = agents.proven();

        agents.setStatus(agent, "verified").expect(200);
        agent.requestToken().expect(200);
        agents.setStatus(agent, "suspended").expect(200);
        refusesToken(agent, "agent_suspended");
        agents.setStatus(agent, "verified").expect(200);
        agent.requestToken().expect(200);
        agents.setStatus(agent, "revoked").expect(200);
        refusesToken(agent, "agent_revoked");
    }

    @ParameterizedTest
    @ValueSource(strings = {"pending", "verified", "suspended"})
    void everyAgentCanBeRevoked(String from) {
        TestAgent agent = in(from);

        assertThat(agents.act(agent, "revoke").expect(200).body().path("status").asText())
                .isEqualTo("revoked");
        refusesToken(agent, "agent_revoked");
    }

    @ParameterizedTest
    @CsvSource({
        "pending, suspend",
        "pending, reactivate",
        "verified, verify",
        "verified, reactivate",
        "suspended, suspend",
        "suspended, verify",
        "revoked, verify",
        "revoked, suspend",
        "revoked, reactivate",
        "revoked, revoke"
    })
    void refusesTheAction(String from, String action) {
        refusesTheTransition(in(from), agent -> agents.act(agent, action));
    }

    @ParameterizedTest
    @CsvSource({
        "pending, pending",
        "pending, suspended",
        "verified, pending",
        "verified, verified",
        "suspended, pending",
        "suspended, suspended",
        "revoked, pending",
        "revoked, verified",
        "revoked, suspended",
        "revoked, revoked"
    })
    void refusesTheStatus(String from, String to) {
        refusesTheTransition(in(from), agent -> agents.setStatus(agent, to));
    }

    private void refusesTheTransition(TestAgent agent, Function<TestAgent, Reply> attempt) {
        JsonNode before = agents.read(agent);

        Reply reply = attempt.apply(agent).expect(409);

        assertThat(reply.body().path("error").asText()).isEqualTo("illegal_transition");
        assertThat(agents.read(agent)).isEqualTo(before);
    }

    private TestAgent in(String status) {
        return switch (status) {
            case "pending" -> agents.proven();
            case "verified" -> agents.verified();
            case "suspended" -> agents.suspended();
            default -> agents.revoked();
        };
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"status\":\"retired\"} | status | invalid_status",
                "{\"status\":\"SUSPENDED\"} | status | invalid_status",
                "{\"status\":true} | status | invalid_type",
                "{\"status\":null} | status | required",
                "{} | status | required",
                "{\"status\":\"suspended\",\"why\":\"x\"} | why | unknown_field",
                "{\"status\":\"suspended\",\"reason\":7} | reason | invalid_type",
                "{\"status\":\"suspended\" | '' | invalid_json"
            })
    void refusesABrokenStatus(String body, String field, String code) {
        TestAgent agent = agents.verified();

        JsonNode error = agents.realm()
                .admin()
                .send("PUT", agent.adminPath("/status"), body.getBytes(StandardCharsets.UTF_8))
                .expect(400)
                .body();

        assertThat(error.path("error").asText()).isEqualTo(code);
        assertThat(error.path("field").asText()).isEqualTo(field);
        assertThat(agents.status(agent)).isEqualTo("verified");
    }

    @ParameterizedTest
    @ValueSource(strings = {"suspend", "reactivate", "revoke"})
    void keepsTheReasonOfTheLastChange(String action) {
        TestAgent agent = "reactivate".equals(action) ? agents.verified() : agents.suspended();
        if ("reactivate".equals(action)) {
            agents.act(agent, "suspend", "it wrote to production").expect(200);
        } else {
            agents.act(agent, "reactivate", "false alarm").expect(200);
        }

        agents.act(agent, action, "  because of " + action + " ").expect(200);

        assertThat(agents.read(agent).path("statusReason").asText()).isEqualTo("because of " + action);
    }

    @Test
    void aChangeWithoutReasonForgetsTheOldOne() {
        TestAgent agent = agents.verified();
        agents.act(agent, "suspend", "it wrote to production").expect(200);
        agents.act(agent, "reactivate", "mended").expect(200);

        agents.act(agent, "suspend").expect(200);

        assertThat(agents.read(agent).has("statusReason")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"suspend", "revoke"})
    void measuresTheReason(String action) {
        TestAgent agent = agents.verified();

        JsonNode error = agents.act(agent, action, "x".repeat(1001)).expect(400).body();

        assertThat(error.path("error").asText()).isEqualTo("too_long");
        assertThat(error.path("field").asText()).isEqualTo("reason");
        assertThat(agents.status(agent)).isEqualTo("verified");
        agents.act(agent, action, "x".repeat(1000)).expect(200);
        assertThat(agents.read(agent).path("statusReason").asText()).hasSize(1000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"suspend", "reactivate", "revoke"})
    void refusesAMisspeltReason(String action) {
        TestAgent agent = "reactivate".equals(action) ? agents.suspended() : agents.verified();
        String before = agents.status(agent);

        JsonNode error = agents.realm()
                .admin()
                .post(agent.adminPath("/" + action), Json.object().put("reasson", "x"))
                .expect(400)
                .body();

        assertThat(error.path("error").asText()).isEqualTo("unknown_field");
        assertThat(agents.status(agent)).isEqualTo(before);
    }

    @RepeatedTest(5)
    void suspendAndRevokeAtTheSameMomentEndInRevoked() throws Exception {
        TestAgent agent = agents.verified();
        agents.realm().admin().token();
        CyclicBarrier start = new CyclicBarrier(2);
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            Future<Integer> suspend = threads.submit(together(start, agent, "suspend"));
            Future<Integer> revoke = threads.submit(together(start, agent, "revoke"));

            assertThat(revoke.get()).isEqualTo(200);
            assertThat(suspend.get()).isIn(200, 409);
        } finally {
            threads.shutdownNow();
        }
        assertThat(agents.status(agent)).isEqualTo("revoked");
        assertThat(agents.client(agent.name()).path("enabled").asBoolean(true)).isFalse();
        refusesToken(agent, "agent_revoked");
    }

    private Callable<Integer> together(CyclicBarrier start, TestAgent agent, String action) {
        return () -> {
            start.await();
            return agents.act(agent, action).status();
        };
    }

    private static void refusesToken(TestAgent agent, String reason) {
        Reply reply = agent.requestToken().expect(401);
        assertThat(reply.body().path("error").asText()).isEqualTo("invalid_client");
        assertThat(reply.body().path("error_description").asText()).startsWith(reason + ":");
    }
}
