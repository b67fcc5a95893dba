package io.aim.keycloak.e2e.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aim.keycloak.cli.client.AgentKey;
import io.aim.keycloak.cli.client.Json;
import io.aim.keycloak.cli.client.JsonHttp;
import io.aim.keycloak.cli.client.Reply;
import io.aim.keycloak.testkit.KeycloakTest;
import io.aim.keycloak.testkit.TestAgent;
import io.aim.keycloak.testkit.TestRealm;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Agents as JSON lines, out of one realm and into another. */
@KeycloakTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AgentExchangeIT {

    private static final int MORE_THAN_A_PAGE = 205;

    private final AgentRealm agents;

    AgentExchangeIT(TestRealm realm) {
        this.agents = AgentRealm.of(realm);
    }

    private static List<ObjectNode> export(AgentRealm from, String filter) {
        return from.realm()
                .admin()
                .get(from.realm().aimPath("/agents/export" + filter))
                .expect(200)
                .text()
                .lines()
                .map(line -> (ObjectNode) Json.parse(line))
                .toList();
    }

    private static JsonNode take(AgentRealm into, String query, Stream<? extends JsonNode> lines) {
        return post(into, query, lines.map(JsonNode::toString).collect(Collectors.joining("\n")))
                .expect(200)
                .body();
    }

    private static Reply post(AgentRealm into, String query, String body) {
        return JsonHttp.send(
                "POST",
                into.realm().keycloak().baseUrl() + into.realm().aimPath("/agents/import" + query),
                Map.of(
                        "Authorization",
                        "Bearer " + into.realm().admin().token(),
                        "Content-Type",
                        "application/x-ndjson"),
                body.getBytes(StandardCharsets.UTF_8));
    }

    private JsonNode take(ObjectNode... lines) {
        return take(agents, "", Stream.of(lines));
    }

    private ObjectNode line(String name) {
        return agents.registration(name);
    }

    private JsonNode read(String name) {
        return agents.realm()
                .admin()
                .get(agents.realm().aimPath("/agents?briefRepresentation=false&search=" + name))
                .expect(200)
                .body()
                .path("items")
                .path(0);
    }

    private static JsonNode only(JsonNode result) {
        assertThat(result.path("items")).hasSize(1);
        return result.path("items").path(0);
    }

    @Test
    void whatOneRealmExportsAnotherTakesOverAsPendingAgents() {
        TestAgent rich = agents.verified();
        agents.realm()
                .admin()
                .put(
                        rich.adminPath(""),
                        Map.of(
                                "displayName",
                                "Größe, \"Ordnung\"\n& <Maß>",
                                "metadata",
                                Map.of("model", "m-1"),
                                "tags",
                                List.of("eu", "prod"),
                                "declaredCapabilities",
                                List.of("db:read"),
                                "version",
                                "1.2",
                                "expiresAt",
                                "2099-01-01T00:00:00Z"))
                .expect(204);
        ObjectNode exported = export(agents, "?search=" + rich.name()).get(0);

        try (TestRealm other = TestRealm.create(agents.realm().keycloak(), "exchange")) {
            AgentRealm there = AgentRealm.of(other);
            JsonNode item = only(take(there, "", Stream.of(exported)));

            assertThat(item.path("result").asText()).isEqualTo("created");
            ObjectNode again = export(there, "").get(0);
            assertThat(again.remove("status").asText()).isEqualTo("pending");
            assertThat(exported.remove("status").asText()).isEqualTo("verified");
            assertThat(again).isEqualTo(exported);
            TestAgent moved = new TestAgent(other, item.path("agentId").asText(), rich.name(), rich.key());
            moved.requestToken().expect(401);
            moved.prove().expect(200);
            there.act(moved, "verify").expect(200);
            moved.requestToken().expect(200);
        }
    }

    @Test
    void takingTheSameLinesTwiceChangesNothingTheSecondTime() {
        ObjectNode line = line(AgentRealm.freshName()).put("description", "first");
        assertThat(only(take(line)).path("result").asText()).isEqualTo("created");
        String updatedAt = read(line.path("name").asText()).path("updatedAt").asText();

        JsonNode second = take(line);

        assertThat(only(second).path("result").asText()).isEqualTo("unchanged");
        assertThat(second.path("counts").path("unchanged").asInt()).isEqualTo(1);
        assertThat(read(line.path("name").asText()).path("updatedAt").asText()).isEqualTo(updatedAt);
        assertThat(agents.realm()
                        .admin()
                        .get(agents.realm()
                                .aimPath("/audit-logs?action=agent.updated&target="
                                        + only(second).path("agentId").asText()))
                        .expect(200)
                        .body()
                        .path("total")
                        .asInt(-1))
                .isZero();
    }

    @Test
    void ofAnAgentThatIsThereTheFieldsOfTheLineAreChangedAndNoOthers() {
        TestAgent agent = agents.verified();
        agents.realm()
                .admin()
                .put(agent.adminPath(""), Map.of("description", "stays", "tags", List.of("old")))
                .expect(204);

        JsonNode item = only(take(Json.object()
                .put("name", agent.name())
                .put("status", "pending")
                .set("tags", Json.tree(List.of("new")))));

        assertThat(item.path("result").asText()).isEqualTo("updated");
        JsonNode after = agents.read(agent);
        assertThat(AgentRealm.texts(after.path("tags"))).containsExactly("new");
        assertThat(after.path("description").asText()).isEqualTo("stays");
        assertThat(after.path("status").asText()).isEqualTo("verified");
        agent.requestToken().expect(200);
    }

    @Test
    void anOfferStaysOpenWhenTheLineNamesTheSamePeople() {
        TestAgent agent = agents.verified();
        agents.realm()
                .admin()
                .post(
                        agent.adminPath("/transfer"),
                        Map.of("role", "owner", "to", agents.sponsor().id()))
                .expect(200);

        take(export(agents, "?search=" + agent.name()).get(0).put("description", "changed"));

        assertThat(agents.read(agent).path("description").asText()).isEqualTo("changed");
        assertThat(agents.read(agent).path("transfers")).hasSize(1);
    }

    @Test
    void anotherKeyIsNoRotation() {
        TestAgent agent = agents.verified();
        ObjectNode line = Json.object().put("name", agent.name()).put("description", "taken over");
        line.set("publicKey", AgentKey.generate().publicJwk());

        JsonNode item = only(take(line));

        assertThat(item.path("result").asText()).isEqualTo("failed");
        assertThat(item.path("error").asText()).isEqualTo("key_differs");
        assertThat(item.path("field").asText()).isEqualTo("publicKey");
        assertThat(agents.read(agent).path("description").isMissingNode()).isTrue();
    }

    @Test
    void revokedAgentsAreNotBroughtBack() {
        TestAgent revoked = agents.revoked();
        ObjectNode exported = export(agents, "?search=" + revoked.name()).get(0);
        assertThat(only(take(exported)).path("result").asText()).isEqualTo("skipped");

        exported.put("status", "verified").put("description", "again");

        assertThat(only(take(exported)).path("error").asText()).isEqualTo("agent_revoked");
        assertThat(agents.status(revoked)).isEqualTo("revoked");
    }

    @Test
    void aRevokedKeyIsNotRegisteredAgainUnderAnotherName() {
        TestAgent revoked = agents.revoked();
        ObjectNode line = line(AgentRealm.freshName());
        line.set("publicKey", revoked.key().publicJwk());

        assertThat(only(take(line)).path("error").asText()).isEqualTo("key_in_use");
    }

    @Test
    void eachBadLineIsNamedAndTheGoodOnesAreTaken() {
        String good = AgentRealm.freshName();
        String body = String.join(
                "\n",
                "{\"name\":",
                "",
                "[1]",
                line(AgentRealm.freshName()).put("owner", "nobody").toString(),
                line(AgentRealm.freshName()).put("colour", "red").toString(),
                line("Not A Name").toString(),
                line(AgentRealm.freshName()).put("privateKey", "x").toString(),
                line(good).toString(),
                line(AgentRealm.freshName())
                        .put("description", "x".repeat(70_000))
                        .toString());

        JsonNode result = post(agents, "", body).expect(200).body();

        List<String> items = new ArrayList<>();
        result.path("items")
                .forEach(item -> items.add(item.path("line").asInt() + " "
                        + item.path("error").asText(item.path("result").asText()) + " "
                        + item.path("field").asText("")));
        assertThat(items)
                .containsExactly(
                        "1 invalid_json ",
                        "3 invalid_json ",
                        "4 unknown_user owner",
                        "5 unknown_field colour",
                        "6 invalid_name name",
                        "7 unknown_field privateKey",
                        "8 created ",
                        "9 too_large ");
        assertThat(result.path("counts").path("failed").asInt()).isEqualTo(7);
        assertThat(read(good).path("status").asText()).isEqualTo("pending");
    }

    @Test
    void aDryRunSaysWhatWouldBeDoneAndDoesNothing() throws SQLException {
        TestAgent agent = agents.pending();
        Map<String, Long> before = agents.rows();

        JsonNode result = take(
                agents,
                "?dryRun=true",
                Stream.of(
                        line(AgentRealm.freshName()),
                        Json.object().put("name", agent.name()).put("description", "would be")));

        assertThat(AgentRealm.texts(result.path("items"), "result")).containsExactly("created", "updated");
        assertThat(result.path("items").path(0).has("agentId")).isFalse();
        assertThat(result.path("dryRun").asBoolean()).isTrue();
        assertThat(agents.rows()).isEqualTo(before);
        assertThat(agents.read(agent).has("description")).isFalse();
    }

    @Test
    void tooManyLinesOrNoneAreRefusedAsAWhole() {
        String many = IntStream.rangeClosed(0, 1000).mapToObj(i -> "{}").collect(Collectors.joining("\n"));
        assertThat(post(agents, "", many).expect(400).body().path("error").asText())
                .isEqualTo("out_of_range");
        post(agents, "", " \n\n").expect(400);
        post(agents, "", "").expect(400);
        agents.realm()
                .admin()
                .send("POST", agents.realm().aimPath("/agents/import"), "{}".getBytes(StandardCharsets.UTF_8))
                .expect(415);
    }

    @Test
    void manyAgentsGoOutInTheOrderOfTheirNamesAndIn() {
        String tag = "many-" + AgentRealm.freshName().substring(0, 12);
        List<ObjectNode> lines = IntStream.range(0, MORE_THAN_A_PAGE)
                .mapToObj(i -> {
                    ObjectNode line = line(tag + "-" + i);
                    line.set("tags", Json.tree(List.of(tag)));
                    return line;
                })
                .toList();

        JsonNode result = take(agents, "", lines.stream());

        assertThat(result.path("counts").path("created").asInt()).isEqualTo(MORE_THAN_A_PAGE);
        assertThat(export(agents, "?tag=" + tag).stream()
                        .map(line -> line.path("name").asText()))
                .hasSize(MORE_THAN_A_PAGE)
                .isSorted();
    }

    @Test
    void aRealmThatIsNotSetUpTakesNone() {
        try (TestRealm bare = TestRealm.create(agents.realm().keycloak(), "bare")) {
            AgentRealm there = new AgentRealm(bare, agents.owner(), agents.sponsor());
            assertThat(post(there, "", line("anybody").toString())
                            .expect(409)
                            .body()
                            .path("error")
                            .asText())
                    .isEqualTo("realm_not_ready");
        }
    }

    @Test
    void everyLineIsOnRecordAsTheAdministrators() {
        String id = only(take(line(AgentRealm.freshName()))).path("agentId").asText();

        JsonNode event = agents.realm()
                .admin()
                .get(agents.realm().aimPath("/audit-logs?action=agent.registered&target=" + id))
                .expect(200)
                .body()
                .path("items")
                .path(0);
        assertThat(event.path("actor").path("name").asText()).isEqualTo("admin");
    }
}
