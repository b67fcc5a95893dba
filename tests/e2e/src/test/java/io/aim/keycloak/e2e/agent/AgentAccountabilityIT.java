package io.aim.keycloak.e2e.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.aim.keycloak.cli.client.Json;
import io.aim.keycloak.cli.client.Jws;
import io.aim.keycloak.testkit.KeycloakTest;
import io.aim.keycloak.testkit.TestAgent;
import io.aim.keycloak.testkit.TestRealm;
import java.util.UUID;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nobody speaks for an agent whose owner or sponsor is gone, until somebody else steps in. */
@KeycloakTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AgentAccountabilityIT {
    private final AgentRealm agents;

    AgentAccountabilityIT(TestRealm realm) {
        this.agents = AgentRealm.of(realm);
    }

    @ParameterizedTest
    @ValueSource(strings = {"owner", "sponsor"})
    void anAgentWithoutThemIsNotVerified(String role) {
        TestRealm.User person = person();
        TestAgent agent = provenAgentOf(role, person);

        remove(person);

        JsonNode orphan = agents.read(agent);
        assertThat(orphan.has(role)).isFalse();
        assertThat(AgentRealm.texts(orphan.path("findings"))).containsExactly(role + "_missing");
        refuses(agent, "verify", role);
        assertThat(agents.status(agent)).isEqualTo("pending");
        replace(agent, role);
        agents.act(agent, "verify").expect(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"owner", "sponsor"})
    void anAgentWithoutThemIsNotReactivated(String role) {
        TestRealm.User person = person();
        TestAgent agent = verifiedAgentOf(role, person);
        agents.act(agent, "suspend").expect(200);

        remove(person);

        refuses(agent, "reactivate", role);
        assertThat(agents.status(agent)).isEqualTo("suspended");
        agent.requestToken().expect(401);
        replace(agent, role);
        agents.act(agent, "reactivate").expect(200);
        agent.requestToken().expect(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"owner", "sponsor"})
    void anAgentWithoutThemCanStillBeStopped(String role) {
        TestRealm.User person = person();
        TestAgent agent = verifiedAgentOf(role, person);

        remove(person);

        agents.act(agent, "suspend").expect(200);
        agents.act(agent, "revoke").expect(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"owner", "sponsor"})
    void theTokenNamesThemNoMore(String role) {
        TestRealm.User person = person();
        TestAgent agent = verifiedAgentOf(role, person);
        assertThat(Jws.claims(agent.accessToken()).path("agent_" + role).asText())
                .isEqualTo(person.id());

        remove(person);

        assertThat(Jws.claims(agent.accessToken()).has("agent_" + role)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"owner", "sponsor"})
    void aPersonWhoIsSwitchedOffDoesNotCount(String role) {
        TestRealm.User person = person();
        TestAgent agent = provenAgentOf(role, person);

        switchOn(person, false);

        refuses(agent, "verify", role);
        switchOn(person, true);
        agents.act(agent, "verify").expect(200);
    }

    private TestRealm.User person() {
        return agents.realm().createUser("person-" + UUID.randomUUID());
    }

    private TestAgent provenAgentOf(String role, TestRealm.User person) {
        boolean owner = "owner".equals(role);
        TestAgent agent = TestAgent.register(
                agents.realm(),
                AgentRealm.freshName(),
                owner ? person : agents.owner(),
                owner ? agents.sponsor() : person);
        agent.prove().expect(200);
        return agent;
    }

    private TestAgent verifiedAgentOf(String role, TestRealm.User person) {
        TestAgent agent = provenAgentOf(role, person);
        agents.act(agent, "verify").expect(200);
        return agent;
    }

    private void remove(TestRealm.User person) {
        agents.realm()
                .admin()
                .delete(agents.realm().adminPath("/users/" + person.id()))
                .expect(204);
    }

    private void switchOn(TestRealm.User person, boolean enabled) {
        agents.realm()
                .admin()
                .put(
                        agents.realm().adminPath("/users/" + person.id()),
                        Json.object().put("username", person.username()).put("enabled", enabled))
                .expect(204);
    }

    private void replace(TestAgent agent, String role) {
        agents.realm()
                .admin()
                .put(agent.adminPath(""), Json.object().put(role, agents.owner().id()))
                .expect(204);
    }

    private void refuses(TestAgent agent, String action, String role) {
        JsonNode error = agents.act(agent, action).expect(409).body();

        assertThat(error.path("error").asText()).isEqualTo(role + "_missing");
        assertThat(error.path("field").asText()).isEqualTo(role);
    }
}
