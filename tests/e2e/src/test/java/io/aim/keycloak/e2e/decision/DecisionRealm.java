package io.aim.keycloak.e2e.decision;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aim.keycloak.cli.client.AdminClient;
import io.aim.keycloak.cli.client.Json;
import io.aim.keycloak.cli.client.JsonHttp;
import io.aim.keycloak.cli.client.Reply;
import io.aim.keycloak.testkit.TestAgent;
import io.aim.keycloak.testkit.TestRealm;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.StreamSupport;

/**
 * A realm with somebody who may decide, and a resource server.
 *
 * @param gateway an API key that may ask for decisions; the server's administrator answers for it
 */
record DecisionRealm(TestRealm realm, TestRealm.User owner, AdminClient decider, String gateway) {

    static DecisionRealm of(TestRealm realm) {
        realm.setUp();
        TestRealm.User decider = realm.createUser("decider", "aim-manage", "manage-clients", "view-clients");
        return new DecisionRealm(
                realm,
                realm.createUser("owner"),
                realm.adminAs(decider),
                key(
                        realm.adminAs(realm.createUser("gateways", "aim-manage", "manage-clients")),
                        realm,
                        "decisions:write"));
    }

    static String key(AdminClient creator, TestRealm realm, String scope) {
        ObjectNode body = Json.object().put("name", "key-" + UUID.randomUUID());
        body.putArray("scopes").add(scope);
        return creator.post(realm.aimPath("/api-keys"), body)
                .expect(201)
                .body()
                .path("key")
                .asText();
    }

    TestAgent agent(String... capabilities) {
        TestAgent agent = TestAgent.verified(realm, "agent-" + UUID.randomUUID(), owner, owner);
        List.of(capabilities).forEach(capability -> grant(agent, Json.object().put("capability", capability)));
        return agent;
    }

    String grant(TestAgent agent, ObjectNode body) {
        return realm.admin()
                .post(agent.adminPath("/capabilities"), body)
                .expect(201)
                .body()
                .path("id")
                .asText();
    }

    static ObjectNode action(String capability) {
        return Json.object().put("action", capability);
    }

    static ObjectNode action(String capability, String resource) {
        return action(capability).put("resource", resource);
    }

    /** As the agent itself. */
    Reply verify(String token, ObjectNode body) {
        return send(token, "POST", "/agents/me/verify-action", body);
    }

    JsonNode decided(TestAgent agent, ObjectNode body) {
        return verify(agent.accessToken(), body).expect(200).body();
    }

    /** As the resource server. */
    Reply ask(TestAgent agent, ObjectNode body) {
        return send(gateway, "POST", "/agents/" + agent.id() + "/verify-action", body);
    }

    Reply send(String credential, String method, String path, JsonNode body) {
        return JsonHttp.send(
                method,
                realm.runtimeUrl(path),
                Map.of("Authorization", "Bearer " + credential, "Content-Type", "application/json"),
                body == null ? null : Json.bytes(body));
    }

    Reply decide(AdminClient by, String decision, String verdict, ObjectNode body) {
        return by.post(realm.aimPath("/decisions/" + decision + "/" + verdict), body);
    }

    /** An action that waits for a person. */
    String pending(TestAgent agent) {
        JsonNode answer = decided(agent, action("system:admin"));
        if (!"pending".equals(answer.path("outcome").asText())) {
            throw new AssertionError(answer.toString());
        }
        return answer.path("decisionId").asText();
    }

    Reply poll(String token, String decision) {
        return send(token, "GET", "/agents/me/actions/" + decision, null);
    }

    Reply report(String token, String decision, ObjectNode body) {
        return send(token, "POST", "/agents/me/actions/" + decision + "/result", body);
    }

    JsonNode decision(String id) {
        return realm.admin().get(realm.aimPath("/decisions/" + id)).expect(200).body();
    }

    JsonNode violations(TestAgent agent, String query) {
        return realm.admin()
                .get(agent.adminPath("/violations" + query))
                .expect(200)
                .body();
    }

    List<String> events(String decision) {
        return texts(
                realm.admin()
                        .get(realm.aimPath("/audit-logs?max=100&correlationId=" + decision))
                        .expect(200)
                        .body()
                        .path("items"),
                "action");
    }

    void set(String setting, String value) {
        realm.admin()
                .put(realm.aimPath("/settings"), Json.object().put(setting, value))
                .expect(204);
    }

    long rows(String table, String where, Object... parameters) {
        try {
            return realm.keycloak().jdbc().number("select count(*) from " + table + " where " + where, parameters);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    static List<String> texts(JsonNode array, String field) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(element -> element.path(field).asText())
                .toList();
    }

    static String code(Reply reply) {
        return reply.body().path(reply.body().has("code") ? "code" : "error").asText();
    }
}
