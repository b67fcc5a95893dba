package io.aim.keycloak.e2e.token;

import io.aim.keycloak.testkit.TestAgent;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Two nodes with caches that know nothing of each other, as after a split of the cluster: the change stamps in the
 * database alone carry the news. Keycloak's own cache of the client stays stale on the other node, so only what the
 * agent's own state decides is looked at.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StrangerNodesIT {
    private static final int ROUNDS = 10;
    private static final String ACCEPTED = "";

    private TwoNodes nodes;

    @BeforeAll
    void start() throws IOException, InterruptedException {
        nodes = TwoNodes.strangers();
    }

    @AfterAll
    void stop() throws IOException {
        if (nodes != null) {
            nodes.close();
        }
    }

    private TestAgent warmAgent(String name) {
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
        TwoNodes.report("suspension to refusal without a cluster", suspensions);
        TwoNodes.report("reactivation to acceptance without a cluster", reactivations);
    }

    @Test
    void revocationReachesTheOtherNodeWithinASecond() {
        TestAgent agent = warmAgent("revoked-agent");
        nodes.realm().act(agent, "revoke");
        nodes.untilSecondAnswers(agent, "agent_revoked");
    }

    @Test
    void deletionReachesTheOtherNodeWithinASecond() {
        TestAgent agent = warmAgent("deleted-agent");
        nodes.realm().realm().admin().delete(agent.adminPath("")).expect(204);
        nodes.untilSecondAnswers(agent, "Invalid client or Invalid client credentials");
    }

    @Test
    void manyAgentsChangeAtOnce() {
        List<TestAgent> agents = new ArrayList<>();
        for (int i = 0; i < ROUNDS; i++) {
            agents.add(warmAgent("crowd-agent-" + i));
        }
        agents.forEach(agent -> nodes.realm().act(agent, "suspend"));
        agents.forEach(agent -> nodes.untilSecondAnswers(agent, "agent_suspended"));
    }
}
