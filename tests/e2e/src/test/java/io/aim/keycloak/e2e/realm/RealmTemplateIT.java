package io.aim.keycloak.e2e.realm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aim.keycloak.cli.client.AgentKey;
import io.aim.keycloak.cli.client.Json;
import io.aim.keycloak.cli.client.Reply;
import io.aim.keycloak.testkit.Keycloak;
import io.aim.keycloak.testkit.KeycloakTest;
import io.aim.keycloak.testkit.TestAgent;
import io.aim.keycloak.testkit.TestRealm;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A realm's JSON makes it agent-ready and registers its agents, all of it or nothing. */
@KeycloakTest
class RealmTemplateIT {

    private final Keycloak keycloak;
    private final String name = "template-" + UUID.randomUUID();

    RealmTemplateIT(Keycloak keycloak) {
        this.keycloak = keycloak;
    }

    @AfterEach
    void remove() {
        keycloak.admin().delete("/admin/realms/" + name).expect(204, 404);
    }

    private ObjectNode template() {
        ObjectNode realm = TestRealm.quick().put("realm", name).put("enabled", true);
        realm.putArray("users")
                .addObject()
                .put("username", "ada")
                .put("enabled", true)
                .put("email", "ada@example.com");
        realm.putObject("attributes");
        return realm;
    }

    private Reply make(ObjectNode template) {
        return keycloak.admin().post("/admin/realms", template);
    }

    private JsonNode get(String path) {
        return keycloak.admin().get("/admin/realms/" + name + path).expect(200).body();
    }

    private static String line(String agent, String owner) {
        return TestAgent.registration(agent, AgentKey.generate(), owner, "ada").toString();
    }

    @Test
    void agentsOfTheTemplateAreRegistered() {
        ObjectNode template = template();
        template.withObject("/attributes")
                .put("aim.template.agents", line("one", "ada") + "\n\n" + line("two", "ada") + "\n");

        make(template).expect(201);

        JsonNode items = get("/aim/agents").path("items");
        assertThat(items).hasSize(2);
        assertThat(items.path(0).path("status").asText()).isEqualTo("pending");
        assertThat(items.path(0).path("owner").path("username").asText()).isEqualTo("ada");
        assertThat(get("/aim/setup").path("ready").asBoolean()).isTrue();
        assertThat(get("").path("attributes").has("aim.template.agents")).isFalse();
        assertThat(get("/aim/audit-logs?action=agent.registered").path("total").asInt())
                .isEqualTo(2);
    }

    @Test
    void aTemplateMayOnlySetTheRealmUp() {
        ObjectNode template = template();
        template.withObject("/attributes").put("aim.template.setup", "true");

        make(template).expect(201);

        assertThat(get("/aim/setup").path("ready").asBoolean()).isTrue();
        assertThat(get("").path("attributes").has("aim.template.setup")).isFalse();
    }

    @Test
    void aRealmThatSaysNothingIsLeftAlone() {
        make(template()).expect(201);

        assertThat(get("/aim/setup").path("ready").asBoolean(true)).isFalse();
    }

    @Test
    void aLineThatCannotBeTakenFailsTheImportAndIsNamed() {
        ObjectNode template = template();
        template.withObject("/attributes")
                .put("aim.template.agents", line("one", "ada") + "\n" + line("two", "nobody"));

        Reply refused = make(template).expect(400);

        assertThat(refused.text())
                .contains("aim.template.agents")
                .contains("line 2")
                .contains("owner");
        keycloak.admin().get("/admin/realms/" + name).expect(404);
    }

    @Test
    void anAttributeThatIsSetLaterRegistersNobody() {
        ObjectNode template = template();
        template.withObject("/attributes").put("aim.template.setup", "true");
        make(template).expect(201);
        ObjectNode change = Json.object();
        change.putObject("attributes").put("aim.template.agents", line("late", "ada"));

        keycloak.admin().put("/admin/realms/" + name, change).expect(204);

        assertThat(get("/aim/agents").path("items")).isEmpty();
    }
}
