package io.aim.keycloak.e2e.agent;

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
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every administrators' endpoint against every kind of caller. */
@KeycloakTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AgentAdminPermissionsIT {
    private final Keycloak keycloak;
    private final AgentRealm agents;
    private final TestRealm otherRealm;
    private final TestAgent callingAgent;
    private final Map<Caller, AdminClient> users = new EnumMap<>(Caller.class);
    private final Map<Endpoint.State, TestAgent> targets = new EnumMap<>(Endpoint.State.class);

    AgentAdminPermissionsIT(Keycloak keycloak, TestRealm realm) {
        this.keycloak = keycloak;
        this.agents = AgentRealm.of(realm);
        this.otherRealm = TestRealm.create(keycloak, "other").setUp();
        this.callingAgent = agents.verified();
        for (Caller caller : Caller.values()) {
            if (caller.logsIn()) {
                TestRealm home = caller == Caller.ADMINISTRATOR_OF_ANOTHER_REALM ? otherRealm : realm;
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
        return Stream.of(Endpoint.values())
                .flatMap(endpoint -> Stream.of(Caller.values()).map(caller -> Arguments.of(endpoint, caller)));
    }

    @ParameterizedTest(name = "{0} as {1}")
    @MethodSource("everyCombination")
    void answers(Endpoint endpoint, Caller caller) {
        boolean allowed = caller.may(endpoint.need());
        TestAgent target = allowed ? endpoint.state().fresh(agents) : shared(endpoint.state());
        JsonNode before = allowed ? null : agents.read(target);

        Reply reply = send(caller, endpoint, target.id());

        assertThat(reply.status()).as("%s", reply.summary()).isEqualTo(allowed ? endpoint.success() : caller.refusal());
        if (!allowed) {
            assertThat(agents.read(target)).isEqualTo(before);
        }
    }

    static Stream<Arguments> everyCombinationWithAnAgent() {
        return everyCombination()
                .filter(arguments -> ((Endpoint) arguments.get()[0]).path().contains("{id}"));
    }

    @ParameterizedTest(name = "{0} as {1}")
    @MethodSource("everyCombinationWithAnAgent")
    void tellsOnlyThoseWhoMayQueryThatAnAgentDoesNotExist(Endpoint endpoint, Caller caller) {
        Reply reply = send(caller, endpoint, UUID.randomUUID().toString());

        assertThat(reply.status())
                .as("%s", reply.summary())
                .isEqualTo(caller.may(Endpoint.Need.VIEW) ? 404 : caller.refusal());
    }

    private TestAgent shared(Endpoint.State state) {
        return targets.computeIfAbsent(state, s -> s.fresh(agents));
    }

    private Reply send(Caller caller, Endpoint endpoint, String agentId) {
        Map<String, String> headers = new LinkedHashMap<>();
        byte[] body = endpoint.body(agents);
        if (body != null) {
            headers.put("Content-Type", endpoint.contentType());
        }
        String token = token(caller);
        if (token != null) {
            headers.put("Authorization", "Bearer " + token);
        }
        String url = keycloak.baseUrl() + agents.realm().aimPath(endpoint.path().replace("{id}", agentId));
        return JsonHttp.send(endpoint.method(), url, headers, body);
    }

    private String token(Caller caller) {
        return switch (caller) {
            case NO_TOKEN -> null;
            case FORGED_TOKEN ->
                AgentRealm.forged(users.get(Caller.REALM_ADMINISTRATOR).token());
            case AN_AGENT -> callingAgent.accessToken();
            default -> users.get(caller).token();
        };
    }
}
