package io.aim.keycloak.e2e.agent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aim.keycloak.cli.client.AgentKey;
import io.aim.keycloak.cli.client.Json;
import io.aim.keycloak.cli.client.JsonHttp;
import io.aim.keycloak.cli.client.Reply;
import io.aim.keycloak.testkit.TestAgent;
import io.aim.keycloak.testkit.TestRealm;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.StreamSupport;

/**
 * An agent-ready realm with two people who answer for its agents.
 *
 * @param realm the realm
 * @param owner the owner of every agent
 * @param sponsor the sponsor of every agent
 */
record AgentRealm(TestRealm realm, TestRealm.User owner, TestRealm.User sponsor) {

    static AgentRealm of(TestRealm realm) {
        realm.setUp();
        return new AgentRealm(realm, realm.createUser("owner"), realm.createUser("sponsor"));
    }

    /** A name that no other agent has. */
    static String freshName() {
        return "agent-" + UUID.randomUUID();
    }

    /** A correct registration, to break or to send. */
    ObjectNode registration(String name) {
        return TestAgent.registration(name, AgentKey.generate(), owner.id(), sponsor.id());
    }

    Reply register(JsonNode body) {
        return realm.admin().post(realm.aimPath("/agents"), body);
    }

    TestAgent pending() {
        return TestAgent.register(realm, freshName(), owner, sponsor);
    }

    TestAgent proven() {
        TestAgent agent = pending();
        agent.prove().expect(200);
        return agent;
    }

    TestAgent verified() {
        return TestAgent.verified(realm, freshName(), owner, sponsor);
    }

    TestAgent suspended() {
        TestAgent agent = verified();
        act(agent, "suspend").expect(200);
        return agent;
    }

    TestAgent revoked() {
        TestAgent agent = verified();
        act(agent, "revoke").expect(200);
        return agent;
    }

    /** As the administrator of the server: verify, suspend, reactivate or revoke, with a reason only where it needs one. */
    Reply act(TestAgent agent, String action) {
        if ("reactivate".equals(action)) {
            return act(agent, action, "end-to-end test");
        }
        return realm.admin().post(agent.adminPath("/" + action));
    }

    Reply act(TestAgent agent, String action, String reason) {
        return realm.admin().post(agent.adminPath("/" + action), Json.object().put("reason", reason));
    }

    Reply setStatus(TestAgent agent, String status) {
        ObjectNode body = Json.object().put("status", status);
        return realm.admin()
                .put(
                        agent.adminPath("/status"),
                        "verified".equals(status) ? body.put("reason", "end-to-end test") : body);
    }

    JsonNode read(TestAgent agent) {
        return realm.admin().get(agent.adminPath("")).expect(200).body();
    }

    String status(TestAgent agent) {
        return read(agent).path("status").asText();
    }

    /** The Keycloak client of an agent. */
    JsonNode client(String name) {
        JsonNode found = realm.admin()
                .get(realm.adminPath("/clients?clientId=" + JsonHttp.escape(name)))
                .expect(200)
                .body();
        if (found.size() != 1) {
            throw new AssertionError(found.size() + " clients have the id " + name);
        }
        return found.get(0);
    }

    String realmId() {
        return realm.admin()
                .get(realm.adminPath(""))
                .expect(200)
                .body()
                .path("id")
                .asText();
    }

    /** How many rows of the realm there are in every table that a registration writes to. */
    Map<String, Long> rows() throws SQLException {
        String realmId = realmId();
        Map<String, Long> rows = new LinkedHashMap<>();
        for (String table : List.of("AIM_AGENT", "AIM_AGENT_KEY", "AIM_AGENT_CAPABILITY", "CLIENT", "USER_ENTITY")) {
            rows.put(
                    table,
                    realm.keycloak().jdbc().number("select count(*) from " + table + " where REALM_ID = ?", realmId));
        }
        return rows;
    }

    /** The same token with another signature. */
    static String forged(String token) {
        int signature = token.lastIndexOf('.') + 1;
        char other = token.charAt(signature) == 'A' ? 'B' : 'A';
        return token.substring(0, signature) + other + token.substring(signature + 1);
    }

    /** Texts of a JSON array. */
    static List<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    /** One field of every element of a JSON array. */
    static List<String> texts(JsonNode array, String field) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(element -> element.path(field).asText())
                .toList();
    }
}
