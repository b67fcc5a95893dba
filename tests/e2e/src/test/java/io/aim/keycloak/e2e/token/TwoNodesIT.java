package io.aim.keycloak.e2e.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.aim.keycloak.cli.client.Reply;
import io.aim.keycloak.testkit.Keycloak;
import io.aim.keycloak.testkit.TestAgent;
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
