package io.aim.keycloak.e2e.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.aim.keycloak.cli.client.JsonHttp;
import io.aim.keycloak.testkit.Db;
import io.aim.keycloak.testkit.KeycloakTest;
import io.aim.keycloak.testkit.TestAgent;
import io.aim.keycloak.testkit.TestRealm;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The life of an agent on the embedded database of the first five minutes. */
@KeycloakTest(db = Db.H2)
class H2SmokeIT {

    @Test
    void anAgentLivesFromRegistrationToRemoval(TestRealm realm) {
        AgentRealm agents = AgentRealm.of(realm);
        TestAgent agent = agents.pending();

        agent.requestToken().expect(401);
        agent.prove().expect(200);
        agents.act(agent, "verify").expect(200);
        JsonNode claims = realm.verifier().verify(agent.accessToken());
        assertThat(claims.path("agent_id").asText()).isEqualTo(agent.id());
        assertThat(claims.path("agent_name").asText()).isEqualTo(agent.name());
        JsonHttp.get(realm.runtimeUrl("/agents/me"), agent.accessToken()).expect(200);
        assertThat(realm.admin()
                        .get(realm.aimPath("/agents?search=" + agent.name() + "&status=verified&max=1"))
                        .expect(200)
                        .body()
                        .path("total")
                        .asInt())
                .isEqualTo(1);

        agents.act(agent, "suspend").expect(200);
        assertThat(agent.requestToken()
                        .expect(401)
                        .body()
                        .path("error_description")
                        .asText())
                .startsWith("agent_suspended");
        agents.act(agent, "reactivate").expect(200);
        agent.requestToken().expect(200);

        realm.admin().delete(agent.adminPath("")).expect(204);
        agent.requestToken().expect(401);
        realm.admin().get(agent.adminPath("")).expect(404);
    }

    @Test
    void anApiKeyIsMadeUsedAndRevoked(TestRealm realm) {
        realm.setUp();
        TestRealm.User creator = realm.createUser("key-creator", "aim-manage", "manage-clients");
        JsonNode issued = realm.adminAs(creator)
                .post(realm.aimPath("/api-keys"), Map.of("name", "h2", "scopes", List.of("agents:read")))
                .expect(201)
                .body();
        Map<String, String> credential = Map.of("X-API-Key", issued.path("key").asText());

        JsonHttp.send("GET", realm.runtimeUrl("/agents"), credential, null).expect(200);
        realm.admin()
                .delete(realm.aimPath(
                        "/api-keys/" + issued.path("apiKey").path("id").asText()))
                .expect(204);
        JsonHttp.send("GET", realm.runtimeUrl("/agents"), credential, null).expect(401);
    }
}
