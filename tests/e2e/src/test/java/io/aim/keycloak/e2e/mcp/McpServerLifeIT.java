package io.aim.keycloak.e2e.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aim.keycloak.cli.client.AgentKey;
import io.aim.keycloak.cli.client.Json;
import io.aim.keycloak.cli.client.Reply;
import io.aim.keycloak.testkit.KeycloakTest;
import io.aim.keycloak.testkit.TestAgent;
import io.aim.keycloak.testkit.TestRealm;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An MCP server from registration to revocation. */
@KeycloakTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class McpServerLifeIT {

    private final McpRealm servers;

    McpServerLifeIT(TestRealm realm) {
        this.servers = McpRealm.of(realm);
    }

    @Test
    void aRegistrationIsAnsweredAndKeptAsSent() {
        String name = McpRealm.freshName();
        ObjectNode body = servers.registration(name)
                .put("url", "HTTPS://" + name + ".Example.COM:443/mcp")
                .put("displayName", "Files")
                .put("description", "reads files")
                .put("verificationUrl", "https://" + name + ".example.com/verify")
                .put("version", "1.2");
        body.putObject("metadata").put("region", "eu");
        body.putArray("tags").add("eu").add("files");

        Reply reply = servers.register(body).expect(201);

        JsonNode server = servers.read(reply.body());
        assertThat(server).isEqualTo(reply.body());
        assertThat(reply.createdId()).isEqualTo(McpRealm.id(server));
        assertThat(server.path("url").asText()).isEqualTo(McpRealm.url(name));
        assertThat(server.path("status").asText()).isEqualTo("pending");
        assertThat(server.path("clientId").asText()).isEqualTo(name);
        assertThat(server.path("displayName").asText()).isEqualTo("Files");
        assertThat(server.path("verificationUrl").asText()).endsWith("/verify");
        assertThat(server.path("version").asText()).isEqualTo("1.2");
        assertThat(server.at("/metadata/region").asText()).isEqualTo("eu");
        assertThat(server.path("tags")).hasSize(2);
        assertThat(server.at("/owner/username").asText()).isEqualTo("owner");
        assertThat(server.at("/publicKey/jwk/x")).isEqualTo(body.at("/publicKey/x"));
        assertThat(server.at("/verification/failedChecks").asInt(-1)).isZero();
        assertThat(server.at("/verification/verifiedAt").isMissingNode()).isTrue();
        assertThat(servers.event(server, "mcp_server.registered")
                        .at("/details/url")
                        .asText())
                .isEqualTo(McpRealm.url(name));
    }

    @Test
    void ownerAndKeyMayComeLater() {
        String name = McpRealm.freshName();
        JsonNode server = servers.register(Json.object().put("name", name).put("url", McpRealm.url(name)))
                .expect(201)
                .body();
        servers.realm().admin().get(servers.path(server, "/public-key")).expect(404);
        refuses(servers.setStatus(server, "verified"), "owner_missing", "owner");

        servers.update(server, Json.object().put("owner", "owner")).expect(204);
        refuses(servers.setStatus(server, "verified"), "key_missing", "publicKey");

        AgentKey key = AgentKey.generate();
        servers.setKey(server, key).expect(200);
        refuses(servers.setStatus(server, "verified"), "key_not_proven", "publicKey");
        assertThat(servers.realm()
                        .admin()
                        .get(servers.path(server, "/public-key"))
                        .expect(200)
                        .body()
                        .path("thumbprint")
                        .asText())
                .isEqualTo(key.thumbprint());

        servers.prove(server);
        servers.setStatus(server, "verified").expect(200);
    }

    @Test
    void goesThroughItsStatuses() {
        JsonNode server = servers.verified();
        assertThat(servers.client(server).path("enabled").asBoolean()).isTrue();

        JsonNode suspended = servers.act(server, "suspend").expect(200).body();
        assertThat(suspended.path("status").asText()).isEqualTo("suspended");
        assertThat(suspended.path("statusReason").asText()).isEqualTo("end-to-end test");
        assertThat(servers.client(server).path("enabled").asBoolean(true)).isFalse();

        servers.act(server, "reactivate").expect(200);
        assertThat(servers.client(server).path("enabled").asBoolean()).isTrue();

        servers.act(server, "revoke").expect(200);
        assertThat(servers.client(server).path("enabled").asBoolean(true)).isFalse();
        assertThat(servers.event(server, "mcp_server.status.changed").path("details"))
                .isEqualTo(Json.parse(
                        "{\"previous_status\":\"verified\",\"reason\":\"end-to-end test\",\"status\":\"revoked\"}"));
        for (String action : List.of("suspend", "reactivate", "revoke")) {
            refuses(servers.act(server, action), "illegal_transition", "status");
        }
    }

    @Test
    void nobodyAsksForPending() {
        for (JsonNode server : List.of(servers.pending(), servers.verified(), servers.suspended())) {
            refuses(servers.setStatus(server, "pending"), "illegal_transition", "status");
        }
    }

    @Test
    void aSuspensionEndsWithAReasonOnly() {
        JsonNode server = servers.suspended();

        Reply reply = servers.realm().admin().post(servers.path(server, "/reactivate"), Json.object());

        assertThat(reply.expect(400).body().path("field").asText()).isEqualTo("reason");
    }

    @Test
    void aPendingServerIsVerifiedAndNotReactivated() {
        refuses(servers.act(servers.proven(), "reactivate"), "illegal_transition", "status");
    }

    @Test
    void anotherKeyMakesAVerifiedServerPending() {
        JsonNode server = servers.verified();

        servers.setKey(server, AgentKey.generate()).expect(200);

        isUnproven(server, "pending");
        assertThat(servers.event(server, "mcp_server.key.changed")
                        .at("/details/replaced")
                        .asText())
                .isEqualTo(server.at("/publicKey/thumbprint").asText());
        assertThat(servers.event(server, "mcp_server.status.changed")
                        .at("/details/reason")
                        .asText())
                .isEqualTo("its key changed");
    }

    @Test
    void anotherAddressMakesAVerifiedServerPending() {
        JsonNode server = servers.verified();

        servers.update(server, Json.object().put("url", McpRealm.url(McpRealm.freshName())))
                .expect(204);

        isUnproven(server, "pending");
    }

    @Test
    void anotherSpellingOfTheSameAddressChangesNothing() {
        JsonNode server = servers.verified();

        servers.update(
                        server,
                        Json.object().put("url", server.path("url").asText().replace("https://", "HTTPS://")))
                .expect(204);

        assertThat(servers.read(server).path("status").asText()).isEqualTo("verified");
    }

    @Test
    void aSuspendedServerWithAnotherKeyStaysSuspendedUntilThatOneIsProven() {
        JsonNode server = servers.suspended();

        servers.setKey(server, AgentKey.generate()).expect(200);

        isUnproven(server, "suspended");
        refuses(servers.act(server, "reactivate"), "key_not_proven", "publicKey");
        servers.prove(server);
        servers.act(server, "reactivate").expect(200);
    }

    private void isUnproven(JsonNode server, String status) {
        JsonNode now = servers.read(server);
        assertThat(now.path("status").asText()).isEqualTo(status);
        assertThat(now.at("/verification/verifiedAt").isMissingNode()).isTrue();
        assertThat(servers.client(server).path("enabled").asBoolean(true)).isFalse();
    }

    @Test
    void theSameKeyAgainChangesNothing() {
        JsonNode server = servers.verified();
        ObjectNode body = Json.object();
        body.set("publicKey", server.at("/publicKey/jwk"));

        servers.realm().admin().put(servers.path(server, "/public-key"), body).expect(200);

        assertThat(servers.read(server).path("status").asText()).isEqualTo("verified");
    }

    @Test
    void aReplacedOrRevokedKeyIsNeverAcceptedAgain() {
        JsonNode first = servers.pending();
        AgentKey old = AgentKey.generate();
        servers.setKey(first, old).expect(200);
        servers.setKey(first, AgentKey.generate()).expect(200);
        refuses(servers.setKey(first, old), "key_in_use", "publicKey");

        JsonNode revoked = servers.revoked();
        servers.realm().admin().delete(servers.path(revoked, "")).expect(204);
        ObjectNode again = servers.registration(McpRealm.freshName());
        again.set("publicKey", revoked.at("/publicKey/jwk"));
        refuses(servers.register(again), "key_in_use", "publicKey");
    }

    @Test
    void aRevokedServerGetsNoKey() {
        assertThat(servers.setKey(servers.revoked(), AgentKey.generate())
                        .expect(409)
                        .body()
                        .path("error")
                        .asText())
                .isEqualTo("mcp_server_revoked");
    }

    @Test
    void noAgentSharesAKeyWithAServer() {
        TestAgent agent =
                TestAgent.register(servers.realm(), "agent-" + McpRealm.freshName(), servers.owner(), servers.owner());
        refuses(servers.setKey(servers.pending(), agent.key()), "key_in_use", "publicKey");

        JsonNode server = servers.pending();
        ObjectNode registration = TestAgent.registration(
                "agent-" + McpRealm.freshName(),
                AgentKey.generate(),
                servers.owner().id(),
                servers.owner().id());
        registration.set("publicKey", server.at("/publicKey/jwk"));
        refuses(
                servers.realm().admin().post(servers.realm().aimPath("/agents"), registration),
                "key_in_use",
                "publicKey");
    }

    @Test
    void aChangeTouchesWhatItNamesOnly() {
        JsonNode server = servers.verified();

        servers.update(server, Json.object().put("displayName", "Renamed").putNull("version"))
                .expect(204);

        ObjectNode expected = server.deepCopy();
        expected.put("displayName", "Renamed");
        assertThat(comparable(servers.read(server))).isEqualTo(comparable(expected));
        assertThat(servers.event(server, "mcp_server.updated")
                        .at("/details/fields")
                        .asText())
                .isEqualTo("displayName version");
    }

    private static JsonNode comparable(JsonNode server) {
        return ((ObjectNode) server.deepCopy()).without("updatedAt");
    }

    @Test
    void theNameNeverChanges() {
        JsonNode server = servers.pending();
        servers.update(server, Json.object().put("name", server.path("name").asText()))
                .expect(204);

        JsonNode error = servers.update(server, Json.object().put("name", "another"))
                .expect(400)
                .body();

        assertThat(error.path("error").asText()).isEqualTo("immutable");
    }

    @Test
    void tagsComeAndGo() {
        JsonNode server = servers.pending();
        String tags = servers.path(server, "/tags");
        servers.realm().admin().post(tags, Map.of("tags", List.of("b", "a"))).expect(200);
        servers.realm().admin().post(tags, Map.of("tags", List.of("c"))).expect(200);
        servers.realm().admin().delete(tags + "/b").expect(204);
        servers.realm().admin().delete(tags + "/b").expect(404);

        assertThat(servers.realm().admin().get(tags).expect(200).body().path("tags"))
                .isEqualTo(Json.parse("[\"a\",\"c\"]"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"AIM_MCP_SERVER", "CLIENT"})
    void aRemovedServerLeavesNothingBehind(String table) throws Exception {
        long before = servers.rows().get(table);
        JsonNode server = servers.verified();

        servers.realm().admin().delete(servers.path(server, "")).expect(204);

        assertThat(servers.rows().get(table)).isEqualTo(before);
        servers.realm().admin().get(servers.path(server, "")).expect(404);
        servers.event(server, "mcp_server.removed");
        ObjectNode again = servers.registration(server.path("name").asText());
        again.set("publicKey", server.at("/publicKey/jwk"));
        servers.register(again).expect(201);
    }

    private static void refuses(Reply reply, String code, String field) {
        JsonNode error = reply.expect(409).body();
        assertThat(error.path("error").asText()).isEqualTo(code);
        assertThat(error.path("field").asText()).isEqualTo(field);
    }
}
