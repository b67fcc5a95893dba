package io.aim.keycloak.e2e.capability;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aim.keycloak.cli.client.AdminClient;
import io.aim.keycloak.cli.client.AgentKey;
import io.aim.keycloak.cli.client.Json;
import io.aim.keycloak.cli.client.JsonHttp;
import io.aim.keycloak.cli.client.Reply;
import io.aim.keycloak.testkit.TestAgent;
import io.aim.keycloak.testkit.TestRealm;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.StreamSupport;

/**
 * A realm with somebody who may decide.
 *
 * @param decider an administrator who is not the one that registers agents
 */
record CapabilityRealm(TestRealm realm, TestRealm.User owner, AdminClient decider) {

    static CapabilityRealm of(TestRealm realm) {
        realm.setUp();
        TestRealm.User decider = realm.createUser("decider", "aim-manage", "manage-clients", "view-clients");
        return new CapabilityRealm(realm, realm.createUser("owner"), realm.adminAs(decider));
    }

    TestAgent agent() {
        return TestAgent.verified(realm, "agent-" + UUID.randomUUID(), owner, owner);
    }

    /** Registers an agent that declares capabilities. */
    TestAgent declaring(String... capabilities) {
        AgentKey key = AgentKey.generate();
        String name = "agent-" + UUID.randomUUID();
        ObjectNode body = TestAgent.registration(name, key, owner.id(), owner.id());
        List.of(capabilities).forEach(body.putArray("declaredCapabilities")::add);
        String id = realm.admin()
                .post(realm.aimPath("/agents"), body)
                .expect(201)
                .body()
                .path("id")
                .asText();
        return new TestAgent(realm, id, name, key);
    }

    Reply grant(TestAgent agent, ObjectNode body) {
        return realm.admin().post(agent.adminPath("/capabilities"), body);
    }

    String granted(TestAgent agent, String capability) {
        return grant(agent, Json.object().put("capability", capability))
                .expect(201)
                .body()
                .path("id")
                .asText();
    }

    JsonNode grants(TestAgent agent) {
        return realm.admin()
                .get(agent.adminPath("/capabilities"))
                .expect(200)
                .body()
                .path("items");
    }

    /** As the agent itself. */
    Reply ask(TestAgent agent, ObjectNode body) {
        return as(agent.accessToken(), "POST", "/agents/me/capability-requests", body);
    }

    String asked(TestAgent agent, String capability) {
        return ask(agent, Json.object().put("capability", capability))
                .expect(201)
                .body()
                .path("id")
                .asText();
    }

    Reply as(String token, String method, String path, JsonNode body) {
        return JsonHttp.send(
                method,
                realm.runtimeUrl(path),
                Map.of("Authorization", "Bearer " + token, "Content-Type", "application/json"),
                body == null ? null : Json.bytes(body));
    }

    Reply decide(AdminClient by, String request, String decision, ObjectNode body) {
        return by.post(realm.aimPath("/capability-requests/" + request + "/" + decision), body);
    }

    JsonNode pending(TestAgent agent) {
        return realm.admin()
                .get(agent.adminPath("/capability-requests?state=pending"))
                .expect(200)
                .body()
                .path("items");
    }

    List<String> actions(TestAgent agent) {
        return texts(
                realm.admin()
                        .get(agent.adminPath("/audit-logs?max=500"))
                        .expect(200)
                        .body()
                        .path("items"),
                "action");
    }

    /** The answer to a request for a token with that further parameter. */
    Reply token(TestAgent agent, String parameter, String value) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "client_credentials");
        form.put("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer");
        form.put("client_assertion", agent.assertion().sign());
        form.put(parameter, value);
        return JsonHttp.form(realm.keycloak().tokenEndpoint(realm.name()), form, Map.of());
    }

    List<String> capabilities(String token) {
        return StreamSupport.stream(
                        realm.verifier().verify(token).path("capabilities").spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    static List<String> texts(JsonNode array, String field) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(element -> element.path(field).asText())
                .toList();
    }

    static String error(Reply reply) {
        return reply.body().path(reply.body().has("code") ? "code" : "error").asText();
    }
}
