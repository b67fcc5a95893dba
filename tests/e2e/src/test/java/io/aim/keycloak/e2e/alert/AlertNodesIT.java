package io.aim.keycloak.e2e.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.aim.keycloak.cli.client.Json;
import io.aim.keycloak.testkit.Eventually;
import io.aim.keycloak.testkit.JdbcAccess;
import io.aim.keycloak.testkit.Keycloak;
import io.aim.keycloak.testkit.KeycloakTest;
import io.aim.keycloak.testkit.Nodes;
import io.aim.keycloak.testkit.TestAgent;
import io.aim.keycloak.testkit.TestRealm;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/** Nodes that share nothing but the database look at everything once, also when the busier of them is killed. */
@KeycloakTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class AlertNodesIT {
    private static final int REPLAYS = 60;
    private static final int ALERTS = 20;
    private static final String REPLAYED = "assertion_replayed";
    private static final String SUSPENDED = "suspended_agent_active";
    private static final String STALLED = "audit_sequencer_stalled";

    private final AlertRealm alerts;
    private final String realmId;
    private final JdbcAccess jdbc;
    private MailServer mail;
    private Keycloak busy;

    AlertNodesIT(TestRealm realm) {
        this.alerts = AlertRealm.of(realm);
        this.realmId = alerts.id();
        this.jdbc = realm.keycloak().jdbc();
    }

    /** The nodes do not tell each other of changes of the realm: it is complete before the second one reads it. */
    @BeforeAll
    void startSecondNode() throws IOException, InterruptedException {
        mail = MailServer.start();
        MailServer.use(alerts.realm(), mail.port());
        alerts.settings(Json.object().put("alertContact", "soc@example.com"));
        busy = Nodes.single(
                alerts.realm().keycloak().database(),
                "--spi-aim-alert-runner--scheduled--interval-millis=5",
                "--spi-aim-alert-runner--scheduled--mail-interval-millis=5",
                "--spi-aim-alert-runner--scheduled--sequencer-stalled-seconds=2");
    }

    @AfterAll
    void stopSecondNode() {
        if (busy != null) {
            busy.close();
        }
        mail.close();
    }

    @Test
    @Order(1)
    void aTrailThatStandsStillIsOneAlertHoweverOftenItIsSeen() throws SQLException {
        long before = counted(STALLED);
        try (Connection connection = jdbc.connect()) {
            connection.setAutoCommit(false);
            try (PreparedStatement lock =
                    connection.prepareStatement("select * from AIM_AUDIT_TREE where REALM_ID = ? for update")) {
                lock.setString(1, realmId);
                lock.executeQuery();
                alerts.agent();
                Eventually.within(AlertRealm.SOON, "the stall is seen", () -> counted(STALLED) > before);
            }
        }
        alerts.untilAllIsLookedAt();

        assertThat(counted(STALLED)).isEqualTo(before + 1);
        assertThat(alerts.alerts("type=" + STALLED + "&severity=critical")).hasSize(1);
        Eventually.within(
                AlertRealm.SOON,
                "the stall is over",
                () -> alerts.alerts("type=" + STALLED + "&state=resolved").size() == 1);
        assertThat(resolved(STALLED)).isEqualTo(1);
    }

    /** Events that say so: of what people do there are none here. */
    private long resolved(String type) {
        return alerts.number(
                "select count(*) from AIM_AUDIT_EVENT where REALM_ID = ? and ACTION = 'alert.resolved'"
                        + " and DETAILS like ?",
                realmId,
                "%" + type + "%");
    }

    @Test
    @Order(2)
    void peopleAreToldOfEachAlertOnce() throws SQLException {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < ALERTS; i++) {
            String id = alerts.insert("key_expired", 2, "open", null, 1_000 + i);
            jdbc.update("update AIM_ALERT set DUE_AT = 1 where ID = ?", id);
            ids.add(id);
        }
        Eventually.within(
                AlertRealm.SOON,
                "all is sent",
                () -> alerts.number(
                                "select (select count(*) from AIM_ALERT where REALM_ID = ? and DUE_AT is not null)"
                                        + " + (select count(*) from AIM_ALERT_MAIL where REALM_ID = ?)",
                                realmId,
                                realmId)
                        == 0);

        String sent = mail.to("soc@example.com").stream()
                .map(message -> MailServer.bodies(message).get(0))
                .collect(Collectors.joining());
        assertThat(ids).allSatisfy(id -> assertThat(sent.split(id, -1)).hasSize(2));
    }

    @Test
    @Order(3)
    void anAlertWhoseCauseIsGoneIsResolvedOnce() {
        TestAgent agent = alerts.agent();
        for (int i = 0; i < 3; i++) {
            act(agent, "suspend");
            agent.requestToken().expect(401);
            act(agent, "reactivate");
        }
        alerts.untilAllIsLookedAt();

        assertThat(alerts.alerts("type=" + SUSPENDED + "&state=resolved")).hasSize(3);
        assertThat(alerts.alerts("type=" + SUSPENDED)).hasSize(3);
        assertThat(resolved(SUSPENDED)).isEqualTo(3);
    }

    private void act(TestAgent agent, String action) {
        alerts.realm()
                .admin()
                .post(agent.adminPath("/" + action), Json.object().put("reason", "test"))
                .expect(200);
    }

    @Test
    @Order(4)
    void everyEventIsCountedOnce() {
        TestAgent agent = alerts.agent();

        AlertRealm.replay(agent, REPLAYS);
        alerts.untilAllIsLookedAt();
        assertThat(counted(REPLAYED)).isEqualTo(REPLAYS);

        AlertRealm.replay(agent, REPLAYS);
        busy.kill();
        AlertRealm.replay(agent, REPLAYS);
        alerts.untilAllIsLookedAt();
        assertThat(counted(REPLAYED)).isEqualTo(3 * REPLAYS);
        assertThat(alerts.alerts("type=" + REPLAYED)).hasSize(1);
    }

    private long counted(String type) {
        return alerts.number(
                "select coalesce(sum(OCCURRENCES), 0) from AIM_ALERT where REALM_ID = ? and ALERT_TYPE = ?",
                realmId,
                type);
    }
}
