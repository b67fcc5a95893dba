package io.aim.keycloak.e2e.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.aim.keycloak.cli.client.AdminClient;
import io.aim.keycloak.cli.client.JsonHttp;
import io.aim.keycloak.cli.client.Reply;
import io.aim.keycloak.testkit.Keycloak;
import io.aim.keycloak.testkit.KeycloakTest;
import io.aim.keycloak.testkit.TestAgent;
import io.aim.keycloak.testkit.TestRealm;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every administrators' endpoint of MCP servers against every kind of caller. */
@KeycloakTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class McpServerPermissionsIT {

    private final Keycloak keycloak;
    private final McpRealm servers;
    private final TestRealm otherRealm;
    private final TestAgent callingAgent;
    private final Map<McpCaller, AdminClient> users = new EnumMap<>(McpCaller.class);
    private final Map<McpEndpoint.State, JsonNode> targets = new EnumMap<>(McpEndpoint.State.class);

    McpServerPermissionsIT(Keycloak keycloak, TestRealm realm) {
        this.keycloak = keycloak;
        this.servers = McpRealm.of(realm);
        this.otherRealm = TestRealm.create(keycloak, "other").setUp();
        this.callingAgent = TestAgent.verified(realm, "agent-" + UUID.randomUUID(), servers.owner(), servers.owner());
        for (McpCaller caller : McpCaller.values()) {
            if (caller.logsIn()) {
                TestRealm home = caller == McpCaller.ADMINISTRATOR_OF_ANOTHER_REALM ? otherRealm : realm;
                String username = caller.name().toLowerCase(Locale.ROOT);
                users.put(caller, home.adminAs(home.createUser(username, caller.roles())));
            }
        }
    }

    @AfterAll
    void dropOtherRealm() {
        otherRealm.close();
    }

    static Stream<Arguments> everyCombination() {
        return Stream.of(McpEndpoint.values())
                .flatMap(endpoint -> Stream.of(McpCaller.values()).map(caller -> Arguments.of(endpoint, caller)));
    }

    @ParameterizedTest(name = "{0} as {1}")
    @MethodSource("everyCombination")
    void answers(McpEndpoint endpoint, McpCaller caller) {
        boolean allowed = caller.may(endpoint.need());
        JsonNode target = allowed ? tagged(endpoint.state().fresh(servers)) : shared(endpoint.state());
        JsonNode before = allowed ? null : servers.read(target);

        Reply reply = send(caller, endpoint, McpRealm.id(target));

        assertThat(reply.status()).as("%s", reply.summary()).isEqualTo(allowed ? endpoint.success() : caller.refusal());
        if (!allowed) {
            assertThat(servers.read(target)).isEqualTo(before);
        }
    }

    static Stream<Arguments> everyCombinationWithAServer() {
        return everyCombination()
                .filter(arguments -> ((McpEndpoint) arguments.get()[0]).path().contains("{id}"));
    }

    @ParameterizedTest(name = "{0} as {1}")
    @MethodSource("everyCombinationWithAServer")
    void tellsOnlyThoseWhoMayQueryThatAServerDoesNotExist(McpEndpoint endpoint, McpCaller caller) {
        Reply reply = send(caller, endpoint, UUID.randomUUID().toString());

        assertThat(reply.status())
                .as("%s", reply.summary())
                .isEqualTo(caller.may(McpEndpoint.Need.VIEW) ? 404 : caller.refusal());
    }

    private JsonNode tagged(JsonNode server) {
        servers.realm()
                .admin()
                .post(servers.path(server, "/tags"), Map.of("tags", List.of("there")))
                .expect(200);
        return server;
    }

    private JsonNode shared(McpEndpoint.State state) {
        return targets.computeIfAbsent(state, s -> s.fresh(servers));
    }

    private Reply send(McpCaller caller, McpEndpoint endpoint, String serverId) {
        Map<String, String> headers = new LinkedHashMap<>();
        byte[] body = endpoint.body(servers);
        if (body != null) {
            headers.put("Content-Type", endpoint.contentType());
        }
        String token = token(caller);
        if (token != null) {
            headers.put("Authorization", "Bearer " + token);
        }
        String url =
                keycloak.baseUrl() + servers.realm().aimPath(endpoint.path().replace("{id}", serverId));
        return JsonHttp.send(endpoint.method(), url, headers, body);
    }

    private String token(McpCaller caller) {
        return switch (caller) {
            case NO_TOKEN -> null;
            case FORGED_TOKEN -> forged(users.get(McpCaller.REALM_ADMINISTRATOR).token());
            case AN_AGENT -> callingAgent.accessToken();
            default -> users.get(caller).token();
        };
    }

    /** The same token with another signature. */
    private static String forged(String token) {
        int signature = token.lastIndexOf('.') + 1;
        char other = token.charAt(signature) == 'A' ? 'B' : 'A';
        return token.substring(0, signature) + other + token.substring(signature + 1);
    }
}
