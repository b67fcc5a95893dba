package io.aim.keycloak.e2e.decision;

import static io.aim.keycloak.e2e.decision.DecisionRealm.action;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aim.keycloak.cli.client.Json;
import io.aim.keycloak.cli.client.JsonHttp;
import io.aim.keycloak.testkit.ExplainedStatements;
import io.aim.keycloak.testkit.Keycloak;
import io.aim.keycloak.testkit.KeycloakTest;
import io.aim.keycloak.testkit.Nodes;
import io.aim.keycloak.testkit.TestAgent;
import io.aim.keycloak.testkit.TestRealm;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What PostgreSQL does where a realm has many decisions, by its own account of how it executed the statements. */
@KeycloakTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DecisionPlansIT {
    private static final int ROWS = 40_000;
    private static final String ELSEWHERE = "decision-plans-elsewhere";

    /** Counting a list ends at 10 000. */
    private static final long LIST_MAX = 10_100;
    /** The default policy asks for 1000 actions. */
    private static final long POLICY_MAX = 1_050;

    private static final int CALLS_PER_HOUR = 30;

    private final Keycloak shared;
    private final TestRealm realm;
    private final DecisionRealm decisions;
    private final TestAgent busy;
    private String realmId;
    private Keycloak node;

    DecisionPlansIT(Keycloak keycloak, TestRealm realm) {
        this.shared = keycloak;
        this.realm = realm;
        this.decisions = DecisionRealm.of(realm);
        this.busy = decisions.agent();
    }

    /** All of it within the last hour: half of it is the agent's that everything is asked about. */
    @BeforeAll
    void load() throws IOException, InterruptedException, SQLException {
        ObjectNode grant = Json.object().put("capability", "db:query");
        grant.putObject("conditions").put("maxCallsPerHour", CALLS_PER_HOUR);
        String limited = decisions.grant(busy, grant);
        decisions.grant(busy, Json.object().put("capability", "db:read"));
        realmId = realm.admin()
                .get(realm.adminPath(""))
                .expect(200)
                .body()
                .path("id")
                .asText();
        long now = System.currentTimeMillis();
        for (String id : List.of(realmId, ELSEWHERE)) {
            shared.jdbc()
                    .update(
                            "insert into AIM_DECISION (ID, REALM_ID, AGENT_ID, ASKED_AT, ASKER_KIND, ASKER_ID, CAPABILITY,"
                                    + " BYTES, DECLARED, STATUS, REASON, GRANT_ID, EXECUTION_MODE, MONITORED)"
                                    + " select gen_random_uuid()::text, ?, case when n % 2 = 0 then ? else 'agent-' || n % 100 end,"
                                    + " ? - n * 50, 'agent', 'somebody', 'db:read', 0, true,"
                                    + " case when n % 10 = 0 then 'denied' else 'allowed' end, 'granted', ?, 'auto', false"
                                    + " from generate_series(1, ?) n",
                            id, busy.id(), now, limited, ROWS);
            shared.jdbc()
                    .update(
                            "insert into AIM_VIOLATION (ID, REALM_ID, AGENT_ID, OCCURRED_AT, CAPABILITY, RISK, SEVERITY,"
                                    + " BLOCKED, REASON, DECISION_ID, AUDIT_EVENT_ID)"
                                    + " select gen_random_uuid()::text, ?, case when n % 2 = 0 then ? else 'agent-' || n % 100 end,"
                                    + " ? - n * 50, 'db:read', 'low', case when n % 50 = 0 then 'medium' else 'low' end, true,"
                                    + " 'capability_not_granted', 'none', 'none' from generate_series(1, ?) n",
                            id, busy.id(), now, ROWS);
        }
        shared.jdbc().execute("analyze AIM_DECISION");
        shared.jdbc().execute("analyze AIM_VIOLATION");
        node = Nodes.single(shared.database().explained());
    }

    @AfterAll
    void clean() throws SQLException {
        if (node != null) {
            node.close();
        }
        for (String table : List.of("AIM_DECISION", "AIM_VIOLATION")) {
            shared.jdbc().update("delete from " + table + " where REALM_ID in (?, ?)", realmId, ELSEWHERE);
        }
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "/decisions?",
                "/decisions?status=allowed",
                "/decisions?status=denied",
                "/decisions?status=pending",
                "/decisions?agent=BUSY",
                "/decisions?agent=nobody",
                "/violations?",
                "/violations?agent=BUSY",
                "/violations?severity=medium",
                "/violations?severity=critical"
            })
    void aListReadsLittleMoreThanItShowsAndCounts(String list) throws SQLException {
        String path = list.replace("BUSY", busy.id()) + "&max=20";
        ExplainedStatements statements = ExplainedStatements.fromNow(shared.jdbc());

        JsonNode first = page(path);
        if (first.has("next")) {
            page(path + "&after=" + first.path("next").asText());
        }

        read(statements, list.startsWith("/decisions") ? "aim_decision" : "aim_violation", LIST_MAX);
    }

    private JsonNode page(String path) {
        return JsonHttp.get(node.baseUrl() + realm.aimPath(path), node.admin().token())
                .expect(200)
                .body();
    }

    private void read(ExplainedStatements statements, String table, long most) throws SQLException {
        assertThat(statements.about("from " + table + " ", "insert into"))
                .isNotEmpty()
                .allSatisfy(statement ->
                        assertThat(statement.rowsRead()).as(statement.text()).isLessThanOrEqualTo(most));
    }

    private JsonNode ask(ObjectNode body) {
        return JsonHttp.send(
                        "POST",
                        node.baseUrl() + "/realms/" + realm.name() + "/aim/v1/agents/" + busy.id() + "/verify-action",
                        Map.of("Authorization", "Bearer " + decisions.gateway(), "Content-Type", "application/json"),
                        Json.bytes(body))
                .expect(200)
                .body();
    }

    @Test
    void aDecisionCountsTheHourOnlyAsFarAsAPolicyAsks() throws SQLException {
        ObjectNode export = action("db:read");
        export.putObject("context").put("bytes", 100);
        ExplainedStatements statements = ExplainedStatements.fromNow(shared.jdbc());

        JsonNode answer = ask(export);

        assertThat(answer.path("outcome").asText()).isEqualTo("allowed");
        assertThat(decisions.decision(answer.path("decisionId").asText()).path("policies"))
                .hasSize(1);
        read(statements, "aim_decision", POLICY_MAX);
    }

    @Test
    void aDecisionCountsUsesOfAGrantOnlyAsFarAsItsLimit() throws SQLException {
        ExplainedStatements statements = ExplainedStatements.fromNow(shared.jdbc());

        JsonNode answer = ask(action("db:query"));

        assertThat(answer.path("reason").asText()).isEqualTo("too_many_calls");
        assertThat(statements.about("grant_id=", "insert into"))
                .isNotEmpty()
                .allSatisfy(statement ->
                        assertThat(statement.rowsRead()).as(statement.text()).isLessThan(2L * CALLS_PER_HOUR));
    }

    @Test
    void aViolationLooksAtAFewOfThoseBefore() throws SQLException {
        ExplainedStatements statements = ExplainedStatements.fromNow(shared.jdbc());

        JsonNode answer = ask(action("system:admin"));

        assertThat(answer.path("reason").asText()).isEqualTo("capability_not_granted");
        read(statements, "aim_violation", 20);
    }
}
