package io.aim.keycloak.e2e.mcp.verification;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.aim.keycloak.cli.client.AdminClient;
import io.aim.keycloak.cli.client.AgentKey;
import io.aim.keycloak.cli.client.JsonHttp;
import io.aim.keycloak.cli.client.Reply;
import io.aim.keycloak.testkit.KeycloakTest;
import io.aim.keycloak.testkit.TestAgent;
import io.aim.keycloak.testkit.TestRealm;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every endpoint of verifications against every kind of caller, and for servers of another realm. */
@KeycloakTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class McpVerificationPermissionsIT {
    private final VerifiedRealm servers;
    private final VerifiedRealm other;
    private final Map<Caller, AdminClient> users = new EnumMap<>(Caller.class);
    private TestAgent agent;

    private enum Need {
        VIEW,
        MANAGE
    }

    enum Endpoint {
        VERIFY(Need.MANAGE, "POST", "/verify", "{\"method\":\"challenge\"}", 202),
        LIST(Need.VIEW, "GET", "/verifications", null, 200),
        READ(Need.VIEW, "GET", "/verifications/{verification}", null, 200);

        private final Need need;
        private final String method;
        private final String path;
        private final String json;
        private final int success;

        Endpoint(Need need, String method, String path, String json, int success) {
            this.need = need;
            this.method = method;
            this.path = path;
            this.json = json;
            this.success = success;
        }
    }

    enum Caller {
        NO_TOKEN(401),
        AN_AGENT(403),
        USER_WITHOUT_ROLES("", null),
        VIEWER("aim-view view-clients", Need.VIEW),
        AUDITOR("aim-auditor view-clients", Need.VIEW),
        OPERATOR("aim-operator view-clients", Need.VIEW),
        MANAGER("aim-manage manage-clients", Need.MANAGE),
        MANAGER_WHO_MAY_ONLY_VIEW_CLIENTS("aim-manage view-clients", Need.VIEW),
        MANAGER_WITHOUT_FLOOR("aim-manage query-clients", null),
        CLIENT_ADMINISTRATOR_WITHOUT_AIM_ROLE("manage-clients view-clients", null),
        REALM_ADMINISTRATOR("realm-admin", Need.MANAGE),
        ADMINISTRATOR_OF_ANOTHER_REALM("realm-admin", null);

        private final String roles;
        private final Need may;
        private final int refusal;

        Caller(int refusal) {
            this.roles = null;
            this.may = null;
            this.refusal = refusal;
        }

        Caller(String roles, Need may) {
            this.roles = roles;
            this.may = may;
            this.refusal = 403;
        }

        /** Each need contains those before it. */
        boolean may(Need need) {
            return may != null && need.compareTo(may) <= 0;
        }
    }

    McpVerificationPermissionsIT(TestRealm realm) {
        this.servers = VerifiedRealm.of(realm);
        this.other = VerifiedRealm.of(TestRealm.create(realm.keycloak(), "other"));
    }

    @BeforeAll
    void createCallers() {
        agent = TestAgent.verified(servers.realm(), "caller", servers.owner(), servers.owner());
        for (Caller caller : Caller.values()) {
            if (caller.roles != null) {
                TestRealm home = caller == Caller.ADMINISTRATOR_OF_ANOTHER_REALM ? other.realm() : servers.realm();
                String[] roles = caller.roles.isEmpty() ? new String[0] : caller.roles.split(" ", -1);
                users.put(caller, home.adminAs(home.createUser(caller.name().toLowerCase(Locale.ROOT), roles)));
            }
        }
    }

    @AfterAll
    void dropOtherRealm() {
        other.realm().close();
    }

    /** An address that nobody connects to. */
    private static JsonNode register(VerifiedRealm home) {
        return home.register("https://127.0.0.1:9999/" + UUID.randomUUID(), AgentKey.generate());
    }

    static Stream<Arguments> everyCombination() {
        return Stream.of(Endpoint.values())
                .flatMap(endpoint -> Stream.of(Caller.values()).map(caller -> Arguments.of(endpoint, caller)));
    }

    @ParameterizedTest(name = "{0} as {1}")
    @MethodSource("everyCombination")
    void answers(Endpoint endpoint, Caller caller) {
        JsonNode server = register(servers);
        String verification = endpoint == Endpoint.READ ? finished(servers, server) : "";

        Reply reply = send(caller, endpoint, server, verification);

        assertThat(reply.status())
                .as(reply.summary())
                .isEqualTo(caller.may(endpoint.need) ? endpoint.success : caller.refusal);
        if (endpoint == Endpoint.VERIFY && !caller.may(endpoint.need)) {
            assertThat(servers.verifications(server, "").path("total").asInt()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aServerOfAnotherRealmDoesNotExist(Endpoint endpoint) {
        JsonNode foreign = register(other);
        String verification = finished(other, foreign);

        assertThat(send(Caller.REALM_ADMINISTRATOR, endpoint, foreign, verification)
                        .status())
                .isEqualTo(404);
        assertThat(other.verifications(foreign, "").path("total").asInt()).isEqualTo(1);
    }

    @Test
    void aVerificationOfAnotherServerDoesNotExist() {
        JsonNode server = register(servers);
        String verification = finished(servers, register(servers));
        String foreign = finished(other, register(other));

        assertThat(send(Caller.REALM_ADMINISTRATOR, Endpoint.READ, server, verification)
                        .status())
                .isEqualTo(404);
        assertThat(send(Caller.REALM_ADMINISTRATOR, Endpoint.READ, server, foreign)
                        .status())
                .isEqualTo(404);
    }

    private static String finished(VerifiedRealm home, JsonNode server) {
        return home.verified(server, "challenge").path("id").asText();
    }

    private Reply send(Caller caller, Endpoint endpoint, JsonNode server, String verification) {
        Map<String, String> headers = new LinkedHashMap<>();
        String token = switch (caller) {
            case NO_TOKEN -> null;
            case AN_AGENT -> agent.accessToken();
            default -> users.get(caller).token();
        };
        if (token != null) {
            headers.put("Authorization", "Bearer " + token);
        }
        if (endpoint.json != null) {
            headers.put("Content-Type", "application/json");
        }
        return JsonHttp.send(
                endpoint.method,
                servers.realm().keycloak().baseUrl()
                        + servers.path(server, endpoint.path.replace("{verification}", verification)),
                headers,
                endpoint.json == null ? null : endpoint.json.getBytes(StandardCharsets.UTF_8));
    }
}
