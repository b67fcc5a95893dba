package io.aim.keycloak.e2e.apikey;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aim.keycloak.cli.client.AdminClient;
import io.aim.keycloak.cli.client.Json;
import io.aim.keycloak.cli.client.JsonHttp;
import io.aim.keycloak.cli.client.Reply;
import io.aim.keycloak.testkit.Eventually;
import io.aim.keycloak.testkit.TestAgent;
import io.aim.keycloak.testkit.TestRealm;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.StreamSupport;

/**
 * An agent-ready realm with a person who makes API keys.
 *
 * @param realm the realm
 * @param creator holds aim-manage and manage-clients
 */
record KeyRealm(TestRealm realm, TestRealm.User creator) {
    static final String ALL_SCOPES = "agents:read agents:write agents:suspend keys:write audit:read";

    private static final Duration SOON = Duration.ofSeconds(20);

    static KeyRealm of(TestRealm realm) {
        realm.setUp();
        return new KeyRealm(realm, realm.createUser("creator", "aim-manage", "manage-clients"));
    }

    AdminClient admin() {
        return realm.adminAs(creator);
    }

    static ObjectNode creation(String scopes) {
        ObjectNode body = Json.object().put("name", "key-" + UUID.randomUUID());
        List.of(scopes.split(" ", -1)).forEach(body.withArray("scopes")::add);
        return body;
    }

    /** A key with those scopes, made by the creator. */
    HeldKey key(String scopes) {
        return key(admin(), creation(scopes));
    }

    HeldKey key(AdminClient by, JsonNode creation) {
        return issued(by.post(realm.aimPath("/api-keys"), creation).expect(201));
    }

    static HeldKey issued(Reply reply) {
        return new HeldKey(
                reply.body().path("apiKey").path("id").asText(),
                reply.body().path("key").asText());
    }

    String path(HeldKey key, String rest) {
        return realm.aimPath("/api-keys/" + key.id() + rest);
    }

    Reply patch(HeldKey key, JsonNode change) {
        return realm.admin().send("PATCH", path(key, ""), Json.bytes(change));
    }

    Reply rotate(HeldKey key, int overlapSeconds) {
        return realm.admin().post(path(key, "/rotate"), Json.object().put("overlapSeconds", overlapSeconds));
    }

    JsonNode read(HeldKey key) {
        return realm.admin().get(path(key, "")).expect(200).body();
    }

    /** A request of the runtime root with the key as bearer token. */
    Reply send(String method, String path, HeldKey key, Object body) {
        return JsonHttp.send(
                method,
                realm.runtimeUrl(path),
                Map.of("Authorization", "Bearer " + key.text(), "Content-Type", "application/json"),
                body == null ? null : Json.bytes(body));
    }

    Reply get(String path, HeldKey key) {
        return send("GET", path, key, null);
    }

    /** A verified agent that the creator answers for. */
    TestAgent agent() {
        return TestAgent.verified(realm, "agent-" + UUID.randomUUID(), creator, creator);
    }

    /** The newest event of an action that is about the target, once it is there. */
    JsonNode event(String action, String target) {
        String path = realm.aimPath("/audit-logs?max=1&action=" + action + "&target=" + target);
        Eventually.within(
                SOON,
                action + " about " + target,
                () -> !realm.admin().get(path).expect(200).body().path("items").isEmpty());
        return realm.admin().get(path).expect(200).body().path("items").get(0);
    }

    static List<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }
}
