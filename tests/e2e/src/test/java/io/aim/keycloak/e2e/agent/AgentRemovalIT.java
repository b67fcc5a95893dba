package io.aim.keycloak.e2e.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.aim.keycloak.cli.client.AdminClient;
import io.aim.keycloak.cli.client.AgentKey;
import io.aim.keycloak.cli.client.Json;
import io.aim.keycloak.cli.client.JsonHttp;
import io.aim.keycloak.testkit.Eventually;
import io.aim.keycloak.testkit.JdbcAccess;
import io.aim.keycloak.testkit.Keycloak;
import io.aim.keycloak.testkit.KeycloakTest;
import io.aim.keycloak.testkit.TestAgent;
import io.aim.keycloak.testkit.TestRealm;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A removed agent takes everything with it; a removed realm takes its agents. */
@KeycloakTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AgentRemovalIT {
    private static final List<String> WRITTEN_BY_EVERY_REALM = List.of("aim_audit_event", "aim_audit_subject_key");

    private final Keycloak keycloak;
    private final JdbcAccess jdbc;
    private final AgentRealm agents;

    AgentRemovalIT(Keycloak keycloak, TestRealm realm) {
        this.keycloak = keycloak;
        this.jdbc = keycloak.jdbc();
        this.agents = AgentRealm.of(realm);
    }

    @Test
    void takesClientServiceAccountAndRowsAlong() throws SQLException {
        Map<String, Long> before = agents.rows();
        TestAgent agent = agents.verified();
        String token = agent.accessToken();

        agents.realm().admin().delete(agent.adminPath("")).expect(204);

        assertThat(agents.rows()).isEqualTo(before);
        assertThat(jdbc.number("select count(*) from CLIENT where CLIENT_ID = ?", agent.name()))
                .isZero();
        assertThat(jdbc.number(
                        "select count(*) from USER_ENTITY where USERNAME = ?", "service-account-" + agent.name()))
                .isZero();
        agents.realm().admin().get(agent.adminPath("")).expect(404);
        agents.realm().admin().delete(agent.adminPath("")).expect(404);
        agent.requestToken().expect(401);
        JsonHttp.get(agents.realm().runtimeUrl("/me"), token).expect(401);
        agent.requestChallenge().expect(404);
    }

    @Test
    void takesDeclaredCapabilitiesAlong() throws SQLException {
        var body = agents.registration(AgentRealm.freshName());
        body.putArray("declaredCapabilities").add("db:read").add("file:read");
        String id = agents.register(body).expect(201).createdId();
        assertThat(capabilities(id)).isEqualTo(2);

        agents.realm().admin().delete(agents.realm().aimPath("/agents/" + id)).expect(204);

        assertThat(capabilities(id)).isZero();
    }

    private long capabilities(String agentId) throws SQLException {
        return jdbc.number("select count(*) from AIM_AGENT_CAPABILITY where AGENT_ID = ?", agentId);
    }

    @Test
    void aRevokedAgentCanBeRemovedToo() {
        TestAgent agent = agents.revoked();

        agents.realm().admin().delete(agent.adminPath("")).expect(204);

        agents.realm().admin().get(agent.adminPath("")).expect(404);
    }

    @Test
    void nameAndKeyAreFreeAgain() {
        TestAgent first = agents.verified();
        agents.realm().admin().delete(first.adminPath("")).expect(204);

        var body = agents.registration(first.name());
        body.set("publicKey", first.key().publicJwk());
        String id = agents.register(body).expect(201).createdId();

        assertThat(id).isNotEqualTo(first.id());
        TestAgent second = new TestAgent(agents.realm(), id, first.name(), first.key());
        assertThat(second.requestToken()
                        .expect(401)
                        .body()
                        .path("error_description")
                        .asText())
                .startsWith("agent_pending");
        second.prove().expect(200);
        agents.act(second, "verify").expect(200);
        second.requestToken().expect(200);
    }

    @Test
    void aRemovedRealmLeavesNoRows() throws SQLException {
        TestRealm doomed = TestRealm.create(keycloak, "doomed");
        AgentRealm its = AgentRealm.of(doomed);
        TestAgent agent = its.verified();
        var declaring = its.registration("declaring");
        declaring.putArray("declaredCapabilities").add("db:read");
        its.register(declaring).expect(201);
        agent.requestToken().expect(200);
        fillTheOtherTables(its, agent);
        String realmId = its.realmId();
        Eventually.within(
                Duration.ofSeconds(60),
                "the use of the API key is written",
                () -> count("AIM_API_KEY_USAGE", realmId) > 0);
        fillTheTablesOfAlerts(its, agent, realmId);
        assertThat(rows(realmId).entrySet())
                .filteredOn(table ->
                        !table.getKey().startsWith("aim_audit_") || WRITTEN_BY_EVERY_REALM.contains(table.getKey()))
                .hasSizeGreaterThanOrEqualTo(7)
                .allSatisfy(
                        table -> assertThat(table.getValue()).as(table.getKey()).isPositive());

        doomed.close();

        assertThat(rows(realmId))
                .allSatisfy((table, count) -> assertThat(count).as(table).isZero());
    }

    /** A tag, an MCP server and the permission to use it, an offer, a revoked key, an API key and its use, a capability of the realm's own, its grant, a violation. */
    private static void fillTheOtherTables(AgentRealm its, TestAgent agent) {
        AdminClient admin = its.realm().admin();
        admin.post(agent.adminPath("/tags"), Map.of("tags", List.of("doomed"))).expect(200);
        String server = admin.post(
                        its.realm().aimPath("/mcp-servers"),
                        Map.of(
                                "name",
                                "doomed-mcp",
                                "url",
                                "https://doomed.invalid",
                                "publicKey",
                                AgentKey.generate().publicJwk(),
                                "tags",
                                List.of("doomed")))
                .expect(201)
                .createdId();
        admin.post(its.realm().aimPath("/mcp-servers/" + server + "/verify?wait=true"))
                .expect(200);
        admin.post(agent.adminPath("/mcp-servers"), Map.of("server", "doomed-mcp"))
                .expect(201);
        admin.post(
                        agent.adminPath("/transfer"),
                        Map.of("role", "owner", "to", its.sponsor().id()))
                .expect(200);
        admin.post(its.realm().aimPath("/capability-types"), Map.of("name", "own:thing", "risk", "low"))
                .expect(201);
        admin.post(agent.adminPath("/capabilities"), Map.of("capability", "own:thing"))
                .expect(201);
        AgentKey second = AgentKey.generate();
        admin.post(agent.adminPath("/keys"), Map.of("publicKey", second.publicJwk(), "keepCurrent", true))
                .expect(201);
        admin.delete(agent.adminPath("/keys/" + second.thumbprint())).expect(200);
        String apiKey = admin.post(
                        its.realm().aimPath("/api-keys"),
                        Map.of(
                                "name",
                                "doomed",
                                "scopes",
                                List.of("agents:read"),
                                "expiresAt",
                                Instant.now().plus(Duration.ofDays(1)).toString()))
                .expect(201)
                .body()
                .path("key")
                .asText();
        JsonHttp.get(its.realm().runtimeUrl("/agents"), apiKey).expect(200);
        JsonHttp.send(
                        "POST",
                        its.realm().runtimeUrl("/agents/me/verify-action"),
                        Map.of("Authorization", "Bearer " + agent.accessToken(), "Content-Type", "application/json"),
                        Json.bytes(Json.object().put("action", "db:write")))
                .expect(200);
    }

    /** An alert about a failure, which is remembered, and somebody who is to be told of it. */
    private void fillTheTablesOfAlerts(AgentRealm its, TestAgent agent, String realmId) throws SQLException {
        AgentKey unknown = AgentKey.generate();
        its.realm()
                .tokens()
                .clientCredentials(agent.assertion()
                        .header("kid", unknown.thumbprint())
                        .signedBy(unknown)
                        .sign())
                .expect(401);
        Eventually.within(
                Duration.ofSeconds(60), "the failure is remembered", () -> count("AIM_ALERT_WINDOW", realmId) > 0);
        jdbc.update(
                "insert into AIM_ALERT_MAIL (ID, REALM_ID, RECIPIENT, ALERT_ID, ATTEMPTS, CREATED_AT, RETRY_AT,"
                        + " CLAIMED_UNTIL) values (?, ?, 'contact', 'alert', 0, 0, ?, 0)",
                realmId,
                realmId,
                Long.MAX_VALUE);
    }

    private long count(String table, String realmId) {
        try {
            return jdbc.number("select count(*) from " + table + " where REALM_ID = ?", realmId);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The number of the realm's rows in every table of ours, found in the database's own catalogue. */
    private Map<String, Long> rows(String realmId) throws SQLException {
        List<Map<String, Object>> tables = jdbc.query("select table_name as name from information_schema.columns"
                + " where lower(table_name) like 'aim\\_%' and lower(column_name) = 'realm_id' order by table_name");
        Map<String, Long> rows = new LinkedHashMap<>();
        for (Map<String, Object> table : tables) {
            String name = (String) table.get("name");
            rows.put(name, jdbc.number("select count(*) from " + name + " where REALM_ID = ?", realmId));
        }
        return rows;
    }
}
