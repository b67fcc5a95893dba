package io.aim.keycloak.e2e.alert;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aim.keycloak.cli.client.Json;
import io.aim.keycloak.testkit.Eventually;
import io.aim.keycloak.testkit.KeycloakTest;
import io.aim.keycloak.testkit.TestAgent;
import io.aim.keycloak.testkit.TestRealm;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Who is told of alerts, by a real e-mail server. */
@KeycloakTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AlertMailIT {
    private final AlertRealm alerts;
    private final TestRealm realm;
    private MailServer server;

    AlertMailIT(TestRealm realm) {
        this.realm = realm;
        this.alerts = AlertRealm.of(realm);
    }

    @BeforeAll
    void startServer() {
        server = MailServer.start();
        MailServer.use(realm, server.port());
        alerts.settings(Json.object().put("alertContact", "soc@example.com"));
    }

    @AfterAll
    void stopServer() {
        server.close();
    }

    private TestRealm.User user(String locale) {
        TestRealm.User user = realm.createUser("user-" + UUID.randomUUID());
        if (locale != null) {
            ObjectNode profile = (ObjectNode) realm.admin()
                    .get(realm.adminPath("/users/" + user.id()))
                    .expect(200)
                    .body();
            profile.putObject("attributes").putArray("locale").add(locale);
            realm.admin().put(realm.adminPath("/users/" + user.id()), profile).expect(204);
        }
        return user;
    }

    private static String address(TestRealm.User user) {
        return user.username() + "@example.com";
    }

    private void untilTold(TestRealm.User user, int messages) {
        Eventually.within(
                AlertRealm.SOON.multipliedBy(2),
                "e-mail to " + user.username(),
                () -> server.to(address(user)).size() >= messages);
    }

    @Test
    void ownerAndSponsorAreToldInTheirLanguagesAndTheContactToo() throws MessagingException {
        TestRealm.User owner = user("de");
        TestRealm.User sponsor = user(null);
        TestAgent agent = TestAgent.verified(realm, "told-" + UUID.randomUUID(), owner, sponsor);

        AlertRealm.replay(agent, 3);

        untilTold(owner, 1);
        untilTold(sponsor, 1);
        MimeMessage german = server.to(address(owner)).get(0);
        assertThat(german.getSubject()).isEqualTo(agent.name() + ": eine Assertion wurde ein zweites Mal verwendet");
        assertThat(MailServer.bodies(german)).hasSize(2);
        assertThat(MailServer.bodies(german).get(0)).startsWith("text/plain").contains("Dringlichkeit: hoch");
        assertThat(MailServer.bodies(german).get(1))
                .startsWith("text/html")
                .contains("<html", "Dringlichkeit", "Eigentümer", agent.name());
        MimeMessage english = server.to(address(sponsor)).get(0);
        assertThat(english.getSubject()).isEqualTo(agent.name() + ": an assertion was used a second time");
        assertThat(MailServer.bodies(english).get(0)).contains("Severity: high");
        Eventually.within(
                AlertRealm.SOON,
                "e-mail to the contact",
                () -> !server.to("soc@example.com").isEmpty());
        assertThat(server.to(address(owner))).hasSize(1);
    }

    @Test
    void whatIsLessUrgentIsNotMailed() throws SQLException {
        TestRealm.User owner = user(null);
        TestAgent agent = TestAgent.verified(realm, "quiet-" + UUID.randomUUID(), owner, owner);

        AlertRealm.fail(agent, 3);
        alerts.alert(agent, "auth_failure_burst", "warning");
        AlertRealm.fail(agent, 2);
        untilTold(owner, 1);

        assertThat(server.to(address(owner))).hasSize(1);
        assertThat(server.to(address(owner)))
                .allSatisfy(message -> assertThat(message.getSubject()).contains("many failed authentications"));
    }

    @Test
    void whenTheServerIsDownNothingIsLostAndManyAreOneMessage() throws MessagingException, SQLException {
        TestRealm.User owner = user(null);
        TestAgent agent = TestAgent.verified(realm, "many-" + UUID.randomUUID(), owner, owner);
        MailServer.use(realm, MailServer.NOBODY);

        try {
            for (int i = 0; i < 8; i++) {
                alerts.insert("key_expired", 2, "open", agent.id(), 1_000 + i);
            }
            realm.keycloak()
                    .jdbc()
                    .update(
                            "update AIM_ALERT set AGENT_NAME = ?, DUE_AT = 1 where AGENT_ID = ?",
                            agent.name(),
                            agent.id());
            Eventually.within(
                    AlertRealm.SOON.multipliedBy(2), "sending fails", () -> waiting(owner, "ATTEMPTS > 0") > 0);
            assertThat(waiting(owner, "1 = 1")).isEqualTo(8);
            assertThat(server.to(address(owner))).isEmpty();
        } finally {
            MailServer.use(realm, server.port());
        }

        Eventually.within(AlertRealm.SOON.multipliedBy(3), "all is sent", () -> waiting(owner, "1 = 1") == 0);
        assertThat(server.to(address(owner))).hasSize(1);
        MimeMessage digest = server.to(address(owner)).get(0);
        assertThat(digest.getSubject()).isEqualTo("8 alerts");
        assertThat(MailServer.bodies(digest).get(0).split(agent.name(), -1)).hasSize(9);
        assertThat(MailServer.bodies(digest).get(1).split(agent.name(), -1)).hasSize(9);
    }

    private long waiting(TestRealm.User user, String condition) {
        try {
            return realm.keycloak()
                    .jdbc()
                    .number("select count(*) from AIM_ALERT_MAIL where " + condition + " and RECIPIENT = ?", user.id());
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void whatIsSuppressedIsNotMailedAndWhatIsSnoozedIsMailedAfter() throws SQLException {
        TestRealm.User owner = user(null);
        TestAgent agent = TestAgent.verified(realm, "calm-" + UUID.randomUUID(), owner, owner);
        due(alerts.insert("key_expired", 2, "suppressed", agent.id(), 1_000), 1);
        String snoozed = alerts.insert("key_expired", 2, "open", agent.id(), 1_000);
        alerts.act(snoozed, "snooze", "{\"until\":\"" + Instant.now().plus(Duration.ofDays(1)) + "\"}")
                .expect(200);
        due(snoozed, 2);
        String told = alerts.insert("key_expired", 2, "open", agent.id(), 1_000);
        due(told, 3);

        untilTold(owner, 1);
        assertThat(texts(owner)).singleElement().asString().contains(told);

        alerts.act(snoozed, "snooze", "{\"until\":null}").expect(200);
        untilTold(owner, 2);
        assertThat(texts(owner)).hasSize(2).anyMatch(text -> text.contains(snoozed));
    }

    private List<String> texts(TestRealm.User user) {
        return server.to(address(user)).stream()
                .map(message -> MailServer.bodies(message).get(0))
                .toList();
    }

    private void due(String alert, long since) throws SQLException {
        realm.keycloak().jdbc().update("update AIM_ALERT set DUE_AT = ? where ID = ?", since, alert);
    }
}
