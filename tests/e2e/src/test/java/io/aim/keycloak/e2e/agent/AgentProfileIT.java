package io.aim.keycloak.e2e.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aim.keycloak.cli.client.Json;
import io.aim.keycloak.cli.client.Reply;
import io.aim.keycloak.testkit.KeycloakTest;
import io.aim.keycloak.testkit.TestAgent;
import io.aim.keycloak.testkit.TestRealm;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What describes an agent: version, addresses, metadata, tags, organization; and the realm's settings. */
@KeycloakTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AgentProfileIT {

    private final AgentRealm agents;

    AgentProfileIT(TestRealm realm) {
        this.agents = AgentRealm.of(realm);
        realm.admin()
                .put(realm.adminPath(""), Map.of("organizationsEnabled", true))
                .expect(204);
        realm.admin()
                .post(
                        realm.adminPath("/organizations"),
                        Map.of(
                                "name",
                                "Acme",
                                "alias",
                                "acme",
                                "domains",
                                List.of(Map.of("name", "acme.example", "verified", true))))
                .expect(201);
    }

    private ObjectNode described(String name) {
        ObjectNode body = agents.registration(name)
                .put("version", "1.2.3")
                .put("repositoryUrl", "https://git.example/agent")
                .put("documentationUrl", "https://docs.example/agent?x=1")
                .put("expiresAt", "2999-01-01T00:00:00Z")
                .put("organization", "acme");
        body.set("metadata", Json.tree(Map.of("model", "m-1", "framework", "f")));
        body.set("tags", Json.tree(List.of("eu", "payments", "eu")));
        return body;
    }

    @Test
    void aRegistrationKeepsAllOfIt() {
        JsonNode agent =
                agents.register(described(AgentRealm.freshName())).expect(201).body();

        assertThat(agent.path("version").asText()).isEqualTo("1.2.3");
        assertThat(agent.path("repositoryUrl").asText()).isEqualTo("https://git.example/agent");
        assertThat(agent.path("documentationUrl").asText()).isEqualTo("https://docs.example/agent?x=1");
        assertThat(agent.path("expiresAt").asText()).isEqualTo("2999-01-01T00:00:00Z");
        assertThat(agent.path("metadata").path("model").asText()).isEqualTo("m-1");
        assertThat(AgentRealm.texts(agent.path("tags"))).containsExactly("eu", "payments");
        assertThat(names("organization=acme")).contains(agent.path("name").asText());
        assertThat(names("tag=payments")).contains(agent.path("name").asText());
        assertThat(names("tag=payment")).isEmpty();
    }

    @Test
    void theServiceAccountIsAMemberOfTheOrganization() {
        String name = AgentRealm.freshName();
        JsonNode agent = agents.register(described(name)).expect(201).body();
        String organization = agent.path("organization").asText();

        assertThat(members(organization)).contains("service-account-" + name);

        agents.realm()
                .admin()
                .put(
                        agents.realm().aimPath("/agents/" + agent.path("id").asText()),
                        Json.object().putNull("organization"))
                .expect(204);
        assertThat(members(organization)).doesNotContain("service-account-" + name);
    }

    private List<String> members(String organization) {
        return AgentRealm.texts(
                agents.realm()
                        .admin()
                        .get(agents.realm().adminPath("/organizations/" + organization + "/members?max=100"))
                        .expect(200)
                        .body(),
                "username");
    }

    @Test
    void anUpdateClearsWhatIsNullAndKeepsWhatIsAbsent() {
        JsonNode agent =
                agents.register(described(AgentRealm.freshName())).expect(201).body();
        String path = agents.realm().aimPath("/agents/" + agent.path("id").asText());

        agents.realm()
                .admin()
                .put(path, Json.object().putNull("version").putNull("expiresAt").putNull("tags"))
                .expect(204);

        JsonNode after = agents.realm().admin().get(path).expect(200).body();
        assertThat(after.has("version")).isFalse();
        assertThat(after.has("expiresAt")).isFalse();
        assertThat(after.path("tags")).isEmpty();
        assertThat(after.path("repositoryUrl").asText()).isEqualTo("https://git.example/agent");
    }

    @ParameterizedTest
    @CsvSource({
        "version, '\"' , 65, too_long, version",
        "repositoryUrl, '\"ftp://x.example\"', 0, invalid_url, repositoryUrl",
        "repositoryUrl, '\"https://user:pw@x.example\"', 0, invalid_url, repositoryUrl",
        "documentationUrl, '\"javascript:alert(1)\"', 0, invalid_url, documentationUrl",
        "documentationUrl, '\"/relative\"', 0, invalid_url, documentationUrl",
        "expiresAt, '\"2001-01-01T00:00:00Z\"', 0, in_the_past, expiresAt",
        "expiresAt, '\"tomorrow\"', 0, invalid_time, expiresAt",
        "organization, '\"nobody\"', 0, unknown_organization, organization",
        "metadata, '[]', 0, invalid_type, metadata",
        "metadata, '{\"a b\":\"x\"}', 0, invalid_name, metadata",
        "metadata, '{\"a\":1}', 0, invalid_type, metadata",
        "tags, '[\"UPPER\"]', 0, invalid_tag, tags[0]",
        "tags, '[\"ok\",7]', 0, invalid_tag, tags[1]"
    })
    void badInputNamesTheField(String field, String json, int length, String code, String named) {
        ObjectNode body = agents.registration(AgentRealm.freshName());
        body.set(field, length == 0 ? Json.parse(json) : Json.tree("x".repeat(length)));

        Reply reply = agents.register(body).expect(400);

        assertThat(reply.body().path("error").asText()).isEqualTo(code);
        assertThat(reply.body().path("field").asText()).isEqualTo(named);
    }

    @Test
    void anAgentHasFiftyTagsAtMost() {
        TestAgent agent = agents.pending();
        List<String> fifty = IntStream.range(0, 50).mapToObj(i -> "tag-" + i).toList();
        String path = agent.adminPath("/tags");
        agents.realm().admin().post(path, Map.of("tags", fifty)).expect(200);

        Reply reply = agents.realm()
                .admin()
                .post(path, Map.of("tags", List.of("one-more")))
                .expect(400);

        assertThat(reply.body().path("error").asText()).isEqualTo("too_many_tags");
        agents.realm().admin().delete(path + "/tag-7").expect(204);
        agents.realm().admin().delete(path + "/tag-7").expect(404);
        assertThat(agents.realm().admin().get(path).expect(200).body().path("tags"))
                .hasSize(49);
    }

    @Test
    void theSettingsOfTheRealmAreShownWithTheirDefaultsAndChangedAsAWhole() {
        String path = agents.realm().aimPath("/settings");
        JsonNode before = agents.realm().admin().get(path).expect(200).body();
        assertThat(before.path("keyLifetimeDays").asInt()).isEqualTo(365);
        assertThat(before.path("keyGraceSeconds").asInt()).isEqualTo(86_400);

        Reply refused = agents.realm()
                .admin()
                .put(path, Map.of("keyLifetimeDays", 30, "maxActiveKeys", 21))
                .expect(400);
        assertThat(refused.body().path("field").asText()).isEqualTo("maxActiveKeys");
        assertThat(agents.realm().admin().get(path).expect(200).body()).isEqualTo(before);
        agents.realm()
                .admin()
                .put(path, Map.of("keyLifetimeDays", 30, "fallbackSponsor", "sponsor"))
                .expect(204);

        JsonNode after = agents.realm().admin().get(path).expect(200).body();
        assertThat(after.path("keyLifetimeDays").asInt()).isEqualTo(30);
        assertThat(after.path("fallbackSponsor").asText())
                .isEqualTo(agents.sponsor().id());
        assertThat(after.path("keyGraceSeconds").asInt()).isEqualTo(86_400);
        agents.realm()
                .admin()
                .put(path, Json.object().putNull("keyLifetimeDays").putNull("fallbackSponsor"))
                .expect(204);
        assertThat(agents.realm().admin().get(path).expect(200).body()).isEqualTo(before);
    }

    private List<String> names(String filter) {
        return AgentRealm.texts(
                agents.realm()
                        .admin()
                        .get(agents.realm().aimPath("/agents?max=500&" + filter))
                        .expect(200)
                        .body()
                        .path("items"),
                "name");
    }
}
