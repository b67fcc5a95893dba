package io.aim.keycloak.e2e.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.aim.keycloak.cli.client.AdminClient;
import io.aim.keycloak.cli.client.AgentKey;
import io.aim.keycloak.cli.client.Json;
import io.aim.keycloak.testkit.KeycloakTest;
import io.aim.keycloak.testkit.TestAgent;
import io.aim.keycloak.testkit.TestRealm;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Keycloak's admin events tell who did what to which agent. */
@KeycloakTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AgentAdminEventsIT {
    private final AgentRealm agents;
    private final TestRealm.User manager;
    private final AdminClient managing;

    AgentAdminEventsIT(TestRealm realm) {
        realm.admin()
                .put(
                        realm.adminPath("/events/config"),
                        Json.object().put("adminEventsEnabled", true).put("adminEventsDetailsEnabled", true))
                .expect(204);
        this.agents = AgentRealm.of(realm);
        this.manager = realm.createUser("manager", "aim-manage", "manage-clients");
        this.managing = realm.adminAs(manager);
    }

    @Test
    void everyChangeOfAnAgentIsAnEvent() {
        TestRealm realm = agents.realm();
        String name = AgentRealm.freshName();
        var body = agents.registration(name);
        AgentKey key = AgentKey.generate();
        body.set("publicKey", key.publicJwk());
        String id = managing.post(realm.aimPath("/agents"), body).expect(201).createdId();
        TestAgent agent = new TestAgent(realm, id, name, key);
        agent.prove().expect(200);
        managing.post(agent.adminPath("/verify")).expect(200);
        managing.put(agent.adminPath(""), Json.object().put("displayName", "Renamed"))
                .expect(204);
        managing.post(agent.adminPath("/suspend"), Json.object().put("reason", "too curious"))
                .expect(200);
        managing.delete(agent.adminPath("")).expect(204);

        List<JsonNode> events = eventsOf(id);

        assertThat(events)
                .extracting(e -> e.path("operationType").asText() + " "
                        + e.path("resourcePath").asText())
                .containsExactlyInAnyOrder(
                        "CREATE aim/agents/" + id,
                        "ACTION aim/agents/" + id + "/verify",
                        "UPDATE aim/agents/" + id,
                        "ACTION aim/agents/" + id + "/suspend",
                        "DELETE aim/agents/" + id);
        assertThat(events).allSatisfy(event -> {
            assertThat(event.path("resourceType").asText()).isEqualTo("AIM_AGENT");
            assertThat(event.path("details").path("aim_agent_id").asText()).isEqualTo(id);
            assertThat(event.path("details").path("aim_agent_name").asText()).isEqualTo(name);
            assertThat(event.path("authDetails").path("userId").asText()).isEqualTo(manager.id());
            assertThat(event.path("representation").asText()).contains(name).doesNotContain("\"d\":");
        });
        JsonNode suspension = events.stream()
                .filter(e -> e.path("resourcePath").asText().endsWith("/suspend"))
                .findFirst()
                .orElseThrow();
        assertThat(suspension.path("details").path("aim_status").asText()).isEqualTo("suspended");
        assertThat(suspension.path("details").path("aim_status_reason").asText())
                .isEqualTo("too curious");
    }

    @Test
    void whatIsRefusedIsNoEvent() {
        TestAgent agent = agents.verified();
        int before = eventsOf(agent.id()).size();

        agents.act(agent, "verify").expect(409);
        agents.realm()
                .admin()
                .put(agent.adminPath(""), Json.object().put("type", "robot"))
                .expect(400);
        agents.register(agents.registration(agent.name())).expect(409);

        assertThat(eventsOf(agent.id())).hasSize(before);
        assertThat(events())
                .filteredOn(e -> "CREATE".equals(e.path("operationType").asText()))
                .filteredOn(e -> agent.name()
                        .equals(e.path("details").path("aim_agent_name").asText()))
                .hasSize(1);
    }

    @Test
    void readingIsNoEvent() {
        TestAgent agent = agents.verified();
        int before = events().size();

        agents.read(agent);
        agents.realm().admin().get(agents.realm().aimPath("/agents")).expect(200);
        agents.realm().admin().get(agent.adminPath("/key-vault")).expect(200);
        agents.realm().admin().get(agents.realm().aimPath("/setup")).expect(200);

        assertThat(events()).hasSize(before);
    }

    private List<JsonNode> eventsOf(String agentId) {
        return events().stream()
                .filter(e -> e.path("resourcePath").asText().contains(agentId))
                .toList();
    }

    private List<JsonNode> events() {
        JsonNode all = agents.realm()
                .admin()
                .get(agents.realm().adminPath("/admin-events?max=1000"))
                .expect(200)
                .body();
        return StreamSupport.stream(all.spliterator(), false).toList();
    }
}
