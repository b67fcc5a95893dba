package io.aim.keycloak.e2e.apikey;

import static org.assertj.core.api.Assertions.assertThat;

import io.aim.keycloak.cli.client.AdminClient;
import io.aim.keycloak.cli.client.Json;
import io.aim.keycloak.cli.client.JsonHttp;
import io.aim.keycloak.cli.client.Reply;
import io.aim.keycloak.testkit.KeycloakTest;
import io.aim.keycloak.testkit.TestAgent;
import io.aim.keycloak.testkit.TestRealm;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every administrators' endpoint of API keys against every kind of caller, and for keys of another realm. */
@KeycloakTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ApiKeyAdminPermissionsIT {
    private final KeyRealm keys;
    private final TestRealm otherRealm;
    private final TestAgent agent;
    private final HeldKey foreign;
    private final Map<Caller, AdminClient> users = new EnumMap<>(Caller.class);

    private enum Need {
        VIEW,
        OPERATE,
        MANAGE
    }

    enum Endpoint {
        LIST(Need.VIEW, "GET", "", null, 200),
        CREATE(Need.MANAGE, "POST", "", null, 201),
        READ(Need.VIEW, "GET", "/{key}", null, 200),
        USAGE(Need.VIEW, "GET", "/{key}/usage", null, 200),
        DISABLE(Need.OPERATE, "PATCH", "/{key}", "{\"state\":\"disabled\"}", 200),
        ENABLE(Need.MANAGE, "PATCH", "/{key}", "{\"state\":\"active\"}", 200),
        NARROW(Need.MANAGE, "PATCH", "/{key}", "{\"scopes\":[\"agents:read\"]}", 200),
        DISABLE_AND_RENAME(Need.MANAGE, "PATCH", "/{key}", "{\"state\":\"disabled\",\"allowedCidrs\":[]}", 200),
        CHANGE_NOTHING(Need.MANAGE, "PATCH", "/{key}", "{}", 200),
        ROTATE(Need.MANAGE, "POST", "/{key}/rotate", null, 200),
        REVOKE(Need.OPERATE, "DELETE", "/{key}", null, 204),
        VERIFY(Need.MANAGE, "POST", "/verify", "{\"key\":\"aim_live_x\"}", 200);

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
        AN_API_KEY(401),
        AN_AGENT(403),
        USER_WITHOUT_ROLES("", null),
        VIEWER("aim-view view-clients", Need.VIEW),
        AUDITOR("aim-auditor view-clients", Need.VIEW),
        OPERATOR("aim-operator view-clients", Need.OPERATE),
        MANAGER("aim-manage manage-clients", Need.MANAGE),
        MANAGER_WHO_MAY_ONLY_VIEW_CLIENTS("aim-manage view-clients", Need.VIEW),
        MANAGER_WITHOUT_FLOOR("aim-manage query-clients", null),
        OPERATOR_WITHOUT_FLOOR("aim-operator query-clients", null),
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

        int status(Endpoint endpoint) {
            boolean allowed = this != ADMINISTRATOR_OF_ANOTHER_REALM && may(endpoint.need);
            return allowed ? endpoint.success : refusal;
        }
    }

    ApiKeyAdminPermissionsIT(TestRealm realm) {
        this.keys = KeyRealm.of(realm);
        this.otherRealm = TestRealm.create(realm.keycloak(), "other").setUp();
        this.foreign = new KeyRealm(otherRealm, null).key(otherRealm.admin(), KeyRealm.creation("agents:read"));
        this.agent = keys.agent();
        for (Caller caller : Caller.values()) {
            if (caller.roles != null) {
                TestRealm home = caller == Caller.ADMINISTRATOR_OF_ANOTHER_REALM ? otherRealm : realm;
                String[] roles = caller.roles.isEmpty() ? new String[0] : caller.roles.split(" ", -1);
                users.put(caller, home.adminAs(home.createUser(caller.name().toLowerCase(Locale.ROOT), roles)));
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
        HeldKey key = keys.key(keys.realm().admin(), KeyRealm.creation("agents:read audit:read"));

        Reply reply = send(caller, endpoint, key);

        assertThat(reply.status()).as(reply.summary()).isEqualTo(caller.status(endpoint));
        if (reply.status() != endpoint.success) {
            assertThat(reply.text()).doesNotContain(key.id());
            keys.get("/agents", key).expect(200);
            assertThat(KeyRealm.texts(keys.read(key).path("scopes"))).containsExactly("agents:read", "audit:read");
        }
    }

    static Stream<Arguments> everyCombinationWithAnId() {
        return everyCombination().filter(arguments -> ((Endpoint) arguments.get()[0]).path.contains("{key}"));
    }

    @ParameterizedTest(name = "{0} as {1}")
    @MethodSource("everyCombinationWithAnId")
    void aKeyOfAnotherRealmDoesNotExist(Endpoint endpoint, Caller caller) {
        boolean sees = caller.may(Need.VIEW) && caller != Caller.ADMINISTRATOR_OF_ANOTHER_REALM;

        Reply reply = send(caller, endpoint, foreign);

        assertThat(reply.status()).as(reply.summary()).isEqualTo(sees ? 404 : caller.refusal);
        JsonHttp.get(otherRealm.runtimeUrl("/agents"), foreign.text()).expect(200);
    }

    @ParameterizedTest
    @EnumSource(Endpoint.class)
    void whatIsNoIdIsNotFound(Endpoint endpoint) {
        if (endpoint.path.contains("{key}")) {
            send(Caller.MANAGER, endpoint, new HeldKey("%00", "")).expect(404);
        }
    }

    private Reply send(Caller caller, Endpoint endpoint, HeldKey key) {
        Map<String, String> headers = new LinkedHashMap<>();
        String token = switch (caller) {
            case NO_TOKEN -> null;
            case AN_AGENT -> agent.accessToken();
            case AN_API_KEY -> key.text();
            default -> users.get(caller).token();
        };
        if (token != null && !token.isEmpty()) {
            headers.put("Authorization", "Bearer " + token);
        }
        byte[] body = endpoint == Endpoint.CREATE
                ? Json.bytes(KeyRealm.creation("agents:read"))
                : endpoint.json == null ? null : Json.bytes(Json.parseOrMissing(endpoint.json));
        if (body != null) {
            headers.put("Content-Type", "application/json");
        }
        return JsonHttp.send(
                endpoint.method,
                keys.realm().keycloak().baseUrl()
                        + keys.realm().aimPath("/api-keys" + endpoint.path.replace("{key}", key.id())),
                headers,
                body);
    }
}
