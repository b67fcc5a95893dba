package io.aim.keycloak.e2e.audit;

import com.fasterxml.jackson.databind.JsonNode;
import io.aim.keycloak.cli.client.Reply;
import io.aim.keycloak.testkit.Eventually;
import io.aim.keycloak.testkit.JdbcAccess;
import io.aim.keycloak.testkit.TestAgent;
import io.aim.keycloak.testkit.TestRealm;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.StreamSupport;

/**
 * An agent-ready realm, two people who answer for its agents, and its audit trail.
 *
 * @param realm the realm
 * @param owner the owner of every agent
 * @param sponsor the sponsor of every agent
 */
record AuditRealm(TestRealm realm, TestRealm.User owner, TestRealm.User sponsor) {

    static AuditRealm of(TestRealm realm) {
        realm.setUp();
        return new AuditRealm(realm, realm.createUser("owner"), realm.createUser("sponsor"));
    }

    /** A verified agent with a name that no other has. */
    TestAgent agent() {
        return TestAgent.verified(realm, "agent-" + UUID.randomUUID(), owner, sponsor);
    }

    /** An agent whose every request for a token is refused. */
    TestAgent suspendedAgent() {
        TestAgent agent = agent();
        suspend(agent, null);
        return agent;
    }

    void suspend(TestAgent agent, String reason) {
        Map<String, String> body = reason == null ? Map.of() : Map.of("reason", reason);
        realm.admin().post(agent.adminPath("/suspend"), body).expect(200);
    }

    /** GET below the administrators' root. */
    Reply get(String path) {
        return realm.admin().get(realm.aimPath(path));
    }

    /** A page of the trail; {@code query} is without a question mark. */
    JsonNode page(String query) {
        return get("/audit-logs?" + query).expect(200).body();
    }

    /** The events of a page of up to 500, newest first. */
    List<JsonNode> events(String query) {
        return elements(page("max=500&" + query).path("items"));
    }

    /** Signs a checkpoint of all that is there. */
    SignedCheckpoint checkpoint() {
        return new SignedCheckpoint(realm.admin()
                .post(realm.aimPath("/audit-checkpoints"))
                .expect(200)
                .body());
    }

    /** The realm's id, which its rows bear. */
    String id() {
        return realm.admin()
                .get(realm.adminPath(""))
                .expect(200)
                .body()
                .path("id")
                .asText();
    }

    /** Every token that was given or refused: action, blank, correlation id. */
    List<String> tokenRows() throws SQLException {
        return jdbc()
                .query(
                        "select ACTION || ' ' || CORRELATION_ID as ENTRY from AIM_AUDIT_EVENT"
                                + " where REALM_ID = ? and ACTION like 'agent.token.%'",
                        id())
                .stream()
                .map(row -> (String) row.get("entry"))
                .toList();
    }

    /** Waits until no event is without its number, and lets the database look at them, as it does by itself later. */
    void awaitNumbers(Duration limit) {
        String realmId = id();
        Eventually.within(limit, "every event has its number", () -> pending(realmId) == 0);
        try {
            for (String table : List.of("AIM_AUDIT_EVENT", "AIM_AUDIT_LEAF", "AIM_AUDIT_PENDING")) {
                jdbc().execute("analyze " + table);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private long pending(String realmId) {
        try {
            return jdbc().number("select count(*) from AIM_AUDIT_PENDING where REALM_ID = ?", realmId);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    JdbcAccess jdbc() {
        return realm.keycloak().jdbc();
    }

    static List<JsonNode> elements(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).toList();
    }

    /** One field of every element. */
    static List<String> texts(List<JsonNode> nodes, String field) {
        return nodes.stream().map(node -> node.path(field).asText()).toList();
    }
}
