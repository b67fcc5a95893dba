package io.aim.keycloak.e2e.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aim.keycloak.cli.client.AgentKey;
import io.aim.keycloak.cli.client.Json;
import io.aim.keycloak.cli.client.Reply;
import io.aim.keycloak.e2e.SimpleClient;
import io.aim.keycloak.testkit.KeycloakTest;
import io.aim.keycloak.testkit.TestAgent;
import io.aim.keycloak.testkit.TestRealm;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a registration or change of an MCP server must keep to; a refusal names the field and leaves nothing behind. */
@KeycloakTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class McpServerRulesIT {

    private final McpRealm servers;

    McpServerRulesIT(TestRealm realm) {
        this.servers = McpRealm.of(realm);
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "name            | null                                | required",
                "name            | \"\"                                | required",
                "name            | \"Files\"                           | invalid_name",
                "name            | \"files.eu\"                        | invalid_name",
                "name            | \"-files\"                          | invalid_name",
                "name            | 7                                   | invalid_type",
                "url             | null                                | required",
                "url             | \"files\"                           | invalid_url",
                "url             | \"ftp://h.example\"                 | invalid_url",
                "url             | \"https://u:p@h.example\"           | invalid_url",
                "url             | \"https://h.example/#f\"            | invalid_url",
                "url             | \"https://h.example/../x\"          | invalid_url",
                "url             | \"https://h.example:0\"             | invalid_url",
                "url             | \"https://127.1\"                   | invalid_url",
                "url             | \"http://h.example\"                | insecure_url",
                "url             | \"http://localhost\"                | insecure_url",
                "verificationUrl | \"http://h.example\"                | insecure_url",
                "verificationUrl | \"h.example\"                       | invalid_url",
                "owner           | \"nobody\"                          | unknown_user",
                "owner           | \"\\u0000\"                         | unknown_user",
                "owner           | []                                  | invalid_type",
                "publicKey       | \"AAAA\"                            | invalid_public_key",
                "publicKey       | {\"kty\":\"OKP\",\"d\":\"x\"}       | private_key_refused",
                "displayName     | \"\\u0007\"                         | invalid_characters",
                "version         | \"0123456789012345678901234567890123456789012345678901234567890123456789\" | too_long",
                "metadata        | {\"a b\":\"c\"}                     | invalid_name",
                "metadata        | []                                  | invalid_type",
                "tags            | [\"A\"]                             | invalid_tag",
                "tags            | \"a\"                               | invalid_type",
                "status          | \"verified\"                        | unknown_field",
                "id              | \"mine\"                            | unknown_field"
            })
    void refusesARegistration(String field, String value, String code) throws SQLException {
        Map<String, Long> before = servers.rows();
        ObjectNode body = servers.registration(McpRealm.freshName());
        body.set(field, Json.parse("{\"value\":" + value + "}").path("value"));

        JsonNode error = servers.register(body).expect(400).body();

        assertThat(error.path("error").asText()).isEqualTo(code);
        assertThat(error.path("field").asText()).startsWith(field);
        assertThat(servers.rows()).isEqualTo(before);
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "url             | null                   | required",
                "url             | \"http://h.example\"   | insecure_url",
                "owner           | null                   | required",
                "owner           | \"nobody\"             | unknown_user",
                "verificationUrl | \"x\"                  | invalid_url",
                "tags            | [\" \"]                | invalid_tag",
                "publicKey       | \"AAAA\"               | unknown_field",
                "status          | \"verified\"           | unknown_field"
            })
    void refusesAChange(String field, String value, String code) {
        JsonNode server = servers.verified();
        ObjectNode body = Json.object().put("displayName", "changed");
        body.set(field, Json.parse("{\"value\":" + value + "}").path("value"));

        JsonNode error = servers.update(server, body).expect(400).body();

        assertThat(error.path("error").asText()).isEqualTo(code);
        assertThat(error.path("field").asText()).startsWith(field);
        assertThat(servers.read(server)).isEqualTo(server);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                                   | required            | publicKey",
                "{\"publicKey\":\"AAAA\"}             | invalid_public_key  | publicKey",
                "{\"publicKey\":{\"d\":\"x\"}}        | private_key_refused | publicKey.d",
                "{\"key\":\"AAAA\"}                   | unknown_field       | key",
                "[]                                   | invalid_json        | ''"
            })
    void refusesAKey(String body, String code, String field) {
        JsonNode server = servers.pending();

        JsonNode error = servers.realm()
                .admin()
                .send("PUT", servers.path(server, "/public-key"), body.getBytes(StandardCharsets.UTF_8))
                .expect(400)
                .body();

        assertThat(error.path("error").asText()).isEqualTo(code);
        assertThat(error.path("field").asText()).isEqualTo(field);
        assertThat(servers.read(server)).isEqualTo(server);
    }

    @ParameterizedTest
    @CsvSource({
        "status=open, status, invalid_status",
        "tag=A, tag, invalid_tag",
        "url=nowhere, url, invalid_url",
        "after=%21, after, invalid_cursor",
        "max=0, max, invalid_number",
        "max=501, max, invalid_number"
    })
    void refusesAList(String query, String field, String code) {
        JsonNode error = servers.realm()
                .admin()
                .get(servers.realm().aimPath("/mcp-servers?" + query))
                .expect(400)
                .body();

        assertThat(error.path("field").asText()).isEqualTo(field);
        assertThat(error.path("error").asText()).isEqualTo(code);
    }

    @Test
    void nameAndAddressAreTakenOnce() {
        JsonNode server = servers.pending();
        String name = server.path("name").asText();
        conflicts(servers.register(servers.registration(name)), "name_taken", "name");
        ObjectNode sameUrl = servers.registration(McpRealm.freshName())
                .put("url", McpRealm.url(name).replace("https", "HTTPS"));
        conflicts(servers.register(sameUrl), "url_taken", "url");
        conflicts(servers.update(servers.pending(), Json.object().put("url", McpRealm.url(name))), "url_taken", "url");
    }

    @Test
    void theNameOfAnyClientIsTaken() {
        SimpleClient client = SimpleClient.create(servers.realm(), McpRealm.freshName());
        TestAgent agent =
                TestAgent.register(servers.realm(), "agent-" + McpRealm.freshName(), servers.owner(), servers.owner());

        conflicts(servers.register(servers.registration(client.clientId())), "client_id_taken", "name");
        conflicts(servers.register(servers.registration("account-console")), "client_id_taken", "name");
        conflicts(servers.register(servers.registration(agent.name())), "client_id_taken", "name");
    }

    @Test
    void noAgentGetsTheNameOfAServer() {
        JsonNode server = servers.pending();
        ObjectNode registration = TestAgent.registration(
                server.path("name").asText(),
                AgentKey.generate(),
                servers.owner().id(),
                servers.owner().id());

        conflicts(
                servers.realm().admin().post(servers.realm().aimPath("/agents"), registration),
                "client_id_taken",
                "name");
    }

    private static void conflicts(Reply reply, String code, String field) {
        JsonNode error = reply.expect(409).body();
        assertThat(error.path("error").asText()).isEqualTo(code);
        assertThat(error.path("field").asText()).isEqualTo(field);
    }
}
