package io.aim.keycloak.e2e.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aim.keycloak.cli.client.AdminClient;
import io.aim.keycloak.cli.client.AgentKey;
import io.aim.keycloak.cli.client.Json;
import io.aim.keycloak.cli.client.JsonHttp;
import io.aim.keycloak.cli.client.Reply;
import io.aim.keycloak.testkit.Keycloak;
import io.aim.keycloak.testkit.KeycloakTest;
import io.aim.keycloak.testkit.TestAgent;
import io.aim.keycloak.testkit.TestRealm;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** MCP servers on the runtime root, for automation: every endpoint against every kind of credential. */
@KeycloakTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class McpServerApiKeyIT {

    private static final String READ = "mcp-servers:read";
    private static final String WRITE = "mcp-servers:write";

    private enum Endpoint {
        LIST("GET", "/mcp-servers", READ, 200),
        REGISTER("POST", "/mcp-servers", WRITE, 201),
        GET("GET", "/mcp-servers/{id}", READ, 200),
        UPDATE("PUT", "/mcp-servers/{id}", WRITE, 204),
        PUBLIC_KEY("GET", "/mcp-servers/{id}/public-key", READ, 200),
        CHANGE_PUBLIC_KEY("PUT", "/mcp-servers/{id}/public-key", WRITE, 200);

        private final String method;
        private final String path;
        private final String scope;
        private final int success;

        Endpoint(String method, String path, String scope, int success) {
            this.method = method;
            this.path = path;
            this.scope = scope;
            this.success = success;
        }
    }

    private enum Credential {
        NOTHING,
        A_KEY_TO_READ,
        A_KEY_TO_WRITE,
        A_KEY_FOR_AGENTS,
        A_KEY_OF_SOMEBODY_WHO_LOST_THE_POWER,
        A_KEY_OF_ANOTHER_REALM,
        AN_AGENTS_TOKEN
    }

    private final McpRealm servers;
    private final McpRealm others;
    private final TestAgent agent;
    private final TestRealm.User creator;
    private final JsonNode server;
    private final Map<Credential, String> credentials = new EnumMap<>(Credential.class);

    McpServerApiKeyIT(Keycloak keycloak, TestRealm realm) {
        this.servers = McpRealm.of(realm);
        this.others = McpRealm.of(TestRealm.create(keycloak, "other"));
        this.creator = realm.createUser("creator", "aim-manage", "manage-clients");
        this.agent = TestAgent.verified(realm, "agent-" + UUID.randomUUID(), creator, creator);
        this.server = servers.pending();
        TestRealm.User leaving = realm.createUser("leaving", "aim-manage", "manage-clients");
        credentials.put(Credential.A_KEY_TO_READ, key(servers, realm.adminAs(creator), READ));
        credentials.put(Credential.A_KEY_TO_WRITE, key(servers, realm.adminAs(creator), WRITE));
        credentials.put(Credential.A_KEY_FOR_AGENTS, key(servers, realm.adminAs(creator), "agents:read"));
        credentials.put(
                Credential.A_KEY_OF_SOMEBODY_WHO_LOST_THE_POWER, key(servers, realm.adminAs(leaving), READ, WRITE));
        credentials.put(Credential.A_KEY_OF_ANOTHER_REALM, key(others, realm.admin(), READ, WRITE));
        String management = realm.clientUuid("realm-management");
        String roles = realm.adminPath("/users/" + leaving.id() + "/role-mappings/clients/" + management);
        realm.admin()
                .send(
                        "DELETE",
                        roles,
                        Json.bytes(realm.admin().get(roles).expect(200).body()))
                .expect(204);
    }

    @AfterAll
    void dropOtherRealm() {
        others.realm().close();
    }

    private static String key(McpRealm of, AdminClient by, String... scopes) {
        return by.post(
                        of.realm().aimPath("/api-keys"),
                        Map.of("name", "key-" + UUID.randomUUID(), "scopes", List.of(scopes)))
                .expect(201)
                .body()
                .path("key")
                .asText();
    }

    static Stream<Arguments> everyCombination() {
        return Stream.of(Endpoint.values())
                .flatMap(endpoint -> Stream.of(Credential.values()).map(with -> Arguments.of(endpoint, with)));
    }

    @ParameterizedTest(name = "{0} with {1}")
    @MethodSource("everyCombination")
    void answers(Endpoint endpoint, Credential with) {
        Reply reply = send(endpoint, with, McpRealm.id(server));

        Credential allowed = READ.equals(endpoint.scope) ? Credential.A_KEY_TO_READ : Credential.A_KEY_TO_WRITE;
        if (with == allowed) {
            reply.expect(endpoint.success);
            return;
        }
        String code = switch (with) {
            case NOTHING -> "unauthorized";
            case A_KEY_OF_ANOTHER_REALM -> "invalid_api_key";
            case A_KEY_OF_SOMEBODY_WHO_LOST_THE_POWER -> "insufficient_power";
            case AN_AGENTS_TOKEN -> "api_key_required";
            default -> "insufficient_scope";
        };
        int status = with == Credential.NOTHING || with == Credential.A_KEY_OF_ANOTHER_REALM ? 401 : 403;
        assertThat(reply.expect(status).body().path("code").asText()).isEqualTo(code);
    }

    @ParameterizedTest(name = "{0} with {1}")
    @MethodSource("everyCombination")
    void tellsOnlyThoseWhoMayQueryThatAServerDoesNotExist(Endpoint endpoint, Credential with) {
        if (!endpoint.path.contains("{id}")) {
            return;
        }
        Credential allowed = READ.equals(endpoint.scope) ? Credential.A_KEY_TO_READ : Credential.A_KEY_TO_WRITE;

        int status = send(endpoint, with, McpRealm.id(others.pending())).status();

        assertThat(status == 404).isEqualTo(with == allowed);
    }

    @Test
    void aRegistrationBelongsToTheCreatorUnlessItSaysOtherwise() {
        ObjectNode registration = servers.registration(McpRealm.freshName()).without("owner");

        JsonNode mine = register(registration);
        JsonNode theirs = register(servers.registration(McpRealm.freshName()));

        assertThat(mine.at("/owner/id").asText()).isEqualTo(creator.id());
        assertThat(theirs.at("/owner/id").asText()).isEqualTo(servers.owner().id());
        assertThat(mine.path("status").asText()).isEqualTo("pending");
        assertThat(servers.event(mine, "mcp_server.registered")
                        .at("/actor/kind")
                        .asText())
                .isEqualTo("api_key");
    }

    private JsonNode register(ObjectNode registration) {
        return send("POST", "/mcp-servers", credentials.get(Credential.A_KEY_TO_WRITE), registration)
                .expect(201)
                .body();
    }

    @Test
    void aChangeOfTheKeyMakesAVerifiedServerPending() {
        JsonNode verified = servers.verified();

        send(Endpoint.CHANGE_PUBLIC_KEY, Credential.A_KEY_TO_WRITE, McpRealm.id(verified))
                .expect(200);

        assertThat(servers.read(verified).path("status").asText()).isEqualTo("pending");
    }

    @Test
    void refusalsAreProblemDetails() {
        Reply reply = send(
                "POST",
                "/mcp-servers",
                credentials.get(Credential.A_KEY_TO_WRITE),
                Json.object().put("name", "No"));

        JsonNode problem = reply.expect(400).body();
        assertThat(problem.path("code").asText()).isEqualTo("invalid_name");
        assertThat(problem.path("field").asText()).isEqualTo("name");
    }

    private Reply send(Endpoint endpoint, Credential with, String serverId) {
        ObjectNode publicKey = Json.object();
        publicKey.set("publicKey", AgentKey.generate().publicJwk());
        JsonNode body = switch (endpoint) {
            case REGISTER -> servers.registration(McpRealm.freshName());
            case UPDATE -> Json.object().put("displayName", "Renamed");
            case CHANGE_PUBLIC_KEY -> publicKey;
            default -> null;
        };
        String credential = with == Credential.AN_AGENTS_TOKEN ? agent.accessToken() : credentials.get(with);
        return send(endpoint.method, endpoint.path.replace("{id}", serverId), credential, body);
    }

    private Reply send(String method, String path, String credential, JsonNode body) {
        Map<String, String> headers = new LinkedHashMap<>();
        if (credential != null) {
            headers.put("Authorization", "Bearer " + credential);
        }
        if (body != null) {
            headers.put("Content-Type", "application/json");
        }
        return JsonHttp.send(method, servers.realm().runtimeUrl(path), headers, body == null ? null : Json.bytes(body));
    }
}
