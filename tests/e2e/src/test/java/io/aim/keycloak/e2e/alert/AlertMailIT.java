package io.aim.keycloak.e2e.alert;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.aim.keycloak.cli.client.Json;
import io.aim.keycloak.testkit.Eventually;
import io.aim.keycloak.testkit.KeycloakTest;
import io.aim.keycloak.testkit.TestAgent;
import io.aim.keycloak.testkit.TestRealm;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
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
    private GreenMail server;

    AlertMailIT(TestRealm realm) {
        this.realm = realm;
        this.alerts = AlertRealm.of(realm);
    }

    @BeforeAll
    void startServer() {
        server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        server.start();
        ObjectNode settings =
                Json.object().put("internationalizationEnabled", true).put("defaultLocale", "en");
        settings.putArray("supportedLocales").add("en").add("de");
        settings.putObject("smtpServer")
                .put("host", "127.0.0.1")
                .put("port", String.valueOf(server.getSmtp().getPort()))
                .put("from", "keycloak@example.com");
        realm.admin().put(realm.adminPath(""), settings).expect(204);
        alerts.settings(Json.object().put("alertContact", "soc@example.com"));
    }

    @AfterAll
    void stopServer() {
        server.stop();
    }

    private List<MimeMessage> to(String address) {
        return Stream.of(server.getReceivedMessages())
                .filter(message -> addresses(message).contains(address))
                .toList();
    }

    private static List<String> addresses(MimeMessage message) {
        try {
            return Stream.of(message.getAllRecipients()).map(Object::toString).toList();
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The bodies of a message by their type. */
    private static List<String> bodies(Part part) throws MessagingException, IOException {
        List<String> bodies = new ArrayList<>();
        if (part.getContent() instanceof Multipart parts) {
            for (int i = 0; i < parts.getCount(); i++) {
                bodies.addAll(bodies(parts.getBodyPart(i)));
            }
        } else {
            bodies.add(part.getContentType().split(";", 2)[0] + " " + part.getContent());
        }
        return bodies;
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
                () -> to(address(user)).size() >= messages);
    }

    @Test
    void ownerAndSponsorAreToldInTheirLanguagesAndTheContactToo() throws MessagingException, IOException {
        TestRealm.User owner = user("de");
        TestRealm.User sponsor = user(null);
        TestAgent agent = TestAgent.verified(realm, "told-" + UUID.randomUUID(), owner, sponsor);

        AlertRealm.replay(agent, 3);

        untilTold(owner, 1);
        untilTold(sponsor, 1);
        MimeMessage german = to(address(owner)).get(0);
        assertThat(german.getSubject()).isEqualTo(agent.name() + ": eine Assertion wurde ein zweites Mal verwendet");
        assertThat(bodies(german)).hasSize(2);
        assertThat(bodies(german).get(0)).startsWith("text/plain").contains("Dringlichkeit: hoch");
        assertThat(bodies(german).get(1))
                .startsWith("text/html")
                .contains("<html", "Dringlichkeit", "Eigentümer", agent.name());
        MimeMessage english = to(address(sponsor)).get(0);
        assertThat(english.getSubject()).isEqualTo(agent.name() + ": an assertion was used a second time");
        assertThat(bodies(english).get(0)).contains("Severity: high");
        Eventually.within(
                AlertRealm.SOON,
                "e-mail to the contact",
                () -> !to("soc@example.com").isEmpty());
        assertThat(to(address(owner))).hasSize(1);
    }

    @Test
    void whatIsLessUrgentIsNotMailed() throws SQLException {
        TestRealm.User owner = user(null);
        TestAgent agent = TestAgent.verified(realm, "quiet-" + UUID.randomUUID(), owner, owner);

        AlertRealm.fail(agent, 3);
        alerts.alert(agent, "auth_failure_burst", "warning");
        AlertRealm.fail(agent, 2);
        untilTold(owner, 1);

        assertThat(to(address(owner))).hasSize(1);
        assertThat(to(address(owner)))
                .allSatisfy(message -> assertThat(message.getSubject()).contains("many failed authentications"));
    }

    @Test
    void whenTheServerIsDownNothingIsLostAndManyAreOneMessage() throws MessagingException, IOException, SQLException {
        TestRealm.User owner = user(null);
        TestAgent agent = TestAgent.verified(realm, "many-" + UUID.randomUUID(), owner, owner);
        smtpPort(1); // nobody listens there

        for (int i = 0; i < 8; i++) {
            String id = alerts.insert("key_expired", 2, "open", agent.id(), 1_000 + i);
            realm.keycloak()
                    .jdbc()
                    .update("update AIM_ALERT set AGENT_NAME = ?, DUE_AT = 1 where ID = ?", agent.name(), id);
        }
        Eventually.within(AlertRealm.SOON.multipliedBy(2), "sending fails", () -> waiting(owner, "ATTEMPTS > 0") > 0);
        assertThat(waiting(owner, "1 = 1")).isEqualTo(8);
        assertThat(to(address(owner))).isEmpty();

        smtpPort(server.getSmtp().getPort());

        Eventually.within(AlertRealm.SOON.multipliedBy(3), "all is sent", () -> waiting(owner, "1 = 1") == 0);
        assertThat(to(address(owner))).hasSize(1);
        MimeMessage digest = to(address(owner)).get(0);
        assertThat(digest.getSubject()).isEqualTo("8 alerts");
        assertThat(bodies(digest).get(0).split(agent.name(), -1)).hasSize(9);
        assertThat(bodies(digest).get(1).split(agent.name(), -1)).hasSize(9);
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

    private void smtpPort(int port) {
        ObjectNode settings = Json.object();
        settings.putObject("smtpServer")
                .put("host", "127.0.0.1")
                .put("port", String.valueOf(port))
                .put("from", "keycloak@example.com");
        realm.admin().put(realm.adminPath(""), settings).expect(204);
    }
}
