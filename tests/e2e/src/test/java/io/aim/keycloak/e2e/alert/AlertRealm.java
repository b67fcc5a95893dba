package io.aim.keycloak.e2e.alert;

import com.fasterxml.jackson.databind.JsonNode;
import io.aim.keycloak.cli.client.AgentKey;
import io.aim.keycloak.cli.client.Json;
import io.aim.keycloak.cli.client.Reply;
import io.aim.keycloak.testkit.Eventually;
import io.aim.keycloak.testkit.TestAgent;
import io.aim.keycloak.testkit.TestRealm;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;

/**
 * An agent-ready realm with two people who answer for its agents.
 *
 * @param realm the realm
 * @param owner the owner of every agent
 * @param sponsor the sponsor of every agent
 */
record AlertRealm(TestRealm realm, TestRealm.User owner, TestRealm.User sponsor) {

    /** Within seconds of the event, on a machine that may be busy. */
    static final Duration SOON = Duration.ofSeconds(20);

    static AlertRealm of(TestRealm realm) {
        realm.setUp();
        return new AlertRealm(realm, realm.createUser("olga"), realm.createUser("sam"));
    }

    TestAgent agent() {
        return TestAgent.verified(realm, "agent-" + UUID.randomUUID(), owner, sponsor);
    }

    /** Asks for a token with a signature of another key, so many times. */
    static void fail(TestAgent agent, int times) {
        for (int i = 0; i < times; i++) {
            agent.realm()
                    .tokens()
                    .clientCredentials(
                            agent.assertion().signedBy(AgentKey.generate()).sign())
                    .expect(401);
        }
    }

    /** Uses one assertion once, and then again so many times. */
    static void replay(TestAgent agent, int times) {
        String assertion = agent.assertion().sign();
        agent.realm().tokens().clientCredentials(assertion).expect(200);
        for (int i = 0; i < times; i++) {
            agent.realm().tokens().clientCredentials(assertion).expect(401);
        }
    }

    List<JsonNode> alerts(String filter) {
        JsonNode items = realm.admin()
                .get(realm.aimPath("/alerts?max=500&" + filter))
                .expect(200)
                .body()
                .path("items");
        return StreamSupport.stream(items.spliterator(), false).toList();
    }

    /** The alert of that type about an agent, once it is of that severity. */
    JsonNode alert(TestAgent agent, String type, String severity) {
        String filter = "type=" + type + "&agent=" + agent.id() + "&severity=" + severity;
        Eventually.within(SOON, type + " " + severity, () -> !alerts(filter).isEmpty());
        return alerts(filter).get(0);
    }

    /** An alert that nobody's event is behind. */
    String insert(String type, int severity, String state, String agentId, long firstSeenAt) throws SQLException {
        String id = UUID.randomUUID().toString();
        realm.keycloak()
                .jdbc()
                .update(
                        "insert into AIM_ALERT (ID, REALM_ID, LIVE_KEY, DEDUP_KEY, ALERT_TYPE, SEVERITY, STATE, TITLE,"
                                + " AGENT_ID, OCCURRENCES, FIRST_SEEN_AT, LAST_SEEN_AT) values (?, ?, ?, ?, ?, ?, ?, ?, ?, 1,"
                                + " ?, ?)",
                        id,
                        id(),
                        "resolved".equals(state) ? null : id,
                        id,
                        type,
                        severity,
                        state,
                        "Inserted",
                        agentId,
                        firstSeenAt,
                        firstSeenAt);
        return id;
    }

    String open() throws SQLException {
        return insert("unknown_key", 1, "open", null, System.currentTimeMillis());
    }

    String id() {
        return realm.admin()
                .get(realm.adminPath(""))
                .expect(200)
                .body()
                .path("id")
                .asText();
    }

    JsonNode read(String id) {
        return realm.admin().get(realm.aimPath("/alerts/" + id)).expect(200).body();
    }

    Reply act(String id, String action, String json) {
        return realm.admin().post(realm.aimPath("/alerts/" + id + "/" + action), Json.parse(json));
    }

    /** All keys of the agent expire then. */
    void keyExpires(TestAgent agent, Duration in) throws SQLException {
        realm.keycloak()
                .jdbc()
                .update(
                        "update AIM_AGENT_KEY set EXPIRES_AT = ? where AGENT_ID = ?",
                        Instant.now().plus(in).toEpochMilli(),
                        agent.id());
    }

    void untilAllIsLookedAt() {
        String realmId = id();
        Eventually.within(
                SOON.multipliedBy(2),
                "all is looked at",
                () -> number(
                                "select (select count(*) from AIM_AUDIT_PENDING p where p.REALM_ID = t.REALM_ID)"
                                        + " + t.TREE_SIZE - coalesce(c.NEXT_INDEX, 0) from AIM_AUDIT_TREE t"
                                        + " left join AIM_ALERT_CURSOR c on c.REALM_ID = t.REALM_ID where t.REALM_ID = ?",
                                realmId)
                        == 0);
    }

    long number(String sql, Object... parameters) {
        try {
            return realm.keycloak().jdbc().number(sql, parameters);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    void settings(JsonNode settings) {
        realm.admin().put(realm.aimPath("/settings"), settings).expect(204);
    }
}
