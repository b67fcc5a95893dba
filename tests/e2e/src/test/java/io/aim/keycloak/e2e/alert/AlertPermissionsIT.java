package io.aim.keycloak.e2e.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.aim.keycloak.cli.client.Reply;
import io.aim.keycloak.e2e.caller.AdminCaller;
import io.aim.keycloak.e2e.caller.AdminCallers;
import io.aim.keycloak.e2e.caller.AdminEndpoint;
import io.aim.keycloak.e2e.caller.AdminRequest;
import io.aim.keycloak.e2e.caller.Need;
import io.aim.keycloak.testkit.KeycloakTest;
import io.aim.keycloak.testkit.TestRealm;
import java.sql.SQLException;
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
    private final AdminCallers callers;
    private final AlertRealm other;

    enum Endpoint implements AdminEndpoint {
        LIST(Need.VIEW, "GET", "/alerts", null),
        COUNT(Need.VIEW, "GET", "/alerts/count", null),
        READ(Need.VIEW, "GET", "/alerts/{alert}", null),
        ACKNOWLEDGE(Need.OPERATE, "POST", "/alerts/{alert}/acknowledge", "{}"),
        RESOLVE(Need.OPERATE, "POST", "/alerts/{alert}/resolve", "{\"note\":\"n\"}"),
        SUPPRESS(Need.OPERATE, "POST", "/alerts/{alert}/suppress", "{\"reason\":\"r\"}"),
        ASSIGN(Need.OPERATE, "POST", "/alerts/{alert}/assign", "{\"to\":null}"),
        SNOOZE(Need.OPERATE, "POST", "/alerts/{alert}/snooze", "{\"until\":null}"),
        BULK(Need.OPERATE, "POST", "/alerts/bulk-acknowledge", "{\"ids\":[\"nobody\"]}");

        @SuppressWarnings("ImmutableEnumChecker") // a record of values
        private final AdminRequest request;

        Endpoint(Need need, String method, String path, String json) {
            this.request = new AdminRequest(need, 200, method, path, json);
        }

        @Override
        public AdminRequest request() {
            return request;
        }

        String startState() {
            return this == RESOLVE ? "acknowledged" : "open";
        }
    }

    AlertPermissionsIT(TestRealm realm) {
        this.alerts = AlertRealm.of(realm);
        this.callers = new AdminCallers(alerts.agent());
        this.other = AlertRealm.of(callers.otherRealm());
    }

    @AfterAll
    void dropOtherRealm() {
        callers.close();
    }

    static Stream<Arguments> everyCombination() {
        return AdminCallers.everyCombination(Endpoint.values());
    }

    @ParameterizedTest(name = "{0} as {1}")
    @MethodSource("everyCombination")
    void answers(Endpoint endpoint, AdminCaller caller) throws SQLException {
        String id = alerts.insert("unknown_key", 1, endpoint.startState(), null, 1_000);

        Reply reply = callers.send(caller, endpoint, kind -> id);

        assertThat(reply.status()).as(reply.summary()).isEqualTo(caller.status(endpoint));
        if (reply.status() != 200) {
            assertThat(alerts.read(id).path("state").asText()).isEqualTo(endpoint.startState());
        }
    }

    @ParameterizedTest
    @EnumSource(Endpoint.class)
    void anAlertOfAnotherRealmDoesNotExist(Endpoint endpoint) throws SQLException {
        String foreign = other.insert("unknown_key", 1, endpoint.startState(), null, 1_000);

        Reply reply = callers.send(AdminCaller.REALM_ADMINISTRATOR, endpoint, kind -> foreign);

        if (endpoint.hasId()) {
            assertThat(reply.status()).as(reply.summary()).isEqualTo(404);
        } else {
            assertThat(reply.text()).doesNotContain(foreign);
        }
        assertThat(other.read(foreign).path("state").asText()).isEqualTo(endpoint.startState());
    }

    @ParameterizedTest
    @EnumSource(
            value = AdminCaller.class,
            names = {"USER_WITHOUT_ROLES", "OPERATOR_WITHOUT_FLOOR", "AN_AGENT"})
    void whoMayNotQueryIsNotToldThatAnAlertDoesNotExist(AdminCaller caller) {
        assertThat(callers.send(caller, Endpoint.READ, kind -> "nothing").status())
                .isEqualTo(403);
    }
}
