package io.aim.keycloak.e2e.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.aim.keycloak.cli.client.JsonHttp;
import io.aim.keycloak.testkit.ExplainedStatements;
import io.aim.keycloak.testkit.Keycloak;
import io.aim.keycloak.testkit.KeycloakTest;
import io.aim.keycloak.testkit.Nodes;
import io.aim.keycloak.testkit.TestRealm;
import java.io.IOException;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What PostgreSQL does for lists of a realm with many agents, by its own account of how it executed the statements. */
@KeycloakTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AgentPlansIT {

    private static final int AGENTS = 40_000;

    private static final String ELSEWHERE = "plans-elsewhere";

    /** Counting ends at 1001; each row of it may be looked up in one more table, or found by two indexes. */
    private static final long ROWS_MAX = 4_000;

    private final Keycloak shared;
    private final AgentRealm agents;
    private Keycloak node;

    AgentPlansIT(Keycloak keycloak, TestRealm realm) {
        this.shared = keycloak;
        this.agents = AgentRealm.of(realm);
    }

    @BeforeAll
    void load() throws IOException, InterruptedException, SQLException {
        for (String realmId : new String[] {agents.realmId(), ELSEWHERE}) {
            shared.jdbc()
                    .update(
                            "insert into AIM_AGENT (ID, REALM_ID, CLIENT_UUID, NAME, DISPLAY_NAME, AGENT_TYPE, STATUS,"
                                    + " STATUS_CHANGED_AT, OWNER_ID, SPONSOR_ID, CREATED_AT, UPDATED_AT)"
                                    + " select ?::text || n, ?, ?::text || 'c' || n, 'robot-' || n, 'Robot ' || n,"
                                    + " 'ai_agent', case when n % 10 = 0 then 'suspended' else 'verified' end, 0,"
                                    + " 'owner-' || n / 20, 'sponsor-' || n / 200, 0, 0"
                                    + " from generate_series(1, ?) n",
                            realmId.substring(0, 4),
                            realmId,
                            realmId.substring(0, 4),
                            realmId.equals(ELSEWHERE) ? AGENTS / 4 : AGENTS);
            shared.jdbc()
                    .update(
                            "insert into AIM_AGENT_TAG (REALM_ID, AGENT_ID, TAG)"
                                    + " select REALM_ID, ID, case when right(NAME, 1) < '5' then 'many' else 'team-' || length(NAME)"
                                    + " end from AIM_AGENT where REALM_ID = ?",
                            realmId);
        }
        shared.jdbc().execute("analyze AIM_AGENT");
        shared.jdbc().execute("analyze AIM_AGENT_TAG");
        node = Nodes.single(shared.database().explained());
    }

    @AfterAll
    void clean() throws SQLException {
        if (node != null) {
            node.close();
        }
        shared.jdbc().update("delete from AIM_AGENT_TAG where REALM_ID in (?, ?)", agents.realmId(), ELSEWHERE);
        shared.jdbc().update("delete from AIM_AGENT where REALM_ID in (?, ?)", agents.realmId(), ELSEWHERE);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "",
                "status=verified",
                "status=suspended",
                "status=revoked",
                "type=ai_agent",
                "type=mcp_client",
                "owner=owner-7",
                "sponsor=sponsor-7",
                "owner=nobody",
                "tag=many",
                "tag=nothing",
                "search=robot-77",
                "search=Robot%20393",
                "search=robot",
                "search=nothing-like-it",
                "unaccountable=true"
            })
    void aListReadsLittleMoreThanItShows(String filter) throws SQLException {
        ExplainedStatements statements = ExplainedStatements.fromNow(shared.jdbc());

        JsonNode first = page(filter);
        if (first.has("next")) {
            page(filter + "&after=" + first.path("next").asText());
        }

        // of a tag that nobody has, no agent is looked for
        String table = filter.startsWith("tag=") ? "from aim_agent_tag " : "from aim_agent ";
        assertThat(statements.about(table, "aim_agent_change"))
                .isNotEmpty()
                .allSatisfy(statement ->
                        assertThat(statement.rowsRead()).as(statement.text()).isLessThan(ROWS_MAX));
    }

    @Test
    void countingEndsAtAThousandAndSaysSo() {
        JsonNode all = page("");
        assertThat(all.path("total").asInt()).isEqualTo(1_000);
        assertThat(all.path("totalIsEstimate").asBoolean()).isTrue();

        JsonNode few = page("sponsor=sponsor-7");
        assertThat(few.path("total").asInt()).isEqualTo(200);
        assertThat(few.path("totalIsEstimate").asBoolean(true)).isFalse();
    }

    private JsonNode page(String filter) {
        return JsonHttp.get(
                        node.baseUrl() + agents.realm().aimPath("/agents?max=20&" + filter),
                        node.admin().token())
                .expect(200)
                .body();
    }
}
