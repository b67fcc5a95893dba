package io.aim.keycloak.e2e.capability;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aim.keycloak.cli.client.Json;
import io.aim.keycloak.testkit.KeycloakTest;
import io.aim.keycloak.testkit.TestAgent;
import io.aim.keycloak.testkit.TestRealm;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Capabilities of one realm do not exist in another, not even for an administrator of both. */
@KeycloakTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CapabilityCrossRealmIT {

    private static final String TYPE = "billing:refund";

    private final CapabilityRealm here;
    private final CapabilityRealm there;
    private TestAgent agent;
    private TestAgent foreign;
    private String grant;
    private String request;

    CapabilityCrossRealmIT(TestRealm realm) {
        this.here = CapabilityRealm.of(realm);
        this.there = CapabilityRealm.of(TestRealm.create(realm.keycloak(), "there"));
    }

    @BeforeAll
    void fillOneRealm() throws SQLException {
        here.realm()
                .admin()
                .post(
                        here.realm().aimPath("/capability-types"),
                        Json.object().put("name", TYPE).put("risk", "low"))
                .expect(201);
        agent = here.agent();
        foreign = there.agent();
        grant = here.granted(agent, TYPE);
        request = here.asked(agent, "db:write");
        here.realm().keycloak().jdbc().update("update AIM_CAPABILITY_GRANT set GRANTED_AT = 1 where ID = ?", grant);
    }

    @AfterAll
    void dropOtherRealm() {
        there.realm().close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET    | /capability-types/{type}                  |",
                "PUT    | /capability-types/{type}                  | {\"risk\":\"high\"}",
                "DELETE | /capability-types/{type}                  |",
                "GET    | /agents/{agent}/capabilities              |",
                "POST   | /agents/{agent}/capabilities              | {\"capability\":\"db:read\"}",
                "DELETE | /agents/{agent}/capabilities/{grant}      |",
                "DELETE | /agents/{foreign}/capabilities/{grant}    |",
                "GET    | /agents/{agent}/capability-requests       |",
                "POST   | /agents/{agent}/capability-requests       | {\"capability\":\"db:read\"}",
                "POST   | /capability-requests/{request}/approve    | {}",
                "POST   | /capability-requests/{request}/reject     | {\"reason\":\"no\"}",
                "POST   | /capability-requests/{request}/withdraw   |"
            })
    void anIdOfAnotherRealmIsNotFoundAndUntouched(String method, String path, String body) {
        String address = path.replace("{type}", TYPE)
                .replace("{agent}", agent.id())
                .replace("{foreign}", foreign.id())
                .replace("{grant}", grant)
                .replace("{request}", request);

        there.realm()
                .admin()
                .send(
                        method,
                        there.realm().aimPath(address),
                        body == null || body.isBlank() ? null : Json.bytes(Json.parse(body)))
                .expect(404);

        untouched();
    }

    private void untouched() {
        JsonNode type = here.realm()
                .admin()
                .get(here.realm().aimPath("/capability-types/" + TYPE))
                .expect(200)
                .body();
        assertThat(type.path("risk").asText()).isEqualTo("low");
        assertThat(CapabilityRealm.texts(here.grants(agent), "id")).containsExactly(grant);
        assertThat(CapabilityRealm.texts(here.pending(agent), "id")).containsExactly(request);
    }

    @Test
    void listsShowTheirOwnRealmOnly() {
        for (String path : new String[] {
            "/capability-requests", "/capability-requests?agent=" + agent.id(), "/capabilities/unused?days=1"
        }) {
            JsonNode page = there.realm()
                    .admin()
                    .get(there.realm().aimPath(path))
                    .expect(200)
                    .body();
            assertThat(page.path("total").asInt(-1)).as(path).isZero();
            assertThat(page.path("items")).as(path).isEmpty();
        }
        assertThat(CapabilityRealm.texts(
                        there.realm()
                                .admin()
                                .get(there.realm().aimPath("/capability-types?max=500"))
                                .expect(200)
                                .body()
                                .path("items"),
                        "name"))
                .contains("db:read")
                .doesNotContain(TYPE);
    }

    @Test
    void unusedGrantsOfAnotherRealmStay() {
        JsonNode result = there.realm()
                .admin()
                .post(
                        there.realm().aimPath("/capabilities/unused/revoke"),
                        Json.object().put("days", 1))
                .expect(200)
                .body();

        assertThat(result.path("revoked").asInt(-1)).isZero();
        untouched();
    }

    @Test
    void aTypeOfAnotherRealmIsNeitherGrantedNorAskedFor() {
        ObjectNode body = Json.object().put("capability", TYPE);

        assertThat(CapabilityRealm.error(there.grant(foreign, body).expect(400)))
                .isEqualTo("unknown_capability");
        assertThat(CapabilityRealm.error(there.ask(foreign, body).expect(400))).isEqualTo("unknown_capability");
    }
}
