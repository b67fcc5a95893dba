package io.aim.keycloak.e2e.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.aim.keycloak.testkit.Db;
import io.aim.keycloak.testkit.Eventually;
import io.aim.keycloak.testkit.KeycloakTest;
import io.aim.keycloak.testkit.TestAgent;
import io.aim.keycloak.testkit.TestRealm;
import org.junit.jupiter.api.Test;

/** Alerts on the database of the first five minutes. */
@KeycloakTest(db = Db.H2)
class AlertH2IT {

    @Test
    void areRaisedCountedAndResolved(TestRealm realm) {
        AlertRealm alerts = AlertRealm.of(realm);
        TestAgent agent = alerts.agent();

        AlertRealm.replay(agent, 1);
        String id = alerts.alert(agent, "assertion_replayed", "high").path("id").asText();
        AlertRealm.replay(agent, 2);
        Eventually.within(
                AlertRealm.SOON,
                "all are counted",
                () -> alerts.read(id).path("count").asLong() == 3);
        AlertRealm.fail(agent, 5);
        alerts.alert(agent, "auth_failure_burst", "high");

        alerts.act(id, "acknowledge", "{}").expect(200);
        alerts.act(id, "resolve", "{\"note\":\"a retry\"}").expect(200);
        AlertRealm.replay(agent, 1);

        Eventually.within(
                AlertRealm.SOON,
                "a new alert",
                () -> alerts.alerts("type=assertion_replayed&state=open").size() == 1);
        assertThat(alerts.read(id).path("state").asText()).isEqualTo("resolved");
    }
}
