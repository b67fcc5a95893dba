package io.aim.keycloak.e2e.token;

import io.aim.keycloak.testkit.Keycloak;
import io.aim.keycloak.testkit.TestAgent;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Two nodes with caches that know nothing of each other, as after a split of the cluster: the change stamps in the
 * database alone carry the news. Keycloak's own cache of the client stays stale on the other node, so only what the
 * agent's own state decides is looked at.
 */
class StrangerNodesIT extends FreshnessOnTwoNodes {

    StrangerNodesIT(Keycloak shared) {
        super(shared, TwoNodes::strangers, "without a cluster");
    }

    @Test
    void manyAgentsChangeAtOnce() {
        List<TestAgent> agents = new ArrayList<>();
        for (int i = 0; i < ROUNDS; i++) {
            agents.add(warmAgent("crowd-agent-" + i));
        }
        agents.forEach(agent -> nodes().realm().act(agent, "suspend"));
        agents.forEach(agent -> nodes().untilSecondAnswers(agent, "agent_suspended"));
    }
}
