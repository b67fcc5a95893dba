package io.aim.keycloak.e2e.decision;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.aim.keycloak.cli.client.Json;
import io.aim.keycloak.cli.client.JsonHttp;
import io.aim.keycloak.cli.client.Reply;
import io.aim.keycloak.testkit.Eventually;
import io.aim.keycloak.testkit.KeycloakTest;
import io.aim.keycloak.testkit.TestAgent;
import io.aim.keycloak.testkit.TestRealm;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What agents attempted beyond what they may do. */
@KeycloakTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ViolationIT {

    private final DecisionRealm decisions;
    private final TestRealm realm;
    private final DecisionRealm other;

    ViolationIT(TestRealm realm) {
        this.decisions = DecisionRealm.of(realm);
        this.realm = realm;
        this.other = DecisionRealm.of(TestRealm.create(realm.keycloak(), "other"));
    }

    @AfterAll
    void dropOtherRealm() {
        other.realm().close();
    }

    private static void attempt(DecisionRealm in, TestAgent agent, String... capabilities) {
        for (String capability : capabilities) {
            in.ask(agent, DecisionRealm.action(capability)).expect(200);
        }
    }

    @Test
    void aListIsFilteredAndReadInPages() {
        TestAgent agent = decisions.agent();
        attempt(decisions, agent, "db:query", "db:query", "db:write");

        assertThat(decisions.violations(agent, "").path("total").asInt()).isEqualTo(3);
        assertThat(decisions.violations(agent, "?severity=low").path("total").asInt())
                .isEqualTo(2);
        assertThat(decisions
                        .violations(agent, "?capability=db:write")
                        .path("total")
                        .asInt())
                .isEqualTo(1);
        assertThat(decisions.violations(agent, "?blocked=false").path("total").asInt(-1))
                .isZero();
        assertThat(decisions
                        .violations(agent, "?from=2100-01-01T00:00:00Z")
                        .path("total")
                        .asInt(-1))
                .isZero();
        JsonNode first = decisions.violations(agent, "?max=2");
        JsonNode second =
                decisions.violations(agent, "?max=2&after=" + first.path("next").asText());
        List<String> all = new ArrayList<>(DecisionRealm.texts(first.path("items"), "capability"));
        all.addAll(DecisionRealm.texts(second.path("items"), "capability"));
        assertThat(all).containsExactly("db:write", "db:query", "db:query");
        assertThat(second.has("next")).isFalse();
        for (String wrong : List.of("?severity=bad", "?blocked=maybe", "?from=yesterday", "?after=x", "?format=xml")) {
            assertThat(realm.admin().get(agent.adminPath("/violations" + wrong)).status())
                    .as(wrong)
                    .isEqualTo(400);
        }
    }

    @Test
    void anAgentSeesItsOwnAndNoOthers() {
        TestAgent agent = decisions.agent();
        attempt(decisions, agent, "db:query");
        String stranger = decisions.agent().accessToken();

        assertThat(decisions
                        .send(agent.accessToken(), "GET", "/agents/me/violations", null)
                        .expect(200)
                        .body()
                        .path("total")
                        .asInt())
                .isEqualTo(1);
        assertThat(decisions
                        .send(stranger, "GET", "/agents/" + agent.id() + "/violations", null)
                        .status())
                .isEqualTo(404);
    }

    @Test
    void aSpreadsheetRunsNothingOfIt() {
        TestAgent agent = decisions.agent();
        decisions
                .ask(agent, DecisionRealm.action("db:query", "=cmd|' /C calc'!A0,x"))
                .expect(200);
        String url = realm.keycloak().baseUrl() + agent.adminPath("/violations");

        for (String[] how : new String[][] {{"?format=csv", "application/json"}, {"", "text/csv"}}) {
            Reply reply = JsonHttp.send(
                    "GET",
                    url + how[0],
                    Map.of("Authorization", "Bearer " + realm.admin().token(), "Accept", how[1]),
                    null);
            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.headers().firstValue("Content-Type").orElse("")).startsWith("text/csv");
            assertThat(reply.text().lines().toList())
                    .hasSize(2)
                    .last()
                    .asString()
                    .contains(",\"'=cmd|' /C calc'!A0,x\",low,low,true,capability_not_granted,");
        }
    }

    @Test
    void aTrendHasEveryDay() {
        TestAgent agent = decisions.agent();
        attempt(decisions, agent, "db:query", "db:write");

        JsonNode days = realm.admin()
                .get(realm.aimPath("/violations/trend?days=7&agent=" + agent.id()))
                .expect(200)
                .body()
                .path("days");

        assertThat(days).hasSize(7);
        assertThat(days.get(6).path("total").asInt()).isEqualTo(2);
        assertThat(days.get(6).path("blocked").asInt()).isEqualTo(2);
        assertThat(days.get(6).path("bySeverity").path("high").asInt()).isEqualTo(1);
        assertThat(days.get(0).path("total").asInt(-1)).isZero();
        assertThat(realm.admin().get(realm.aimPath("/violations/trend?days=91")).status())
                .isEqualTo(400);
    }

    @Test
    void threeOfHighRiskRaiseACriticalAlert() {
        TestAgent agent = decisions.agent();
        attempt(decisions, agent, "db:write", "db:write");
        assertThat(alerts(decisions, agent, "violations_repeated")).isEmpty();

        attempt(decisions, agent, "db:write");

        JsonNode alert = alerts(decisions, agent, "violations_repeated").get(0);
        assertThat(alert.path("severity").asText()).isEqualTo("critical");
        assertThat(status(decisions, agent)).isEqualTo("verified");
    }

    @Test
    void howManyAreSeveralTheRealmDecides() {
        String settings = realm.aimPath("/settings");
        realm.admin()
                .put(settings, Json.object().put("repeatedViolationsPerHour", 1))
                .expect(204);
        try {
            TestAgent agent = decisions.agent();

            attempt(decisions, agent, "db:write");

            assertThat(alerts(decisions, agent, "violations_repeated")).hasSize(1);
        } finally {
            realm.admin()
                    .put(settings, Json.object().putNull("repeatedViolationsPerHour"))
                    .expect(204);
        }
    }

    private static JsonNode alerts(DecisionRealm in, TestAgent agent, String type) {
        return in.realm()
                .admin()
                .get(in.realm().aimPath("/alerts?type=" + type + "&agent=" + agent.id()))
                .expect(200)
                .body()
                .path("items");
    }

    private static String status(DecisionRealm in, TestAgent agent) {
        return in.realm()
                .admin()
                .get(agent.adminPath(""))
                .expect(200)
                .body()
                .path("status")
                .asText();
    }

    @Test
    void aRealmMayStopAgentsThatKeepTrying() {
        other.set("repeatedViolations", "suspend");
        TestAgent agent = other.agent();
        attempt(other, agent, "db:write", "db:write");
        assertThat(status(other, agent)).isEqualTo("verified");

        attempt(other, agent, "db:write");

        assertThat(status(other, agent)).isEqualTo("suspended");
        assertThat(DecisionRealm.texts(
                        other.realm()
                                .admin()
                                .get(agent.adminPath("/audit-logs?max=100"))
                                .expect(200)
                                .body()
                                .path("items"),
                        "action"))
                .contains("agent.cut", "agent.status.changed");
        assertThat(other.ask(agent, DecisionRealm.action("db:write"))
                        .expect(200)
                        .body()
                        .path("reason")
                        .asText())
                .isEqualTo("agent_suspended");
    }

    @Test
    void whatBelongsToAnotherRealmDoesNotExist() {
        TestAgent agent = decisions.agent();
        attempt(decisions, agent, "db:query");
        JsonNode violation = decisions.violations(agent, "").path("items").get(0);
        TestRealm elsewhere = other.realm();

        for (String path : List.of(
                "/violations/" + violation.path("id").asText(),
                "/decisions/" + violation.path("decisionId").asText(),
                "/agents/" + agent.id() + "/violations")) {
            assertThat(realm.admin().get(elsewhere.aimPath(path)).status())
                    .as(path)
                    .isEqualTo(404);
        }
        assertThat(realm.admin()
                        .get(elsewhere.aimPath("/violations?agent=" + agent.id()))
                        .expect(200)
                        .body()
                        .path("total")
                        .asInt(-1))
                .isZero();
    }

    @Test
    void nothingIsLeftOfARemovedAgent() {
        TestAgent agent = decisions.agent();
        attempt(decisions, agent, "db:query");

        realm.admin().delete(agent.adminPath("")).expect(204);

        assertThat(decisions.rows("AIM_DECISION", "AGENT_ID = ?", agent.id())).isZero();
        assertThat(decisions.rows("AIM_VIOLATION", "AGENT_ID = ?", agent.id())).isZero();
    }

    @Test
    void whatIsOlderThanTheRealmKeepsIsRemoved() throws Exception {
        TestAgent agent = decisions.agent();
        attempt(decisions, agent, "db:query");
        realm.keycloak().jdbc().update("update AIM_DECISION set ASKED_AT = 1000 where AGENT_ID = ?", agent.id());
        realm.keycloak().jdbc().update("update AIM_VIOLATION set OCCURRED_AT = 1000 where AGENT_ID = ?", agent.id());

        Eventually.within(
                Duration.ofSeconds(30),
                "decision and violation are removed",
                () -> decisions.rows("AIM_DECISION", "AGENT_ID = ?", agent.id())
                                + decisions.rows("AIM_VIOLATION", "AGENT_ID = ?", agent.id())
                        == 0);
    }
}
