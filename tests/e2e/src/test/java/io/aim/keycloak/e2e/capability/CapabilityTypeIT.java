package io.aim.keycloak.e2e.capability;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aim.keycloak.cli.client.Json;
import io.aim.keycloak.testkit.KeycloakTest;
import io.aim.keycloak.testkit.TestAgent;
import io.aim.keycloak.testkit.TestRealm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The catalogue: core types are the same for all, and a realm has its own beside them. */
@KeycloakTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CapabilityTypeIT {

    private final CapabilityRealm capabilities;
    private final TestRealm realm;

    CapabilityTypeIT(TestRealm realm) {
        this.capabilities = CapabilityRealm.of(realm);
        this.realm = realm;
    }

    @Test
    void typesOfOnesOwnAreGrantedLikeTheOthers() {
        String type = realm.aimPath("/capability-types/billing:refund");
        ObjectNode body = Json.object().put("name", "billing:refund").put("risk", "high");
        realm.admin().post(realm.aimPath("/capability-types"), body).expect(201);
        realm.admin().post(realm.aimPath("/capability-types"), body).expect(409);
        JsonNode stored = realm.admin().get(type).expect(200).body();
        assertThat(stored.path("minimumTrust").asDouble()).isEqualTo(0.5);
        assertThat(stored.path("executionMode").asText()).isEqualTo("notify");
        TestAgent agent = capabilities.agent();
        String id = capabilities.granted(agent, "billing:refund");

        assertThat(CapabilityRealm.error(realm.admin().delete(type).expect(409)))
                .isEqualTo("type_granted");
        realm.admin()
                .put(type, Json.object().put("risk", "low").put("minimumTrust", 0.25))
                .expect(204);
        assertThat(realm.admin()
                        .get(type)
                        .expect(200)
                        .body()
                        .path("minimumTrust")
                        .asDouble())
                .isEqualTo(0.25);
        realm.admin().delete(agent.adminPath("/capabilities/" + id)).expect(204);
        realm.admin().delete(type).expect(204);
        realm.admin().get(type).expect(404);
    }

    @Test
    void coreTypesAreTheSameForAll() {
        String core = realm.aimPath("/capability-types/db:read");
        JsonNode page = realm.admin()
                .get(realm.aimPath("/capability-types?max=500"))
                .expect(200)
                .body();
        assertThat(page.path("items")
                        .valueStream()
                        .filter(type -> type.path("core").asBoolean()))
                .hasSize(22);
        assertThat(CapabilityRealm.error(realm.admin()
                        .put(core, Json.object().put("risk", "low"))
                        .expect(409)))
                .isEqualTo("core_type");
        assertThat(CapabilityRealm.error(realm.admin().delete(core).expect(409)))
                .isEqualTo("core_type");
        assertThat(CapabilityRealm.error(realm.admin()
                        .post(
                                realm.aimPath("/capability-types"),
                                Json.object().put("name", "db:drop").put("risk", "low"))
                        .expect(400)))
                .isEqualTo("reserved_namespace");
    }
}
