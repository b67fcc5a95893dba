package io.aim.keycloak.e2e.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aim.keycloak.cli.client.Json;
import io.aim.keycloak.testkit.Keycloak;
import io.aim.keycloak.testkit.KeycloakTest;
import io.aim.keycloak.testkit.TestRealm;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What becomes of MCP servers when they, their owner or their realm go. */
@KeycloakTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class McpServerRemovalIT {

    private final Keycloak keycloak;
    private final McpRealm servers;

    McpServerRemovalIT(Keycloak keycloak, TestRealm realm) {
        this.keycloak = keycloak;
        this.servers = McpRealm.of(realm);
    }

    @Test
    void aServerLosesItsOwnerAndNotItsStatus() {
        TestRealm.User leaving = servers.realm().createUser("leaving");
        JsonNode server = servers.verified();
        servers.update(server, Json.object().put("owner", leaving.id())).expect(204);

        servers.realm()
                .admin()
                .delete(servers.realm().adminPath("/users/" + leaving.id()))
                .expect(204);

        JsonNode now = servers.read(server);
        assertThat(now.has("owner")).isFalse();
        assertThat(now.path("status").asText()).isEqualTo("verified");
        assertThat(servers.event(server, "mcp_server.owner.lost")
                        .at("/details/owner")
                        .asText())
                .isEqualTo(leaving.id());
        servers.act(server, "suspend").expect(200);
        assertThat(servers.act(server, "reactivate")
                        .expect(409)
                        .body()
                        .path("error")
                        .asText())
                .isEqualTo("owner_missing");
    }

    @Test
    void aRemovedRealmLeavesNoRows() throws Exception {
        TestRealm doomed = TestRealm.create(keycloak, "doomed");
        McpRealm its = McpRealm.of(doomed);
        JsonNode server = its.verified();
        doomed.admin()
                .post(its.path(server, "/tags"), Map.of("tags", List.of("doomed")))
                .expect(200);
        String realmId = doomed.admin()
                .get(doomed.adminPath(""))
                .expect(200)
                .body()
                .path("id")
                .asText();

        doomed.close();

        for (String table : List.of("AIM_MCP_SERVER", "AIM_MCP_SERVER_TAG")) {
            assertThat(keycloak.jdbc().number("select count(*) from " + table + " where REALM_ID = ?", realmId))
                    .as(table)
                    .isZero();
        }
    }

    @Test
    void manyAreRemovedByTheirIds() throws Exception {
        List<String> ids = IntStream.range(0, 3)
                .mapToObj(i -> McpRealm.id(servers.pending()))
                .toList();
        String unknown = UUID.randomUUID().toString();
        ObjectNode body = Json.object();
        ids.forEach(body.putArray("ids")::add);
        body.withArray("ids").add(unknown);

        JsonNode dryRun = bulkDelete(body.deepCopy().put("dryRun", true));
        assertThat(McpRealm.texts(dryRun.path("items"), "result"))
                .containsExactly("would_remove", "would_remove", "would_remove", "failed");
        Map<String, Long> before = servers.rows();
        JsonNode result = bulkDelete(body);

        assertThat(result.path("succeeded").asInt()).isEqualTo(3);
        assertThat(result.path("failed").asInt()).isEqualTo(1);
        assertThat(McpRealm.texts(result.path("items"), "result"))
                .containsExactly("removed", "removed", "removed", "failed");
        assertThat(result.at("/items/3/error").asText()).isEqualTo("not_found");
        assertThat(servers.rows().get("CLIENT")).isEqualTo(before.get("CLIENT") - 3);
        for (String id : ids) {
            servers.realm()
                    .admin()
                    .get(servers.realm().aimPath("/mcp-servers/" + id))
                    .expect(404);
        }
    }

    @Test
    void manyAreRemovedByAFilterPageByPage() {
        for (int i = 0; i < 5; i++) {
            ObjectNode registration = servers.registration("bulk-" + i);
            registration.putArray("tags").add("bulk");
            servers.register(registration).expect(201);
        }
        JsonNode bystander = servers.pending();
        ObjectNode body = Json.object().put("max", 2);
        body.putObject("filter").put("tag", "bulk");

        JsonNode first = bulkDelete(body);
        JsonNode second =
                bulkDelete(body.deepCopy().put("after", first.path("next").asText()));
        JsonNode third =
                bulkDelete(body.deepCopy().put("after", second.path("next").asText()));

        assertThat(McpRealm.texts(first.path("items"), "serverName")).containsExactly("bulk-0", "bulk-1");
        assertThat(McpRealm.texts(second.path("items"), "serverName")).containsExactly("bulk-2", "bulk-3");
        assertThat(McpRealm.texts(third.path("items"), "serverName")).containsExactly("bulk-4");
        assertThat(third.has("next")).isFalse();
        assertThat(servers.list("?tag=bulk").path("total").asInt(-1)).isZero();
        servers.read(bystander);
    }

    @Test
    void aBulkRemovalNamesWhatItRemoves() {
        for (String body : List.of(
                "{}", "{\"ids\":[]}", "{\"ids\":[\"a\"],\"filter\":{}}", "{\"ids\":[null]}", "{\"ids\":\"a\"}")) {
            assertThat(post(Json.parse(body)).path("field").asText()).as(body).startsWith("ids");
        }
        assertThat(post(Json.parse("{\"filter\":{\"color\":\"red\"}}"))
                        .path("field")
                        .asText())
                .isEqualTo("filter.color");
        assertThat(post(Json.parse("{\"filter\":{},\"max\":501}")).path("field").asText())
                .isEqualTo("max");
    }

    private JsonNode post(JsonNode body) {
        return servers.realm()
                .admin()
                .post(servers.realm().aimPath("/mcp-servers/bulk-delete"), body)
                .expect(400)
                .body();
    }

    private JsonNode bulkDelete(JsonNode body) {
        return servers.realm()
                .admin()
                .post(servers.realm().aimPath("/mcp-servers/bulk-delete"), body)
                .expect(200)
                .body();
    }
}
