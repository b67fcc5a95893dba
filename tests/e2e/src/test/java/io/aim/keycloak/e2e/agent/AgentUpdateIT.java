package io.aim.keycloak.e2e.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aim.keycloak.cli.client.Json;
import io.aim.keycloak.cli.client.Jws;
import io.aim.keycloak.cli.client.Reply;
import io.aim.keycloak.testkit.KeycloakTest;
import io.aim.keycloak.testkit.TestAgent;
import io.aim.keycloak.testkit.TestRealm;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An update changes what it names and nothing else. */
@KeycloakTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AgentUpdateIT {
    private final AgentRealm agents;
    private final TestRealm.User successor;

    AgentUpdateIT(TestRealm realm) {
        this.agents = AgentRealm.of(realm);
        this.successor = realm.createUser("successor");
    }

    @Test
    void changesEveryFieldThatMayChange() {
        TestAgent agent = agents.verified();
        JsonNode before = agents.read(agent);
        ObjectNode body = Json.object()
                .put("displayName", "New name")
                .put("description", "New description")
                .put("type", "workflow")
                .put("owner", successor.id())
                .put("sponsor", "successor")
                .put("allowLegacyAudience", true);
        body.putArray("declaredCapabilities").add("mail:send");

        update(agent, body).expect(204);

        JsonNode after = agents.read(agent);
        assertThat(after.path("displayName").asText()).isEqualTo("New name");
        assertThat(after.path("description").asText()).isEqualTo("New description");
        assertThat(after.path("type").asText()).isEqualTo("workflow");
        assertThat(after.path("owner").path("id").asText()).isEqualTo(successor.id());
        assertThat(after.path("sponsor").path("id").asText()).isEqualTo(successor.id());
        assertThat(AgentRealm.texts(after.path("declaredCapabilities"))).containsExactly("mail:send");
        assertThat(after.path("capabilities")).isEmpty();
        assertThat(AgentRealm.texts(after.path("findings"))).containsExactly("legacy_audience_allowed");
        assertThat(Instant.parse(after.path("updatedAt").asText()))
                .isAfterOrEqualTo(Instant.parse(before.path("updatedAt").asText()));
        assertThat(after.path("status")).isEqualTo(before.path("status"));
        assertThat(after.path("keys")).isEqualTo(before.path("keys"));
    }

    @Test
    void leavesAloneWhatItDoesNotName() {
        ObjectNode registration = agents.registration(AgentRealm.freshName())
                .put("displayName", "Old name")
                .put("description", "Old description")
                .put("type", "service");
        registration.putArray("declaredCapabilities").add("db:read").add("file:read");
        JsonNode before = agents.register(registration).expect(201).body();

        agents.realm()
                .admin()
                .put(
                        agents.realm().aimPath("/agents/" + before.path("id").asText()),
                        Json.object().put("description", "New description"))
                .expect(204);

        ObjectNode after = (ObjectNode) agents.realm()
                .admin()
                .get(agents.realm().aimPath("/agents/" + before.path("id").asText()))
                .expect(200)
                .body();
        assertThat(after.path("description").asText()).isEqualTo("New description");
        after.set("description", before.path("description"));
        after.set("updatedAt", before.path("updatedAt"));
        assertThat(after).isEqualTo(before);
    }

    @Test
    void anEmptyUpdateChangesNothing() {
        TestAgent agent = agents.verified();
        JsonNode before = agents.read(agent);

        update(agent, Json.object()).expect(204);

        assertThat(agents.read(agent)).isEqualTo(before);
    }

    @Test
    void nullClearsTextsAndLists() {
        ObjectNode registration = agents.registration(AgentRealm.freshName())
                .put("displayName", "Old name")
                .put("description", "Old description");
        registration.putArray("declaredCapabilities").add("db:read");
        String path = agents.realm()
                .aimPath("/agents/" + agents.register(registration).expect(201).createdId());

        agents.realm()
                .admin()
                .put(path, Json.object().putNull("displayName").putNull("description"))
                .expect(204);

        JsonNode after = agents.realm().admin().get(path).expect(200).body();
        assertThat(after.has("displayName")).isFalse();
        assertThat(after.has("description")).isFalse();
        assertThat(AgentRealm.texts(after.path("declaredCapabilities"))).containsExactly("db:read");
    }

    @Test
    void declaredCapabilitiesAreReplaced() {
        ObjectNode registration = agents.registration(AgentRealm.freshName());
        registration.putArray("declaredCapabilities").add("db:read").add("file:read");
        String path = agents.realm()
                .aimPath("/agents/" + agents.register(registration).expect(201).createdId());
        ObjectNode update = Json.object();
        update.putArray("declaredCapabilities").add("file:read").add("mail:send");

        agents.realm().admin().put(path, update).expect(204);

        assertThat(AgentRealm.texts(
                        agents.realm().admin().get(path).expect(200).body().path("declaredCapabilities")))
                .containsExactlyInAnyOrder("file:read", "mail:send");
    }

    @Test
    void theNextTokenSpeaksOfTheChange() {
        TestAgent agent = agents.verified();
        assertThat(claim(agent, "agent_type")).isEqualTo("ai_agent");
        assertThat(claim(agent, "agent_owner")).isEqualTo(agents.owner().id());

        update(agent, Json.object().put("type", "service").put("owner", successor.id()))
                .expect(204);

        assertThat(claim(agent, "agent_type")).isEqualTo("service");
        assertThat(claim(agent, "agent_owner")).isEqualTo(successor.id());
    }

    private static String claim(TestAgent agent, String name) {
        return Jws.claims(agent.accessToken()).path(name).asText();
    }

    @Test
    void theNameMayBeRepeatedButNotChanged() {
        TestAgent agent = agents.verified();

        update(agent, Json.object().put("name", agent.name())).expect(204);
        JsonNode error =
                update(agent, Json.object().put("name", "renamed")).expect(400).body();

        assertThat(error.path("error").asText()).isEqualTo("immutable");
        assertThat(error.path("field").asText()).isEqualTo("name");
        assertThat(agents.read(agent).path("name").asText()).isEqualTo(agent.name());
        assertThat(agents.client(agent.name()).path("clientId").asText()).isEqualTo(agent.name());
        agent.requestToken().expect(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"status\":\"verified\"} | status | unknown_field",
                "{\"publicKey\":\"x\"} | publicKey | unknown_field",
                "{\"trustScore\":1} | trustScore | unknown_field",
                "{\"capabilities\":[\"db:read\"]} | capabilities | unknown_field",
                "{\"clientId\":\"x\"} | clientId | unknown_field",
                "{\"displayName\":7} | displayName | invalid_type",
                "{\"type\":\"robot\"} | type | invalid_type",
                "{\"type\":null} | type | required",
                "{\"owner\":null} | owner | required",
                "{\"owner\":\"\"} | owner | required",
                "{\"sponsor\":\"nobody\"} | sponsor | unknown_user",
                "{\"declaredCapabilities\":[7]} | declaredCapabilities[0] | invalid_capability",
                "{\"allowLegacyAudience\":\"yes\"} | allowLegacyAudience | invalid_type",
                "[] | '' | invalid_json"
            })
    void refuses(String body, String field, String code) {
        TestAgent agent = agents.verified();
        JsonNode before = agents.read(agent);

        JsonNode error = agents.realm()
                .admin()
                .send("PUT", agent.adminPath(""), body.getBytes(StandardCharsets.UTF_8))
                .expect(400)
                .body();

        assertThat(error.path("error").asText()).isEqualTo(code);
        assertThat(error.path("field").asText()).isEqualTo(field);
        assertThat(agents.read(agent)).isEqualTo(before);
    }

    @Test
    void oneWrongFieldUndoesTheWholeUpdate() {
        TestAgent agent = agents.verified();
        JsonNode before = agents.read(agent);
        ObjectNode body = Json.object()
                .put("displayName", "New name")
                .put("type", "service")
                .put("owner", successor.id())
                .put("sponsor", "nobody");

        update(agent, body).expect(400);

        assertThat(agents.read(agent)).isEqualTo(before);
        assertThat(claim(agent, "agent_owner")).isEqualTo(agents.owner().id());
    }

    @RepeatedTest(5)
    void anUpdateDoesNotUndoASuspensionOfTheSameMoment() throws Exception {
        TestAgent agent = agents.verified();
        CyclicBarrier start = new CyclicBarrier(2);
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            Future<Integer> updated = threads.submit(() -> {
                start.await();
                return update(agent, Json.object().put("displayName", "Renamed"))
                        .status();
            });
            Future<Integer> suspended = threads.submit(() -> {
                start.await();
                return agents.act(agent, "suspend").status();
            });
            assertThat(updated.get()).isEqualTo(204);
            assertThat(suspended.get()).isEqualTo(200);
        } finally {
            threads.shutdownNow();
        }

        assertThat(agents.status(agent)).isEqualTo("suspended");
        assertThat(agents.read(agent).path("displayName").asText()).isEqualTo("Renamed");
        agent.requestToken().expect(401);
    }

    private Reply update(TestAgent agent, JsonNode body) {
        return agents.realm().admin().put(agent.adminPath(""), body);
    }
}
