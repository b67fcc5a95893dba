package io.aim.keycloak.e2e.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aim.keycloak.cli.client.AdminClient;
import io.aim.keycloak.cli.client.Json;
import io.aim.keycloak.cli.client.Reply;
import io.aim.keycloak.e2e.SimpleClient;
import io.aim.keycloak.testkit.KeycloakTest;
import io.aim.keycloak.testkit.TestRealm;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The client of an MCP server takes tokens and gets none, whatever Keycloak's own endpoints are asked for. */
@KeycloakTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class McpServerClientIT {

    private final McpRealm servers;
    private final AdminClient clientAdmin;

    McpServerClientIT(TestRealm realm) {
        this.servers = McpRealm.of(realm);
        this.clientAdmin = realm.adminAs(realm.createUser("client-admin", "manage-clients"));
    }

    @Test
    void isBearerOnlyWithoutSecretFlowsAndServiceAccount() throws Exception {
        JsonNode server = servers.verified();

        JsonNode client = servers.client(server);

        assertThat(client.path("bearerOnly").asBoolean()).isTrue();
        for (String no : new String[] {
            "publicClient",
            "standardFlowEnabled",
            "implicitFlowEnabled",
            "directAccessGrantsEnabled",
            "serviceAccountsEnabled",
            "fullScopeAllowed"
        }) {
            assertThat(client.path(no).asBoolean(true)).as(no).isFalse();
        }
        assertThat(client.path("secret").asText("")).isEmpty();
        assertThat(client.path("defaultClientScopes")).isEmpty();
        assertThat(client.path("optionalClientScopes")).isEmpty();
        assertThat(servers.realm()
                        .keycloak()
                        .jdbc()
                        .number(
                                "select count(*) from CLIENT where CLIENT_ID = ? and SECRET is not null",
                                clientId(server)))
                .isZero();
    }

    @Test
    void getsNoToken() {
        JsonNode server = servers.verified();
        JsonNode secret = servers.realm()
                .admin()
                .post(servers.clientPath(server) + "/client-secret")
                .expect(200)
                .body();

        for (Map<String, String> grant : List.of(
                Map.of("grant_type", "client_credentials"),
                Map.of(
                        "grant_type", "password",
                        "username", servers.owner().username(),
                        "password", servers.owner().password()))) {
            for (String value : new String[] {"", secret.path("value").asText()}) {
                Map<String, String> form = new LinkedHashMap<>(grant);
                form.put("client_id", clientId(server));
                form.put("client_secret", value);
                Reply reply = servers.realm().tokens().post(form).expect(400, 401);
                assertThat(reply.body().has("access_token")).isFalse();
            }
        }
    }

    @Test
    void isAnAudienceByItsRoles() {
        JsonNode server = servers.verified();
        SimpleClient caller = SimpleClient.create(servers.realm(), "caller-" + UUID.randomUUID());
        servers.realm()
                .admin()
                .post(servers.clientPath(server) + "/roles", Json.object().put("name", "reader"))
                .expect(201);
        String account = servers.realm()
                .admin()
                .get(servers.realm().adminPath("/clients/" + caller.id() + "/service-account-user"))
                .expect(200)
                .body()
                .path("id")
                .asText();

        servers.realm().grant(account, clientId(server), "reader");

        String[] token = caller.serviceAccountToken().split("\\.", -1);
        JsonNode claims = Json.parse(new String(Base64.getUrlDecoder().decode(token[1]), StandardCharsets.UTF_8));
        assertThat(claims.path("aud").toString()).contains(clientId(server));
    }

    static Stream<Named<Consumer<ObjectNode>>> weakeningChanges() {
        return Stream.of(
                change("tokens by any flow", c -> c.put("bearerOnly", false)),
                change("the browser flow", c -> c.put("bearerOnly", false).put("standardFlowEnabled", true)),
                change("the password grant", c -> c.put("bearerOnly", false).put("directAccessGrantsEnabled", true)),
                change("a service account", c -> c.put("bearerOnly", false).put("serviceAccountsEnabled", true)),
                change("a public client", c -> c.put("publicClient", true)),
                change("every role in scope", c -> c.put("fullScopeAllowed", true)),
                change("another client id", c -> c.put("clientId", "renamed-" + UUID.randomUUID())),
                change("another protocol", c -> c.put("protocol", "saml")));
    }

    private static Named<Consumer<ObjectNode>> change(String name, Consumer<ObjectNode> change) {
        return Named.of(name, change);
    }

    @ParameterizedTest
    @MethodSource("weakeningChanges")
    void keepsItsShape(Consumer<ObjectNode> change) {
        refuses(clientAdmin, servers.verified(), change);
        refuses(servers.realm().admin(), servers.pending(), change);
    }

    @Test
    void isEnabledByTheStatusOnly() {
        for (JsonNode server : new JsonNode[] {servers.pending(), servers.suspended(), servers.revoked()}) {
            refuses(clientAdmin, server, c -> c.put("enabled", true));
        }
    }

    @Test
    void takesHarmlessChangesWhichAreRecorded() {
        JsonNode server = servers.verified();
        ObjectNode changed = ((ObjectNode) servers.client(server)).put("description", "reads files");

        clientAdmin.put(servers.clientPath(server), changed).expect(204);

        String uuid = servers.client(server).path("id").asText();
        JsonNode event = servers.realm()
                .admin()
                .get(servers.realm().aimPath("/audit-logs?max=1&action=client.changed&target=" + uuid))
                .expect(200)
                .body()
                .at("/items/0");
        assertThat(event.at("/details/mcp_server").asText()).isEqualTo(McpRealm.id(server));
    }

    @Test
    void takesTheServerAlongWhenItIsRemoved() {
        JsonNode server = servers.verified();

        clientAdmin.delete(servers.clientPath(server)).expect(204);

        servers.realm().admin().get(servers.path(server, "")).expect(404);
        assertThat(servers.event(server, "mcp_server.removed")
                        .at("/details/cause")
                        .asText())
                .isEqualTo("its client was removed");
    }

    private void refuses(AdminClient admin, JsonNode server, Consumer<ObjectNode> change) {
        JsonNode before = servers.client(server);
        ObjectNode changed = before.deepCopy();
        change.accept(changed);

        Reply reply = admin.put(servers.clientPath(server), changed).expect(400);

        assertThat(reply.text()).contains(clientId(server));
        assertThat(servers.client(server)).isEqualTo(before);
    }

    private static String clientId(JsonNode server) {
        return server.path("name").asText();
    }
}
