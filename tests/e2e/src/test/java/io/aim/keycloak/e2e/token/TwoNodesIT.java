package io.aim.keycloak.e2e.token;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.aim.keycloak.cli.client.Json;
import io.aim.keycloak.cli.client.JsonHttp;
import io.aim.keycloak.cli.client.Reply;
import io.aim.keycloak.e2e.SimpleClient;
import io.aim.keycloak.testkit.Keycloak;
import io.aim.keycloak.testkit.TestAgent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** What is decided on one node of a cluster holds on the other within a second, and on the same node at once. */
class TwoNodesIT extends FreshnessOnTwoNodes {

    TwoNodesIT(Keycloak shared) {
        super(shared, database -> TwoNodes.clustered(database, "http://cluster.example"), "on the other node");
    }

    private void assertReason(Reply reply, String reason) {
        assertThat(TwoNodes.reason(reply)).as(reply.summary()).isEqualTo(reason);
    }

    @Test
    void suspensionAndReactivationHoldAtOnceWhereTheyWereDecided() {
        switchAgents(
                "locally-switched-agent",
                agent -> assertReason(nodes().requestToken(agent, nodes().first()), "agent_suspended"),
                agent -> nodes().requestToken(agent, nodes().first()).expect(200));
    }

    @Test
    void noTokenIsIssuedFromTheTimeOfTheReceiptOnAndThoseBeforeAreOfNoUseOnEitherNode() throws Exception {
        TestAgent agent = warmAgent("agent-under-load");
        SimpleClient resourceServer = SimpleClient.create(nodes().realm().realm(), "resource-server");
        AtomicBoolean stop = new AtomicBoolean();
        ExecutorService clients = Executors.newFixedThreadPool(2);
        try {
            List<Future<List<String>>> running = List.of(
                    clients.submit(() -> tokensUntil(stop, agent, nodes().first())),
                    clients.submit(() -> tokensUntil(stop, agent, nodes().second())));
            nodes().requestToken(agent, nodes().second()).expect(200);
            JsonNode receipt = nodes().realm()
                    .realm()
                    .admin()
                    .post(agent.adminPath("/suspend"))
                    .expect(200)
                    .body()
                    .path("receipt");
            nodes().untilSecondAnswers(agent, "agent_suspended");
            stop.set(true);

            Instant receiptTime = Instant.parse(receipt.path("notBefore").asText());
            for (Future<List<String>> client : running) {
                List<String> tokens = client.get();
                assertThat(tokens).isNotEmpty();
                assertThat(tokens)
                        .allSatisfy(token -> assertThat(issuedAt(token)).isBefore(receiptTime));
                assertNoneIsActive(resourceServer, tokens, nodes().first());
                assertNoneIsActive(resourceServer, tokens, nodes().second());
            }
        } finally {
            stop.set(true);
            clients.shutdownNow();
        }
    }

    private List<String> tokensUntil(AtomicBoolean stop, TestAgent agent, Keycloak node) {
        List<String> tokens = new ArrayList<>();
        while (!stop.get()) {
            Reply reply = nodes().requestToken(agent, node);
            if (reply.status() == 200) {
                tokens.add(reply.body().path("access_token").asText());
            }
        }
        return tokens;
    }

    private static Instant issuedAt(String token) {
        byte[] claims = Base64.getUrlDecoder().decode(token.split("\\.", 3)[1]);
        return Instant.ofEpochSecond(Json.parse(new String(claims, StandardCharsets.UTF_8))
                .path("iat")
                .asLong());
    }

    private void assertNoneIsActive(SimpleClient resourceServer, List<String> tokens, Keycloak node) {
        String endpoint = node.tokenEndpoint(nodes().realm().realm().name()) + "/introspect";
        assertThat(tokens)
                .allSatisfy(token -> assertThat(JsonHttp.form(
                                        endpoint,
                                        Map.of(
                                                "token", token,
                                                "client_id", resourceServer.clientId(),
                                                "client_secret", resourceServer.secret()),
                                        Map.of())
                                .expect(200)
                                .body()
                                .path("active")
                                .asBoolean(true))
                        .isFalse());
    }

    @Test
    void theOtherNodeStaysWithTheRefusalOnceItKnows() {
        TestAgent agent = warmAgent("firmly-suspended-agent");
        nodes().realm().act(agent, "suspend");
        nodes().untilSecondAnswers(agent, "agent_suspended");
        for (int round = 0; round < ROUNDS; round++) {
            assertReason(nodes().requestToken(agent, nodes().second()), "agent_suspended");
        }
    }

    @Test
    void deletionHoldsAtOnceWhereItWasDecided() {
        TestAgent agent = warmAgent("locally-deleted-agent");
        nodes().realm().realm().admin().delete(agent.adminPath("")).expect(204);
        assertReason(nodes().requestToken(agent, nodes().first()), "Invalid client or Invalid client credentials");
    }

    @Test
    void anAssertionThatOneNodeTookIsReplayedOnTheOther() {
        TestAgent agent = warmAgent("replayed-agent");
        String assertion = nodes().assertion(agent, nodes().first());
        nodes().send(assertion, nodes().first()).expect(200);
        assertReason(nodes().send(assertion, nodes().second()), "assertion_replayed");
        String another = nodes().assertion(agent, nodes().second());
        nodes().send(another, nodes().second()).expect(200);
        assertReason(nodes().send(another, nodes().first()), "assertion_replayed");
    }

    @Test
    void anAgentRegisteredOnOneNodeLogsInOnTheOtherAtOnce() {
        TestAgent agent = nodes().realm().agent("new-agent");
        nodes().requestToken(agent, nodes().second()).expect(200);
    }
}
