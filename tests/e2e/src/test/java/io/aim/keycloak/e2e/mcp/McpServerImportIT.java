package io.aim.keycloak.e2e.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aim.keycloak.cli.client.AgentKey;
import io.aim.keycloak.cli.client.Json;
import io.aim.keycloak.cli.client.JsonHttp;
import io.aim.keycloak.cli.client.Reply;
import io.aim.keycloak.testkit.Keycloak;
import io.aim.keycloak.testkit.KeycloakTest;
import io.aim.keycloak.testkit.TestRealm;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** MCP servers as JSON lines, out of one realm and into another; and a list of a thousand of them. */
@KeycloakTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class McpServerImportIT {

    private final McpRealm here;
    private final McpRealm there;

    McpServerImportIT(Keycloak keycloak, TestRealm realm) {
        this.here = McpRealm.of(realm);
        this.there = McpRealm.of(TestRealm.create(keycloak, "there"));
    }

    @AfterAll
    void dropOtherRealm() {
        there.realm().close();
    }

    @Test
    void whatIsExportedCanBeImportedTwice() {
        ObjectNode registration = here.registration("moved").put("displayName", "Moved");
        registration.putArray("tags").add("moving");
        registration.putObject("metadata").put("region", "eu");
        JsonNode server = here.register(registration).expect(201).body();
        here.prove(server);
        here.setStatus(server, "verified").expect(200);

        String lines = export(here, "?tag=moving");
        JsonNode created = take(there, lines, "").at("/items/0");
        JsonNode again = take(there, lines, "").at("/items/0");

        assertThat(created.path("result").asText()).isEqualTo("created");
        assertThat(again.path("result").asText()).isEqualTo("unchanged");
        assertThat(again.path("serverId").asText())
                .isEqualTo(created.path("serverId").asText());
        JsonNode copy = there.list("?search=moved&briefRepresentation=false").at("/items/0");
        assertThat(copy.path("status").asText()).isEqualTo("pending");
        for (String field : List.of("name", "url", "displayName", "tags", "metadata")) {
            assertThat(copy.path(field)).as(field).isEqualTo(server.path(field));
        }
        assertThat(copy.at("/publicKey/thumbprint")).isEqualTo(server.at("/publicKey/thumbprint"));
        assertThat(copy.at("/owner/username").asText()).isEqualTo("owner");
        assertThat(export(there, "?tag=moving")).isEqualTo(lines.replace("\"verified\"", "\"pending\""));
    }

    @Test
    void aLineChangesWhatItHas() {
        JsonNode server = here.verified();
        String name = server.path("name").asText();

        JsonNode item = take(here, "{\"name\":\"" + name + "\",\"description\":\"new\"}", "")
                .at("/items/0");

        assertThat(item.path("result").asText()).isEqualTo("updated");
        JsonNode now = here.read(server);
        assertThat(now.path("description").asText()).isEqualTo("new");
        assertThat(now.path("status").asText()).isEqualTo("verified");
    }

    @Test
    void aDryRunChangesNothing() {
        JsonNode server = here.pending();
        String lines = line(server).put("description", "new") + "\n" + here.registration("never-made");

        JsonNode result = take(here, lines, "?dryRun=true");

        assertThat(McpRealm.texts(result.path("items"), "result")).containsExactly("updated", "created");
        assertThat(here.read(server)).isEqualTo(server);
        assertThat(here.list("?search=never-made").path("total").asInt(-1)).isZero();
    }

    @Test
    void anImportIsNoWayAroundARevocationOrAKey() {
        JsonNode revoked = here.revoked();
        JsonNode keyed = here.verified();
        ObjectNode otherKey = line(keyed);
        otherKey.set("publicKey", AgentKey.generate().publicJwk());

        JsonNode result = take(
                here,
                line(revoked) + "\n" + line(revoked).put("status", "revoked") + "\n" + otherKey + "\n{\n\n"
                        + Json.object().put("name", "No") + "\n" + line(keyed).put("color", "red"),
                "");

        assertThat(McpRealm.texts(result.path("items"), "error"))
                .containsExactly(
                        "mcp_server_revoked", "", "key_differs", "invalid_json", "invalid_name", "unknown_field");
        assertThat(result.at("/items/1/result").asText()).isEqualTo("skipped");
        assertThat(result.at("/items/4/line").asInt()).isEqualTo(6);
        assertThat(result.at("/counts/failed").asInt()).isEqualTo(5);
        assertThat(here.read(revoked).path("status").asText()).isEqualTo("revoked");
        assertThat(here.read(keyed)).isEqualTo(keyed);
    }

    private static ObjectNode line(JsonNode server) {
        return Json.object()
                .put("name", server.path("name").asText())
                .put("url", server.path("url").asText());
    }

    @Test
    void aThousandAreListedPageByPage() {
        // goes with the server: Keycloak takes a minute to remove a realm with a thousand clients
        McpRealm large = McpRealm.of(TestRealm.create(here.realm().keycloak(), "large"));
        String lines = IntStream.range(0, 1_000)
                .mapToObj(i -> Json.object()
                        .put("name", String.format("server-%04d", i))
                        .put("url", "https://server-" + i + ".example.com")
                        .put("displayName", i % 2 == 0 ? "Even" : "Odd")
                        .put("owner", i % 10 == 0 ? "owner" : null))
                .map(line -> line.path("owner").isNull() ? line.without("owner") : line)
                .map(JsonNode::toString)
                .collect(Collectors.joining("\n"));
        assertThat(take(large, lines, "").at("/counts/created").asInt()).isEqualTo(1_000);

        Set<String> seen = new HashSet<>();
        String after = "";
        do {
            JsonNode page = large.list("?max=300" + after);
            List<String> names = McpRealm.texts(page.path("items"), "name");
            assertThat(names).isSorted();
            assertThat(seen).doesNotContainAnyElementsOf(names);
            assertThat(page.path("total").asInt()).isEqualTo(1_000);
            seen.addAll(names);
            after = page.has("next") ? "&after=" + page.path("next").asText() : "";
        } while (!after.isEmpty());
        assertThat(seen).hasSize(1_000);

        JsonNode even = large.list("?search=EVEN&max=5");
        assertThat(even.path("total").asInt()).isEqualTo(500);
        assertThat(McpRealm.texts(even.path("items"), "name")).first().isEqualTo("server-0000");
        assertThat(large.list("?owner=owner").path("total").asInt()).isEqualTo(100);
        assertThat(large.list("?status=verified").path("total").asInt(-1)).isZero();
        assertThat(large.list("?url=HTTPS://server-7.example.com:443/")
                        .at("/items/0/name")
                        .asText())
                .isEqualTo("server-0007");

        take(large, "{\"name\":\"server-9999\",\"url\":\"https://one-more.example.com\"}", "");
        JsonNode counted = large.list("?max=1");
        assertThat(counted.path("total").asInt()).isEqualTo(1_000);
        assertThat(counted.path("totalIsEstimate").asBoolean()).isTrue();
        assertThat(export(large, "").lines()).hasSize(1_001);
    }

    @Test
    void anImportHasLinesButNotTooMany() {
        for (String body : List.of("", "\n\n", "{}\n".repeat(1_001))) {
            assertThat(post(here, body, "").expect(400).body().path("error").asText())
                    .isEqualTo("out_of_range");
        }
    }

    private static JsonNode take(McpRealm realm, String lines, String query) {
        return post(realm, lines, query).expect(200).body();
    }

    private static Reply post(McpRealm realm, String lines, String query) {
        return JsonHttp.send(
                "POST",
                realm.realm().keycloak().baseUrl() + realm.realm().aimPath("/mcp-servers/import" + query),
                Map.of(
                        "Authorization",
                        "Bearer " + realm.realm().admin().token(),
                        "Content-Type",
                        "application/x-ndjson"),
                lines.getBytes(StandardCharsets.UTF_8));
    }

    private static String export(McpRealm realm, String query) {
        return realm.realm()
                .admin()
                .get(realm.realm().aimPath("/mcp-servers/export" + query))
                .expect(200)
                .text();
    }
}
