package io.aim.keycloak.e2e.token;

import io.aim.keycloak.cli.client.AdminClient;
import io.aim.keycloak.cli.client.Json;
import io.aim.keycloak.testkit.Eventually;
import io.aim.keycloak.testkit.TestAgent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What is decided about an agent on one node reaches the other within a second, whatever connects the two. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class FreshnessOnTwoNodes {
    static final int ROUNDS = 10;
    private static final String ACCEPTED = "";

    /** Two nodes of the kind that is tested. */
    @FunctionalInterface
    interface Kind {
        TwoNodes start() throws IOException, InterruptedException;
    }

    private final Kind kind;
    private final String where;
    private TwoNodes nodes;

    FreshnessOnTwoNodes(Kind kind, String where) {
        this.kind = kind;
        this.where = where;
    }

    @BeforeAll
    void start() throws IOException, InterruptedException {
        nodes = kind.start();
    }

    @AfterAll
    void stop() throws IOException {
        if (nodes != null) {
            nodes.close();
        }
    }

    TwoNodes nodes() {
        return nodes;
    }

    /** An agent that both nodes have in memory. */
    TestAgent warmAgent(String name) {
        TestAgent agent = nodes.realm().agent(name);
        nodes.requestToken(agent, nodes.first()).expect(200);
        nodes.requestToken(agent, nodes.second()).expect(200);
        return agent;
    }

    @Test
    void suspensionAndReactivationReachTheOtherNodeWithinASecond() {
        TestAgent agent = warmAgent("switched-agent");
        List<Duration> suspensions = new ArrayList<>();
        List<Duration> reactivations = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            nodes.realm().act(agent, "suspend");
            suspensions.add(nodes.untilSecondAnswers(agent, "agent_suspended"));
            nodes.realm().act(agent, "reactivate");
            reactivations.add(nodes.untilSecondAnswers(agent, ACCEPTED));
        }
        TwoNodes.report("suspension to refusal " + where, suspensions);
        TwoNodes.report("reactivation to acceptance " + where, reactivations);
    }

    @Test
    void revocationReachesTheOtherNodeWithinASecond() {
        TestAgent agent = warmAgent("revoked-agent");
        nodes.realm().act(agent, "revoke");
        nodes.untilSecondAnswers(agent, "agent_revoked");
    }

    @Test
    void aRevokedGrantIsInNoTokenOfTheOtherNodeAfterASecond() {
        TestAgent agent = warmAgent("agent-with-a-grant");
        AdminClient admin = nodes.realm().realm().admin();
        String id = admin.post(agent.adminPath("/capabilities"), Map.of("capability", "db:read"))
                .expect(201)
                .body()
                .path("id")
                .asText();
        Eventually.within(Duration.ofSeconds(1), "the other node grants it", () -> secondSays(agent, "db:read"));

        admin.delete(agent.adminPath("/capabilities/" + id)).expect(204);

        Eventually.within(Duration.ofSeconds(1), "the other node forgets it", () -> !secondSays(agent, "db:read"));
    }

    private boolean secondSays(TestAgent agent, String capability) {
        String token = nodes.requestToken(agent, nodes.second())
                .expect(200)
                .body()
                .path("access_token")
                .asText();
        String claims = new String(Base64.getUrlDecoder().decode(token.split("\\.", 3)[1]), StandardCharsets.UTF_8);
        return Json.parse(claims).path("capabilities").valueStream().anyMatch(each -> capability.equals(each.asText()));
    }

    @Test
    void deletionReachesTheOtherNodeWithinASecond() {
        TestAgent agent = warmAgent("deleted-agent");
        nodes.realm().realm().admin().delete(agent.adminPath("")).expect(204);
        nodes.untilSecondAnswers(agent, "Invalid client or Invalid client credentials");
    }
}
