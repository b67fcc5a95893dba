package io.aim.keycloak.e2e.alert;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aim.keycloak.cli.client.AgentKey;
import io.aim.keycloak.cli.client.Json;
import io.aim.keycloak.testkit.Eventually;
import io.aim.keycloak.testkit.KeycloakTest;
import io.aim.keycloak.testkit.TestAgent;
import io.aim.keycloak.testkit.TestRealm;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Alerts whose cause is gone are resolved by the server, which says why. */
@KeycloakTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AlertEndingIT {
    private final AlertRealm alerts;
    private final TestRealm realm;

    AlertEndingIT(TestRealm realm) {
        this.realm = realm;
        this.alerts = AlertRealm.of(realm);
    }

    private String raised(TestAgent agent, String type, String severity) {
        return alerts.alert(agent, type, severity).path("id").asText();
    }

    private String state(String id) {
        return alerts.read(id).path("state").asText();
    }

    private void isResolved(String id, String cause) {
        Eventually.within(AlertRealm.SOON, "resolved: " + cause, () -> "resolved".equals(state(id)));
        JsonNode alert = alerts.read(id);
        assertThat(alert.path("note").asText()).isEqualTo("Resolved by the server: " + cause);
        assertThat(alert.has("changedBy")).isFalse();
        JsonNode events = realm.admin()
                .get(realm.aimPath("/audit-logs?action=alert.resolved&target=" + id))
                .expect(200)
                .body()
                .path("items");
        assertThat(events).hasSize(1);
        assertThat(events.path(0).path("actor").path("kind").asText()).isEqualTo("system");
        assertThat(events.path(0).path("details").path("note").asText())
                .isEqualTo(alert.path("note").asText());
    }

    private void act(TestAgent agent, String action) {
        realm.admin()
                .post(agent.adminPath("/" + action), Json.object().put("reason", "test"))
                .expect(200);
    }

    private TestAgent orphan() {
        TestRealm.User leaver = realm.createUser("leaver-" + System.nanoTime());
        TestAgent agent = TestAgent.verified(realm, "orphan-" + System.nanoTime(), leaver, leaver);
        realm.admin().delete(realm.adminPath("/users/" + leaver.id())).expect(204);
        return agent;
    }

    @Test
    void anAgentIsAccountableWhenBothPeopleAreNamedAgain() {
        TestAgent agent = orphan();
        String id = raised(agent, "agent_unaccountable", "high");

        realm.admin()
                .put(
                        agent.adminPath(""),
                        Json.object().put("owner", alerts.owner().id()))
                .expect(204);
        alerts.untilAllIsLookedAt();
        assertThat(state(id)).isEqualTo("open");

        realm.admin()
                .post(
                        agent.adminPath("/transfer"),
                        Json.object()
                                .put("role", "sponsor")
                                .put("to", alerts.sponsor().id())
                                .put("force", true))
                .expect(200);
        isResolved(id, "the agent has an owner and a sponsor again");
    }

    @Test
    void anAgentIsAccountableWhenItsSponsorIsEnabledAgain() {
        TestRealm.User sponsor = realm.createUser("sabbatical");
        TestAgent agent = TestAgent.verified(realm, "waiting", alerts.owner(), sponsor);
        enable(sponsor, false);
        String id = raised(agent, "agent_unaccountable", "high");

        enable(sponsor, true);

        isResolved(id, "the agent has an owner and a sponsor again");
    }

    private void enable(TestRealm.User user, boolean enabled) {
        realm.admin()
                .put(realm.adminPath("/users/" + user.id()), Json.object().put("enabled", enabled))
                .expect(204);
    }

    @Test
    void aKeyIsDoneWithWhenItIsReplaced() throws SQLException {
        TestAgent agent = alerts.agent();
        alerts.keyExpires(agent, Duration.ofDays(20));
        String expiring = raised(agent, "key_expiring", "info");
        alerts.keyExpires(agent, Duration.ofMinutes(-5));
        String expired = raised(agent, "key_expired", "high");
        ObjectNode next = Json.object();
        next.set("publicKey", AgentKey.generate().publicJwk());

        realm.admin().post(agent.adminPath("/keys"), next).expect(201);

        isResolved(expiring, "the key was replaced");
        isResolved(expired, "the key was replaced");
    }

    @Test
    void aKeyIsDoneWithWhenItIsRevokedHoweverPeopleLeftTheAlert() throws SQLException {
        TestAgent agent = alerts.agent();
        alerts.keyExpires(agent, Duration.ofHours(5));
        String id = raised(agent, "key_expiring", "high");
        alerts.act(id, "suppress", "{\"reason\":\"known\"}").expect(200);

        realm.admin()
                .delete(agent.adminPath("/keys/" + agent.key().thumbprint()))
                .expect(200);

        isResolved(id, "the key was withdrawn");
    }

    @Test
    void theKeysOfARevokedAgentAreDoneWith() throws SQLException {
        TestAgent agent = alerts.agent();
        alerts.keyExpires(agent, Duration.ofDays(5));
        String id = raised(agent, "key_expiring", "warning");

        act(agent, "revoke");

        isResolved(id, "the key was withdrawn");
    }

    @Test
    void nothingIsLeftToDoAboutAnAgentThatIsGone() {
        TestAgent agent = alerts.agent();
        AlertRealm.replay(agent, 1);
        String id = raised(agent, "assertion_replayed", "high");

        realm.admin().delete(agent.adminPath("")).expect(204);

        isResolved(id, "the agent was deleted");
    }

    @Test
    void anAgentThatIsReactivatedMayAskForTokens() {
        TestAgent agent = alerts.agent();
        act(agent, "suspend");
        agent.requestToken().expect(401);
        String first = raised(agent, "suspended_agent_active", "high");
        alerts.act(first, "acknowledge", "{}").expect(200);

        act(agent, "reactivate");
        isResolved(first, "the agent was reactivated");

        act(agent, "suspend");
        agent.requestToken().expect(401);
        Eventually.within(
                AlertRealm.SOON,
                "a new alert",
                () -> !alerts.alerts("type=suspended_agent_active&state=open&agent=" + agent.id())
                        .isEmpty());
        String second = alerts.alerts("type=suspended_agent_active&state=open&agent=" + agent.id())
                .get(0)
                .path("id")
                .asText();
        act(agent, "revoke");
        isResolved(second, "the agent was revoked");
    }
}
