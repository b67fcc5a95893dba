package io.aim.keycloak.e2e.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.aim.keycloak.cli.client.Reply;
import io.aim.keycloak.testkit.TestAgent;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What is decided on one node of a cluster holds on the other within a second, and on the same node at once. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TwoNodesIT {
    private static final int ROUNDS = 10;
    private static final String ACCEPTED = "";

    private TwoNodes nodes;

    @BeforeAll
    void start() throws IOException, InterruptedException {
        nodes = TwoNodes.clustered("http://cluster.example");
    }

    @AfterAll
    void stop() throws IOException {
        if (nodes != null) {
            nodes.close();
        }
    }

    /** An agent that both nodes have in memory. */
    private TestAgent warmAgent(String name) {
        TestAgent agent = nodes.realm().agent(name);
        nodes.requestToken(agent, nodes.first()).expect(200);
        nodes.requestToken(agent, nodes.second()).expect(200);
        return agent;
    }

    private void assertReason(Reply reply, String reason) {
        assertThat(TwoNodes.reason(reply)).as(reply.summary()).isEqualTo(reason);
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
        TwoNodes.report("suspension to refusal on the other node", suspensions);
        TwoNodes.report("reactivation to acceptance on the other node", reactivations);
    }

    @Test
    void suspensionAndReactivationHoldAtOnceWhereTheyWereDecided() {
        TestAgent agent = warmAgent("locally-switched-agent");
        for (int round = 0; round < ROUNDS; round++) {
            nodes.realm().act(agent, "suspend");
            assertReason(nodes.requestToken(agent, nodes.first()), "agent_suspended");
            nodes.realm().act(agent, "reactivate");
            nodes.requestToken(agent, nodes.first()).expect(200);
        }
    }

    @Test
    void theOtherNodeStaysWithTheRefusalOnceItKnows() {
        TestAgent agent = warmAgent("firmly-suspended-agent");
        nodes.realm().act(agent, "suspend");
        nodes.untilSecondAnswers(agent, "agent_suspended");
        for (int round = 0; round < ROUNDS; round++) {
            assertReason(nodes.requestToken(agent, nodes.second()), "agent_suspended");
        }
    }

    @Test
    void revocationReachesTheOtherNode() {
        TestAgent agent = warmAgent("revoked-agent");
        nodes.realm().act(agent, "revoke");
        nodes.untilSecondAnswers(agent, "agent_revoked");
    }

    @Test
    void deletionReachesTheOtherNode() {
        TestAgent agent = warmAgent("deleted-agent");
        nodes.realm().realm().admin().delete(agent.adminPath("")).expect(204);
        nodes.untilSecondAnswers(agent, "Invalid client or Invalid client credentials");
        assertReason(nodes.requestToken(agent, nodes.first()), "Invalid client or Invalid client credentials");
    }

    @Test
    void anAssertionThatOneNodeTookIsReplayedOnTheOther() {
        TestAgent agent = warmAgent("replayed-agent");
        String assertion = nodes.assertion(agent, nodes.first());
        nodes.send(assertion, nodes.first()).expect(200);
        assertReason(nodes.send(assertion, nodes.second()), "assertion_replayed");
        String another = nodes.assertion(agent, nodes.second());
        nodes.send(another, nodes.second()).expect(200);
        assertReason(nodes.send(another, nodes.first()), "assertion_replayed");
    }

    @Test
    void anAgentRegisteredOnOneNodeLogsInOnTheOtherAtOnce() {
        TestAgent agent = nodes.realm().agent("new-agent");
        nodes.requestToken(agent, nodes.second()).expect(200);
    }
}
