package io.aim.keycloak.e2e.decision;

import static io.aim.keycloak.e2e.decision.DecisionRealm.action;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aim.keycloak.cli.client.AdminClient;
import io.aim.keycloak.cli.client.Json;
import io.aim.keycloak.cli.client.JsonHttp;
import io.aim.keycloak.cli.client.Reply;
import io.aim.keycloak.testkit.Eventually;
import io.aim.keycloak.testkit.Keycloak;
import io.aim.keycloak.testkit.KeycloakTest;
import io.aim.keycloak.testkit.Nodes;
import io.aim.keycloak.testkit.TestAgent;
import io.aim.keycloak.testkit.TestRealm;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Decisions on two nodes that share nothing but the database. */
@KeycloakTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DecisionNodesIT {
    private static final int DECISIONS = 200;
    private static final int CALLS_PER_HOUR = 50;

    /** What the product promises for every node. */
    private static final Duration FRESHNESS = Duration.ofSeconds(1);

    private final TestRealm realm;
    private final DecisionRealm decisions;
    private final TestRealm.User otherDecider;
    private Keycloak second;
    private AdminClient deciderOnSecond;

    DecisionNodesIT(TestRealm realm) {
        this.realm = realm;
        this.decisions = DecisionRealm.of(realm);
        this.otherDecider = realm.createUser("other-decider", "aim-manage", "manage-clients", "view-clients");
    }

    /** The nodes do not tell each other of changes of the realm: it is complete before the second one reads it. */
    @BeforeAll
    void startSecondNode() throws IOException, InterruptedException {
        second = Nodes.single(realm.keycloak().database());
        deciderOnSecond = second.adminOf(realm.name(), otherDecider.username(), otherDecider.password());
    }

    @AfterAll
    void stopSecondNode() {
        if (second != null) {
            second.close();
        }
    }

    /** As the resource server, which asks that node. */
    private Reply ask(Keycloak node, TestAgent agent, ObjectNode body) {
        return JsonHttp.send(
                "POST",
                node.baseUrl() + "/realms/" + realm.name() + "/aim/v1/agents/" + agent.id() + "/verify-action",
                Map.of("Authorization", "Bearer " + decisions.gateway(), "Content-Type", "application/json"),
                Json.bytes(body));
    }

    @Test
    void everyDecisionIsRecordedOnceAndALimitHoldsForBothNodesTogether() throws InterruptedException {
        TestAgent agent = decisions.agent();
        ObjectNode grant = Json.object().put("capability", "db:query");
        grant.putObject("conditions").put("maxCallsPerHour", CALLS_PER_HOUR);
        decisions.grant(agent, grant);

        List<Reply> replies = AtOnce.all(IntStream.range(0, DECISIONS)
                .mapToObj(i ->
                        (Callable<Reply>) () -> ask(i % 2 == 0 ? realm.keycloak() : second, agent, action("db:query")))
                .toList());

        assertThat(replies)
                .allSatisfy(
                        reply -> assertThat(reply.status()).as(reply.summary()).isEqualTo(200));
        assertThat(replies.stream().filter(reply -> reply.body().path("allowed").asBoolean()))
                .hasSize(CALLS_PER_HOUR);
        assertThat(decisions.rows("AIM_DECISION", "AGENT_ID = ?", agent.id())).isEqualTo(DECISIONS);
        assertThat(decisions.rows(
                        "AIM_AUDIT_EVENT",
                        "TARGET_ID = ? and ACTION in ('decision.allowed', 'decision.denied')",
                        agent.id()))
                .isEqualTo(DECISIONS);
        assertThat(decisions.rows("AIM_VIOLATION", "AGENT_ID = ?", agent.id())).isEqualTo(DECISIONS - CALLS_PER_HOUR);
        assertThat(decisions.rows("AIM_AUDIT_EVENT", "TARGET_ID = ? and ACTION = 'violation.recorded'", agent.id()))
                .isEqualTo(DECISIONS - CALLS_PER_HOUR);
    }

    @Test
    void aPolicyOfOneNodeIsInEffectOnTheOtherWithinASecond() {
        TestAgent agent = decisions.agent("db:query");
        assertThat(reasonOnSecond(agent)).isEqualTo("granted");
        ObjectNode policy = Json.object()
                .put("name", "Nothing more of " + agent.name())
                .put("type", "unusual_activity")
                .put("enforcement", "block_and_alert")
                .put("priority", 900);
        policy.putObject("scope").put("kind", "agent").put("agentId", agent.id());
        policy.putObject("parameters").put("actionsPerHour", 1);

        String id = realm.admin()
                .post(realm.aimPath("/policies"), policy)
                .expect(201)
                .body()
                .path("id")
                .asText();
        Duration added = Eventually.within(
                FRESHNESS, "the policy denies", () -> "unusual_activity".equals(reasonOnSecond(agent)));

        realm.admin().delete(realm.aimPath("/policies/" + id)).expect(204);
        Duration removed =
                Eventually.within(FRESHNESS, "the policy is gone", () -> "granted".equals(reasonOnSecond(agent)));

        assertThat(added).isLessThan(FRESHNESS);
        assertThat(removed).isLessThan(FRESHNESS);
    }

    private String reasonOnSecond(TestAgent agent) {
        return ask(second, agent, action("db:query"))
                .expect(200)
                .body()
                .path("reason")
                .asText();
    }

    @RepeatedTest(10)
    void ofTwoPeopleWhoDecideOnTwoNodesOneWins() throws InterruptedException {
        TestAgent agent = decisions.agent("system:admin");
        String id = decisions.pending(agent);
        ObjectNode reason = Json.object().put("reason", "not today");

        List<Reply> replies = AtOnce.all(List.of(
                () -> decisions.decide(decisions.decider(), id, "approve", Json.object()),
                () -> decisions.decide(deciderOnSecond, id, "reject", reason)));

        assertThat(replies).extracting(Reply::status).containsExactlyInAnyOrder(200, 409);
        boolean approved = replies.get(0).status() == 200;
        assertThat(DecisionRealm.code(replies.get(approved ? 1 : 0))).isEqualTo("decision_made");
        String verdict = approved ? "approved" : "rejected";
        assertThat(decisions.decision(id).path("status").asText()).isEqualTo(verdict);
        assertThat(decisions.events(id)).containsExactlyInAnyOrder("decision.pending", "decision." + verdict);
    }
}
