package io.aim.keycloak.e2e.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.aim.keycloak.cli.client.AdminClient;
import io.aim.keycloak.cli.client.JsonHttp;
import io.aim.keycloak.cli.client.Reply;
import io.aim.keycloak.testkit.KeycloakTest;
import io.aim.keycloak.testkit.TestAgent;
import io.aim.keycloak.testkit.TestRealm;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
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

/** Every endpoint of alerts against every kind of caller, and for alerts of another realm. */
@KeycloakTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AlertPermissionsIT {
    private final AlertRealm alerts;
    private final AlertRealm other;
    private final TestAgent agent;
    private final Map<Caller, AdminClient> users = new EnumMap<>(Caller.class);

    private enum Need {
        VIEW,
        OPERATE
    }

    enum Endpoint {
        LIST(Need.VIEW, "GET", "", null),
        COUNT(Need.VIEW, "GET", "/count", null),
        READ(Need.VIEW, "GET", "/{alert}", null),
        ACKNOWLEDGE(Need.OPERATE, "POST", "/{alert}/acknowledge", "{}"),
        RESOLVE(Need.OPERATE, "POST", "/{alert}/resolve", "{\"note\":\"n\"}"),
        SUPPRESS(Need.OPERATE, "POST", "/{alert}/suppress", "{\"reason\":\"r\"}"),
        ASSIGN(Need.OPERATE, "POST", "/{alert}/assign", "{\"to\":null}"),
        SNOOZE(Need.OPERATE, "POST", "/{alert}/snooze", "{\"until\":null}"),
        BULK(Need.OPERATE, "POST", "/bulk-acknowledge", "{\"ids\":[\"nobody\"]}");

        private final Need need;
        private final String method;
        private final String path;
        private final String json;

        Endpoint(Need need, String method, String path, String json) {
            this.need = need;
            this.method = method;
            this.path = path;
            this.json = json;
        }

        String startState() {
            return this == RESOLVE ? "acknowledged" : "open";
        }
    }

    enum Caller {
        NO_TOKEN(401),
        AN_AGENT(403),
        USER_WITHOUT_ROLES("", null),
        VIEWER("aim-view view-clients", Need.VIEW),
        AUDITOR("aim-auditor view-clients", Need.VIEW),
        OPERATOR("aim-operator view-clients", Need.OPERATE),
        MANAGER("aim-manage manage-clients", Need.OPERATE),
        MANAGER_WHO_MAY_ONLY_VIEW_CLIENTS("aim-manage view-clients", Need.VIEW),
        OPERATOR_WITHOUT_FLOOR("aim-operator query-clients", null),
        CLIENT_ADMINISTRATOR_WITHOUT_AIM_ROLE("manage-clients view-clients", null),
        REALM_ADMINISTRATOR("realm-admin", Need.OPERATE),
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

    AlertPermissionsIT(TestRealm realm) {
        this.alerts = AlertRealm.of(realm);
        this.other = AlertRealm.of(TestRealm.create(realm.keycloak(), "other"));
        this.agent = alerts.agent();
        for (Caller caller : Caller.values()) {
            if (caller.roles != null) {
                TestRealm home = caller == Caller.ADMINISTRATOR_OF_ANOTHER_REALM ? other.realm() : realm;
                String[] roles = caller.roles.isEmpty() ? new String[0] : caller.roles.split(" ", -1);
                users.put(caller, home.adminAs(home.createUser(caller.name().toLowerCase(Locale.ROOT), roles)));
            }
        }
    }

    @AfterAll
    void dropOtherRealm() {
        other.realm().close();
    }

    static Stream<Arguments> everyCombination() {
        return Stream.of(Endpoint.values())
                .flatMap(endpoint -> Stream.of(Caller.values()).map(caller -> Arguments.of(endpoint, caller)));
    }

    @ParameterizedTest(name = "{0} as {1}")
    @MethodSource("everyCombination")
    void answers(Endpoint endpoint, Caller caller) throws SQLException {
        String id = alerts.insert("unknown_key", 1, endpoint.startState(), null, 1_000);
        boolean allowed = caller.may(endpoint.need);

        Reply reply = send(caller, endpoint, id);

        assertThat(reply.status()).as(reply.summary()).isEqualTo(allowed ? 200 : caller.refusal);
        if (!allowed) {
            assertThat(alerts.read(id).path("state").asText()).isEqualTo(endpoint.startState());
        }
    }

    @ParameterizedTest
    @EnumSource(Endpoint.class)
    void anAlertOfAnotherRealmDoesNotExist(Endpoint endpoint) throws SQLException {
        String foreign = other.insert("unknown_key", 1, endpoint.startState(), null, 1_000);

        Reply reply = send(Caller.REALM_ADMINISTRATOR, endpoint, foreign);

        if (endpoint.path.contains("{alert}")) {
            assertThat(reply.status()).as(reply.summary()).isEqualTo(404);
        } else {
            assertThat(reply.text()).doesNotContain(foreign);
        }
        assertThat(other.read(foreign).path("state").asText()).isEqualTo(endpoint.startState());
    }

    @ParameterizedTest
    @EnumSource(
            value = Caller.class,
            names = {"USER_WITHOUT_ROLES", "OPERATOR_WITHOUT_FLOOR", "AN_AGENT"})
    void whoMayNotQueryIsNotToldThatAnAlertDoesNotExist(Caller caller) {
        assertThat(send(caller, Endpoint.READ, "nothing").status()).isEqualTo(403);
    }

    private Reply send(Caller caller, Endpoint endpoint, String id) {
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
                alerts.realm().keycloak().baseUrl()
                        + alerts.realm().aimPath("/alerts" + endpoint.path.replace("{alert}", id)),
                headers,
                endpoint.json == null ? null : endpoint.json.getBytes(StandardCharsets.UTF_8));
    }
}
