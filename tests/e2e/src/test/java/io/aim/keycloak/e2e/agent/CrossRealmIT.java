package io.aim.keycloak.e2e.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.aim.keycloak.cli.client.AgentKey;
import io.aim.keycloak.cli.client.Json;
import io.aim.keycloak.cli.client.JsonHttp;
import io.aim.keycloak.testkit.Keycloak;
import io.aim.keycloak.testkit.KeycloakTest;
import io.aim.keycloak.testkit.TestAgent;
import io.aim.keycloak.testkit.TestRealm;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What belongs to one realm does not exist in another, not even for an administrator of both. */
@KeycloakTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CrossRealmIT {
    private final AgentRealm here;
    private final AgentRealm there;

    CrossRealmIT(Keycloak keycloak, TestRealm realm) {
        this.here = AgentRealm.of(realm);
        this.there = AgentRealm.of(TestRealm.create(keycloak, "there"));
    }

    @AfterAll
    void dropOtherRealm() {
        there.realm().close();
    }

    static Stream<Endpoint> endpointsOfOneAgent() {
        return Stream.of(Endpoint.values()).filter(e -> e.path().contains("{id}"));
    }

    @ParameterizedTest
    @MethodSource("endpointsOfOneAgent")
    void anIdOfAnotherRealmIsNotFoundAndUntouched(Endpoint endpoint) {
        TestAgent agent = endpoint.state().fresh(here);
        JsonNode before = here.read(agent);
        String path = there.realm().aimPath(endpoint.path().replace("{id}", agent.id()));

        there.realm()
                .admin()
                .send(endpoint.method(), path, endpoint.body(there))
                .expect(404);

        assertThat(here.read(agent)).isEqualTo(before);
    }

    @Test
    void aListShowsTheAgentsOfItsOwnRealmOnly() {
        TestAgent agent = here.verified();

        JsonNode list = there.realm()
                .admin()
                .get(there.realm().aimPath("/agents?search=" + agent.name()))
                .expect(200)
                .body();

        assertThat(list.path("total").asInt(-1)).isZero();
        assertThat(list.path("items")).isEmpty();
    }

    @Test
    void nameAndKeyAreTakenInTheirOwnRealmOnly() {
        TestAgent agent = here.verified();
        JsonNode twin = TestAgent.registration(
                agent.name(), agent.key(), there.owner().id(), there.sponsor().id());

        there.register(twin).expect(201);
    }

    @Test
    void aPersonOfAnotherRealmOwnsNothing() {
        String name = AgentRealm.freshName();
        JsonNode body = TestAgent.registration(
                name, AgentKey.generate(), here.owner().id(), there.sponsor().id());

        JsonNode error = there.register(body).expect(400).body();

        assertThat(error.path("field").asText()).isEqualTo("owner");
        assertThat(error.path("error").asText()).isEqualTo("unknown_user");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/challenge", "/challenge/response"})
    void aKeyIsProvenInItsOwnRealmOnly(String path) {
        TestAgent agent = here.pending();
        JsonNode body = Json.object()
                .put("thumbprint", agent.key().thumbprint())
                .put("challenge", "A".repeat(43))
                .put("signature", "AAAA");
        JsonNode request = path.endsWith("response")
                ? body
                : Json.object().put("thumbprint", agent.key().thumbprint());

        JsonHttp.post(there.realm().runtimeUrl("/agents/" + agent.id() + path), request)
                .expect(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/me", "/agents/me", "/agents/me/key-vault"})
    void aTokenOfAnotherRealmIsNoToken(String path) {
        String token = here.verified().accessToken();

        JsonHttp.get(here.realm().runtimeUrl(path), token).expect(200);
        JsonHttp.get(there.realm().runtimeUrl(path), token).expect(401);
    }
}
