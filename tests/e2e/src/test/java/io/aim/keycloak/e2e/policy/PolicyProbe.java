package io.aim.keycloak.e2e.policy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aim.keycloak.cli.client.Json;
import io.aim.keycloak.cli.client.Reply;
import io.aim.keycloak.testkit.TestRealm;
import java.util.List;
import java.util.UUID;

/**
 * A realm's policies, as an administrator sees them.
 *
 * @param realm the realm
 */
record PolicyProbe(TestRealm realm) {

    /** A policy with a name of its own that alerts of everything of its type. */
    static ObjectNode policy(String type) {
        return Json.object()
                .put("name", type + " " + UUID.randomUUID())
                .put("type", type)
                .put("enforcement", "alert_only");
    }

    static ObjectNode lowTrust(double below) {
        ObjectNode policy = policy("low_trust");
        policy.putObject("parameters").put("trustBelow", below);
        return policy;
    }

    String path(String id) {
        return realm.aimPath("/policies/" + id);
    }

    Reply create(ObjectNode policy) {
        return realm.admin().post(realm.aimPath("/policies"), policy);
    }

    String created(ObjectNode policy) {
        return create(policy).expect(201).body().path("id").asText();
    }

    JsonNode get(String id) {
        return realm.admin().get(path(id)).expect(200).body();
    }

    List<JsonNode> all() {
        return realm.admin()
                .get(realm.aimPath("/policies?max=500"))
                .expect(200)
                .body()
                .path("items")
                .valueStream()
                .toList();
    }

    List<String> names() {
        return all().stream().map(policy -> policy.path("name").asText()).toList();
    }

    /** Events about policies, newest first. */
    List<JsonNode> events(String action) {
        return realm.admin()
                .get(realm.aimPath("/audit-logs?action=" + action + "&max=500"))
                .expect(200)
                .body()
                .path("items")
                .valueStream()
                .toList();
    }

    static String error(Reply reply) {
        return reply.body().path("error").asText();
    }
}
