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
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Which MCP servers an agent uses, and which it may use: saying or doing so permits nothing. */
@KeycloakTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class McpConnectionIT {

    private final McpRealm servers;
    private final McpRealm others;
    private final Map<McpCaller, AdminClient> users = new EnumMap<>(McpCaller.class);

    McpConnectionIT(Keycloak keycloak, TestRealm realm) {
        this.servers = McpRealm.of(realm);
        this.others = McpRealm.of(TestRealm.create(keycloak, "other"));
        for (McpCaller caller : McpCaller.values()) {
            if (caller.logsIn()) {
                TestRealm home = caller == McpCaller.ADMINISTRATOR_OF_ANOTHER_REALM ? others.realm() : realm;
                users.put(
                        caller, home.adminAs(home.createUser(caller.name().toLowerCase(Locale.ROOT), caller.roles())));
            }
        }
    }

    @AfterAll
    void dropOtherRealm() {
        others.realm().close();
    }

    @Test
    void aRegistrationDeclaresAndGrantsNothing() {
        JsonNode first = servers.pending();
        JsonNode second = servers.pending();
        ObjectNode registration = registration();
        registration
                .putArray("mcpServers")
                .add(McpRealm.id(first))
                .add(second.path("name").asText());

        String id = servers.realm()
                .admin()
                .post(servers.realm().aimPath("/agents"), registration)
                .expect(201)
                .createdId();

        JsonNode connections = connections(id);
        assertThat(McpRealm.texts(connections, "serverId"))
                .containsExactlyInAnyOrder(McpRealm.id(first), McpRealm.id(second));
        assertThat(McpRealm.texts(connections, "source")).containsOnly("declared");
        assertThat(McpRealm.texts(connections, "granted")).containsOnly("false");
        assertThat(events(id, "agent.mcp_server.declared")).hasSize(2);
    }

    @Test
    void aRegistrationNamesServersOfItsRealmOnly() {
        ObjectNode registration = registration();
        registration.putArray("mcpServers").add(McpRealm.id(servers.pending())).add(McpRealm.id(others.pending()));

        JsonNode error = servers.realm()
                .admin()
                .post(servers.realm().aimPath("/agents"), registration)
                .expect(400)
                .body();

        assertThat(error.path("error").asText()).isEqualTo("unknown_mcp_server");
        assertThat(error.path("field").asText()).isEqualTo("mcpServers[1]");
    }

    @Test
    void aGrantPermitsAndIsTakenAway() {
        TestAgent agent = agent();
        JsonNode server = servers.verified();

        JsonNode granted =
                grant(agent, server.path("name").asText()).expect(201).body();
        assertThat(granted.path("granted").asBoolean()).isTrue();
        assertThat(granted.path("grantedBy").asText()).isNotBlank();
        assertThat(granted.path("serverStatus").asText()).isEqualTo("verified");
        assertThat(grant(agent, McpRealm.id(server)).expect(201).body()).isEqualTo(granted);
        assertThat(connections(agent.id())).containsExactly(granted);
        assertThat(own(agent).path("items")).containsExactly(granted);
        assertThat(events(agent.id(), "agent.mcp_server.granted")).hasSize(1);

        servers.realm().admin().delete(path(agent, server)).expect(204);
        servers.realm().admin().delete(path(agent, server)).expect(404);
        assertThat(connections(agent.id())).isEmpty();
        assertThat(events(agent.id(), "agent.mcp_server.removed")).hasSize(1);
    }

    @Test
    void aDetectionIsRecordedOnceAndGrantsNothing() {
        TestAgent agent = agent();
        JsonNode server = servers.verified();
        ObjectNode report = Json.object();
        report.putArray("detections")
                .add(Json.object()
                        .put("server", server.path("name").asText())
                        .put("method", "sdk_runtime")
                        .put("confidence", 90))
                .add(Json.object()
                        .put("url", server.path("url").asText().replace("https", "HTTPS"))
                        .put("method", "config"))
                .add(Json.object().put("url", "https://nobody.example.com").put("method", "config"));

        JsonNode first = report(agent, report).expect(200).body();
        JsonNode again = report(agent, report).expect(200).body();

        assertThat(McpRealm.texts(first.path("items"), "result")).containsExactly("recorded", "known", "unknown");
        assertThat(McpRealm.texts(again.path("items"), "result")).containsExactly("known", "known", "unknown");
        JsonNode connection = connections(agent.id()).get(0);
        assertThat(connection.path("source").asText()).isEqualTo("detected");
        assertThat(connection.path("granted").asBoolean(true)).isFalse();
        assertThat(connection.path("detectionMethod").asText()).isEqualTo("config");
        assertThat(connection.path("confidence").asInt()).isEqualTo(100);
        assertThat(connections(agent.id())).hasSize(1);
        JsonNode events = events(agent.id(), "agent.mcp_server.detected");
        assertThat(events).hasSize(1);
        assertThat(events.at("/0/actor/kind").asText()).isEqualTo("agent");
    }

    @Test
    void aGrantKeepsHowTheConnectionBecameKnown() {
        TestAgent agent = agent();
        JsonNode server = servers.verified();
        report(agent, detection(server)).expect(200);

        grant(agent, McpRealm.id(server)).expect(201);
        report(agent, detection(server)).expect(200);

        JsonNode connection = connections(agent.id()).get(0);
        assertThat(connection.path("source").asText()).isEqualTo("detected");
        assertThat(connection.path("granted").asBoolean()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}                                                        | detections               | required",
                "{'detections':[]}                                         | detections               | required",
                "{'detections':[{'method':'a'}]}                           | detections[0].server     | required",
                "{'detections':[{'server':'a','url':'https://h','method':'a'}]} | detections[0].server | required",
                "{'detections':[{'server':'a'}]}                           | detections[0].method     | required",
                "{'detections':[{'server':'a','method':'A'}]}              | detections[0].method     | invalid_method",
                "{'detections':[{'server':'a','method':'a','confidence':101}]} | detections[0].confidence | invalid_number",
                "{'detections':[{'url':'nowhere','method':'a'}]}           | detections[0].url        | invalid_url",
                "{'detections':[{'server':'a','method':'a','granted':true}]} | detections[0].granted  | unknown_field"
            })
    void refusesAReport(String json, String field, String code) {
        JsonNode problem =
                report(agent(), Json.parse(json.replace('\'', '"'))).expect(400).body();

        assertThat(problem.path("field").asText()).isEqualTo(field);
        assertThat(problem.path("code").asText()).isEqualTo(code);
    }

    @Test
    void anAgentReportsForItselfOnly() {
        TestAgent agent = agent();
        TestAgent another = agent();
        JsonNode report = detection(servers.verified());

        send("POST", "/agents/" + another.id() + "/detections", agent.accessToken(), report)
                .expect(404);
        send("POST", "/agents/me/detections", null, report).expect(401);
        send(
                        "POST",
                        "/agents/me/detections",
                        users.get(McpCaller.REALM_ADMINISTRATOR).token(),
                        report)
                .expect(403);
        send("GET", "/agents/" + another.id() + "/mcp-servers", agent.accessToken(), null)
                .expect(404);
        assertThat(connections(another.id())).isEmpty();
    }

    @Test
    void whatIsRevokedIsNotGranted() {
        TestAgent agent = agent();
        assertThat(grant(agent, McpRealm.id(servers.revoked()))
                        .expect(409)
                        .body()
                        .path("error")
                        .asText())
                .isEqualTo("mcp_server_revoked");
        servers.realm().admin().post(agent.adminPath("/revoke")).expect(200);
        assertThat(grant(agent, McpRealm.id(servers.verified()))
                        .expect(409)
                        .body()
                        .path("error")
                        .asText())
                .isEqualTo("agent_revoked");
    }

    @Test
    void aGrantNamesAServerOfTheRealm() {
        for (String server : new String[] {"nobody", McpRealm.id(others.verified())}) {
            JsonNode error = grant(agent(), server).expect(400).body();
            assertThat(error.path("error").asText()).isEqualTo("unknown_mcp_server");
            assertThat(error.path("field").asText()).isEqualTo("server");
        }
    }

    @Test
    void connectionsGoWithTheAgentAndWithTheServer() throws Exception {
        TestAgent staying = agent();
        TestAgent leaving = agent();
        JsonNode server = servers.verified();
        grant(staying, McpRealm.id(server)).expect(201);
        grant(leaving, McpRealm.id(server)).expect(201);

        servers.realm().admin().delete(leaving.adminPath("")).expect(204);
        assertThat(rows(server)).isEqualTo(1);
        servers.realm().admin().delete(servers.path(server, "")).expect(204);
        assertThat(rows(server)).isZero();
        assertThat(connections(staying.id())).isEmpty();
    }

    private long rows(JsonNode server) throws Exception {
        return servers.realm()
                .keycloak()
                .jdbc()
                .number("select count(*) from AIM_AGENT_MCP_CONNECTION where SERVER_ID = ?", McpRealm.id(server));
    }

    static Stream<Arguments> everyCombination() {
        return Stream.of("GET VIEW 200", "POST MANAGE 201", "DELETE OPERATE 204")
                .flatMap(endpoint -> Stream.of(McpCaller.values())
                        .filter(McpCaller::logsIn)
                        .map(caller -> Arguments.of(endpoint, caller)));
    }

    @ParameterizedTest(name = "{0} as {1}")
    @MethodSource("everyCombination")
    void administratorsMayDoWhatTheirRolesSay(String endpoint, McpCaller caller) {
        String[] words = endpoint.split(" ", -1);
        boolean allowed = caller.may(McpEndpoint.Need.valueOf(words[1]));
        TestAgent agent = agent();
        JsonNode server = servers.verified();
        grant(agent, McpRealm.id(server)).expect(201);
        JsonNode before = connections(agent.id());

        int status = administer(caller, words[0], agent, server);

        assertThat(status).isEqualTo(allowed ? Integer.parseInt(words[2]) : caller.refusal());
        if (!allowed) {
            assertThat(connections(agent.id())).isEqualTo(before);
        }
    }

    @ParameterizedTest(name = "{0} as {1}")
    @MethodSource("everyCombination")
    void agentsOfAnotherRealmHaveNoConnectionsHere(String endpoint, McpCaller caller) {
        TestAgent foreign =
                TestAgent.register(others.realm(), "agent-" + UUID.randomUUID(), others.owner(), others.owner());

        int status = administer(caller, endpoint.split(" ", -1)[0], foreign, servers.pending());

        assertThat(status).isEqualTo(caller.may(McpEndpoint.Need.VIEW) ? 404 : caller.refusal());
    }

    private int administer(McpCaller caller, String method, TestAgent agent, JsonNode server) {
        String path = servers.realm().aimPath("/agents/" + agent.id() + "/mcp-servers");
        AdminClient admin = users.get(caller);
        return switch (method) {
            case "GET" -> admin.get(path).status();
            case "POST" ->
                admin.post(path, Json.object().put("server", McpRealm.id(server)))
                        .status();
            default -> admin.delete(path + "/" + McpRealm.id(server)).status();
        };
    }

    private TestAgent agent() {
        return TestAgent.verified(servers.realm(), "agent-" + UUID.randomUUID(), servers.owner(), servers.owner());
    }

    private ObjectNode registration() {
        return TestAgent.registration(
                "agent-" + UUID.randomUUID(),
                AgentKey.generate(),
                servers.owner().id(),
                servers.owner().id());
    }

    private static ObjectNode detection(JsonNode server) {
        ObjectNode report = Json.object();
        report.putArray("detections")
                .addObject()
                .put("server", McpRealm.id(server))
                .put("method", "sdk_import");
        return report;
    }

    private Reply grant(TestAgent agent, String server) {
        return servers.realm()
                .admin()
                .post(agent.adminPath("/mcp-servers"), Json.object().put("server", server));
    }

    private static String path(TestAgent agent, JsonNode server) {
        return agent.adminPath("/mcp-servers/" + McpRealm.id(server));
    }

    private JsonNode connections(String agentId) {
        return servers.realm()
                .admin()
                .get(servers.realm().aimPath("/agents/" + agentId + "/mcp-servers"))
                .expect(200)
                .body()
                .path("items");
    }

    private JsonNode own(TestAgent agent) {
        return send("GET", "/agents/me/mcp-servers", agent.accessToken(), null)
                .expect(200)
                .body();
    }

    private JsonNode events(String agentId, String action) {
        return servers.realm()
                .admin()
                .get(servers.realm().aimPath("/audit-logs?action=" + action + "&target=" + agentId))
                .expect(200)
                .body()
                .path("items");
    }

    private Reply report(TestAgent agent, JsonNode report) {
        return send("POST", "/agents/me/detections", agent.accessToken(), report);
    }

    private Reply send(String method, String path, String token, JsonNode body) {
        Map<String, String> headers = new LinkedHashMap<>();
        if (token != null) {
            headers.put("Authorization", "Bearer " + token);
        }
        if (body != null) {
            headers.put("Content-Type", "application/json");
        }
        return JsonHttp.send(method, servers.realm().runtimeUrl(path), headers, body == null ? null : Json.bytes(body));
    }
}
