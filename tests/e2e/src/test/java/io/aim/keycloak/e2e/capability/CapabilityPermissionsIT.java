package io.aim.keycloak.e2e.capability;

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

/** Every administrators' endpoint of capabilities against every kind of caller. */
@KeycloakTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CapabilityPermissionsIT {

    private enum Need {
        VIEW,
        OPERATE,
        MANAGE
    }

    /**
     * An endpoint, with a request that succeeds for whoever may make it, or fails last since somebody else asked; every need
     * contains those before it.
     */
    enum Endpoint {
        LIST_TYPES(Need.VIEW, 200, "GET", "/capability-types", null),
        CREATE_TYPE(Need.MANAGE, 201, "POST", "/capability-types", "{\"name\":\"{new}\",\"risk\":\"low\"}"),
        READ_TYPE(Need.VIEW, 200, "GET", "/capability-types/{type}", null),
        CHANGE_TYPE(Need.MANAGE, 204, "PUT", "/capability-types/{type}", "{\"risk\":\"high\"}"),
        REMOVE_TYPE(Need.MANAGE, 204, "DELETE", "/capability-types/{type}", null),
        LIST_GRANTS(Need.VIEW, 200, "GET", "/agents/{agent}/capabilities", null),
        GRANT(Need.MANAGE, 201, "POST", "/agents/{agent}/capabilities", "{\"capability\":\"db:read\"}"),
        REVOKE(Need.OPERATE, 204, "DELETE", "/agents/{agent}/capabilities/{grant}", null),
        LIST_REQUESTS_OF_AGENT(Need.VIEW, 200, "GET", "/agents/{agent}/capability-requests", null),
        ASK(Need.MANAGE, 201, "POST", "/agents/{newcomer}/capability-requests", "{\"capability\":\"db:read\"}"),
        LIST_REQUESTS(Need.VIEW, 200, "GET", "/capability-requests", null),
        APPROVE(Need.MANAGE, 200, "POST", "/capability-requests/{request}/approve", "{}"),
        REJECT(Need.MANAGE, 200, "POST", "/capability-requests/{request}/reject", "{\"reason\":\"no\"}"),
        WITHDRAW(Need.MANAGE, 403, "POST", "/capability-requests/{request}/withdraw", null),
        UNUSED(Need.VIEW, 200, "GET", "/capabilities/unused", null),
        REVOKE_UNUSED(Need.OPERATE, 200, "POST", "/capabilities/unused/revoke", "{\"dryRun\":true}");

        private final Need need;
        private final int success;
        private final String method;
        private final String path;
        private final String json;

        Endpoint(Need need, int success, String method, String path, String json) {
            this.need = need;
            this.success = success;
            this.method = method;
            this.path = path;
            this.json = json;
        }
    }

    enum Caller {
        NO_TOKEN(401),
        AN_AGENT(403),
        USER_WITHOUT_ROLES("", null),
        VIEWER("aim-view view-clients", Need.VIEW),
        OPERATOR("aim-operator view-clients", Need.OPERATE),
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

        boolean may(Need need) {
            return may != null && need.compareTo(may) <= 0;
        }
    }

    private final CapabilityRealm capabilities;
    private final TestRealm realm;
    private final TestRealm otherRealm;
    private final TestAgent agent;
    private final Map<Caller, AdminClient> users = new EnumMap<>(Caller.class);

    CapabilityPermissionsIT(TestRealm realm) {
        this.capabilities = CapabilityRealm.of(realm);
        this.realm = realm;
        this.otherRealm = TestRealm.create(realm.keycloak(), "other").setUp();
        this.agent = capabilities.agent();
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
        boolean allowed = caller.may(endpoint.need);

        Reply reply = send(caller, endpoint, this::existing);

        assertThat(reply.status()).as(reply.summary()).isEqualTo(allowed ? endpoint.success : caller.refusal);
    }

    static Stream<Arguments> everyCombinationWithAnId() {
        return everyCombination().filter(arguments -> ((Endpoint) arguments.get()[0]).path.contains("{"));
    }

    @ParameterizedTest(name = "{0} as {1}")
    @MethodSource("everyCombinationWithAnId")
    void tellsOnlyThoseWhoMayQueryWhatDoesNotExist(Endpoint endpoint, Caller caller) {
        boolean ofAType = endpoint.path.contains("{type}");
        boolean told = ofAType ? caller.may(endpoint.need) : caller.may(Need.VIEW);

        Reply reply = send(caller, endpoint, kind -> UUID.randomUUID().toString());

        assertThat(reply.status()).as(reply.summary()).isEqualTo(told ? 404 : caller.refusal);
    }

    private interface Ids {
        String of(String kind);
    }

    private String existing(String kind) {
        return switch (kind) {
            case "agent" -> agent.id();
            case "newcomer" -> capabilities.agent().id();
            case "grant" -> capabilities.granted(agent, "db:query");
            case "request" -> capabilities.asked(capabilities.agent(), "db:query");
            default -> {
                String name = freshType();
                realm.admin()
                        .post(
                                realm.aimPath("/capability-types"),
                                Json.object().put("name", name).put("risk", "low"))
                        .expect(201);
                yield name;
            }
        };
    }

    private static String freshType() {
        return "own:t" + UUID.randomUUID().toString().substring(0, 8);
    }

    private Reply send(Caller caller, Endpoint endpoint, Ids ids) {
        String path = endpoint.path;
        for (String kind : List.of("agent", "newcomer", "grant", "request", "type")) {
            String place = "{" + kind + "}";
            path = path.contains(place) ? path.replace(place, ids.of(kind)) : path;
        }
        Map<String, String> headers = new LinkedHashMap<>();
        String token = switch (caller) {
            case NO_TOKEN -> null;
            case AN_AGENT -> agent.accessToken();
            default -> users.get(caller).token();
        };
        if (token != null) {
            headers.put("Authorization", "Bearer " + token);
        }
        byte[] body = null;
        if (endpoint.json != null) {
            headers.put("Content-Type", "application/json");
            body = Json.bytes(Json.parse(endpoint.json.replace("{new}", freshType())));
        }
        return JsonHttp.send(endpoint.method, realm.keycloak().baseUrl() + realm.aimPath(path), headers, body);
    }
}
