package io.aim.keycloak.e2e.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.aim.keycloak.cli.client.JsonHttp;
import io.aim.keycloak.testkit.ExplainedStatements;
import io.aim.keycloak.testkit.Keycloak;
import io.aim.keycloak.testkit.KeycloakTest;
import io.aim.keycloak.testkit.Nodes;
import io.aim.keycloak.testkit.TestAgent;
import io.aim.keycloak.testkit.TestRealm;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a search reads of a large trail is bounded: the statements that the server sends, as PostgreSQL executed them. */
@KeycloakTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AuditPlansIT {
    private static final int EVENTS = 90_000;
    private static final int OTHERS = 5_000;

    /** The 10 001 that counting may read, and some on the way that a filter drops. */
    private static final long ROWS_MAX = 15_000;

    /** Partitions with no more than this may be read from end to end: an index costs more there. */
    private static final long SMALL = 2_000;

    private final Keycloak shared;
    private final AuditRealm trail;
    private final TestAgent agent;
    private Keycloak node;

    AuditPlansIT(Keycloak keycloak, TestRealm realm) {
        this.shared = keycloak;
        this.trail = AuditRealm.of(realm);
        this.agent = trail.agent();
    }

    @BeforeAll
    void load() throws IOException, InterruptedException, SQLException {
        BulkTrail.load(trail.jdbc(), trail.id(), EVENTS, agent.id(), false);
        for (String other : List.of("other-1", "other-2", "other-3")) {
            BulkTrail.load(trail.jdbc(), other, OTHERS, agent.id(), false);
        }
        trail.jdbc().execute("analyze AIM_AUDIT_EVENT");
        node = Nodes.single(shared.database().explained());
    }

    @AfterAll
    void clean() throws SQLException {
        if (node != null) {
            node.close();
        }
        shared.jdbc().update("delete from AIM_AUDIT_EVENT where REALM_ID like 'other-%'");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "",
                "actor=agent-1",
                "actor=" + BulkTrail.QUIET,
                "actor=nobody",
                "actorKind=user",
                "actorKind=system",
                "actorKind=agent",
                "category=administration",
                "category=decision",
                "action=agent.token",
                "action=agent.token.refused",
                "action=role",
                "action=audit",
                "target=" + BulkTrail.QUIET,
                "targetKind=role",
                "targetKind=audit",
                "result=denied",
                "result=failure",
                "reason=reason_1",
                "reason=nothing",
                "correlationId=" + BulkTrail.CORRELATION,
                "from=MIDDLE",
                "to=MIDDLE",
                "actor=agent-1&result=denied&from=MIDDLE"
            })
    void aSearchReadsLittleMoreThanItShows(String filter) throws SQLException {
        String query =
                filter.replace("MIDDLE", Instant.now().minusSeconds(1_000_000).toString());

        assertBounded("/audit-logs?max=20&" + query);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/audit-logs?max=20", "/activity?max=20"})
    void theTrailOfABusyAgentIsReadAlongItsIndexes(String path) throws SQLException {
        assertBounded("/agents/" + agent.id() + path);
    }

    private void assertBounded(String path) throws SQLException {
        ExplainedStatements statements = ExplainedStatements.fromNow(shared.jdbc());

        JsonNode first = page(path);
        if (first.has("next")) {
            page(path + "&after=" + first.path("next").asText());
        }

        assertThat(statements.about("aim_audit_event", "aim_audit_hold"))
                .isNotEmpty()
                .allSatisfy(statement -> {
                    // a count that stops at 10 001 may read in the table's order where nearly every row counts
                    assertThat(statement.rowsOfSequentialScans())
                            .as(statement.text())
                            .isLessThan(statement.text().contains("count(*)") ? ROWS_MAX : SMALL);
                    assertThat(statement.rowsRead()).as(statement.text()).isLessThan(ROWS_MAX);
                });
    }

    private JsonNode page(String path) {
        return JsonHttp.get(
                        node.baseUrl() + trail.realm().aimPath(path),
                        node.admin().token())
                .expect(200)
                .body();
    }
}
