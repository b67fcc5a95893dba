package io.aim.keycloak.benchmark.scenario;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aim.keycloak.cli.client.AdminClient;
import io.aim.keycloak.cli.client.Json;

/**
 * Makes the realms of the measurement: Keycloak's defaults, and an ES256 key beside the RSA key.
 *
 * @param admin an administrator of the server
 */
record Realms(AdminClient admin) {
    private static final String KEY_PROVIDER = "org.keycloak.keys.KeyProvider";

    void create(Login.Realm realm) {
        String name = realm.realmName();
        admin.post(
                        "/admin/realms",
                        Json.object()
                                .put("realm", name)
                                .put("enabled", true)
                                .put("eventsEnabled", realm == Login.Realm.EVENTS))
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
        if (realm == Login.Realm.AGENTS) {
            admin.post("/admin/realms/" + name + "/aim/setup").expect(200);
        }
    }
}
