package io.aim.keycloak.e2e.token;

import io.aim.keycloak.testkit.Keycloak;
import io.aim.keycloak.testkit.KeycloakTest;
import io.aim.keycloak.testkit.Postgres;
import io.aim.keycloak.testkit.TestAgent;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What is decided about an agent on one node reaches the other within a second, whatever connects the two. */
@KeycloakTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class FreshnessOnTwoNodes {
    static final int ROUNDS = 10;
    /** A reactivation waits until two seconds have passed since the suspension: those of several agents pass together. */
    private static final int AGENTS = 5;

    private static final String ACCEPTED = "";

    /** Two nodes of the kind that is tested. */
    @FunctionalInterface
    interface Kind {
        TwoNodes start(Postgres database) throws IOException, InterruptedException;
    }

    private final Postgres postgres;
    private final Kind kind;
    private final String where;
    private TwoNodes nodes;

    FreshnessOnTwoNodes(Keycloak shared, Kind kind, String where) {
        this.postgres = shared.database();
        this.kind = kind;
        this.where = where;
    }

    @BeforeAll
    void start() throws IOException, InterruptedException, SQLException {
        nodes = kind.start(postgres.newDatabase());
    }

    @AfterAll
    void stop() {
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

    /** Suspends and reactivates agents, ten times in all and each of them more than once, and looks after each change. */
    void switchAgents(String name, Consumer<TestAgent> afterSuspension, Consumer<TestAgent> afterReactivation) {
        List<TestAgent> agents = IntStream.range(0, AGENTS)
                .mapToObj(i -> warmAgent(name + "-" + i))
                .toList();
        for (int round = 0; round < ROUNDS / AGENTS; round++) {
            for (TestAgent agent : agents) {
                nodes.realm().act(agent, "suspend");
                afterSuspension.accept(agent);
            }
            for (TestAgent agent : agents) {
                nodes.realm().act(agent, "reactivate");
                afterReactivation.accept(agent);
            }
        }
    }

    @Test
    void suspensionAndReactivationReachTheOtherNodeWithinASecond() {
        List<Duration> suspensions = new ArrayList<>();
        List<Duration> reactivations = new ArrayList<>();
        switchAgents(
                "switched-agent",
                agent -> suspensions.add(nodes.untilSecondAnswers(agent, "agent_suspended")),
                agent -> reactivations.add(nodes.untilSecondAnswers(agent, ACCEPTED)));
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
    void deletionReachesTheOtherNodeWithinASecond() {
        TestAgent agent = warmAgent("deleted-agent");
        nodes.realm().realm().admin().delete(agent.adminPath("")).expect(204);
        nodes.untilSecondAnswers(agent, "Invalid client or Invalid client credentials");
    }
}
