package io.aim.keycloak.benchmark.scenario;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aim.keycloak.cli.client.AdminClient;
import io.aim.keycloak.cli.client.Json;

/**
 * Makes the realms of the measurement: Keycloak's defaults, and an ES256 key beside the RSA key.
 *
 * @param admin an administrator of the server
 */
public record Realms(AdminClient admin) {
    private static final String KEY_PROVIDER = "org.keycloak.keys.KeyProvider";

    void create(Login.Realm realm) {
        create(
                realm.realmName(),
                Json.object().put("eventsEnabled", realm == Login.Realm.EVENTS),
                realm == Login.Realm.AGENTS);
    }

    /** A realm with further settings, set up for agents or not. */
    public void create(String name, ObjectNode settings, boolean forAgents) {
        admin.post("/admin/realms", settings.put("realm", name).put("enabled", true))
                .expect(201);
        boolean hasEs256 = admin.get("/admin/realms/" + name + "/keys")
                .expect(200)
                .body()
                .path("active")
                .has("ES256");
        if (!hasEs256) {
            ObjectNode key = Json.object()
                    .put("name", "es256")
                    .put("providerId", "ecdsa-generated")
                    .put("providerType", KEY_PROVIDER);
            key.putObject("config").putArray("priority").add("100");
            admin.post("/admin/realms/" + name + "/components", key).expect(201);
        }
        if (forAgents) {
            admin.post("/admin/realms/" + name + "/aim/setup").expect(200);
        }
    }
}
