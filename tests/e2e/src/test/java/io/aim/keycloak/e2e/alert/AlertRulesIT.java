package io.aim.keycloak.e2e.alert;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.aim.keycloak.cli.client.AgentKey;
import io.aim.keycloak.cli.client.Json;
import io.aim.keycloak.testkit.Eventually;
import io.aim.keycloak.testkit.KeycloakTest;
import io.aim.keycloak.testkit.TestAgent;
import io.aim.keycloak.testkit.TestRealm;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every rule, by what really happens on a server. */
@KeycloakTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AlertRulesIT {
    private static final int FLOOD = 500;
    private static final String BURST = "type=auth_failure_burst";

    private final AlertRealm alerts;

    AlertRulesIT(TestRealm realm) {
        this.alerts = AlertRealm.of(realm);
    }

    @Test
    void threeFailuresAreAWarningAndFiveAreHighInTheSameAlert() {
        TestAgent agent = alerts.agent();

        AlertRealm.fail(agent, 3);
        JsonNode warning = alerts.alert(agent, "auth_failure_burst", "warning");
        AlertRealm.fail(agent, 2);
        JsonNode high = alerts.alert(agent, "auth_failure_burst", "high");

        assertThat(high.path("id")).isEqualTo(warning.path("id"));
        assertThat(high.path("count").asLong()).isEqualTo(3);
        assertThat(high.path("state").asText()).isEqualTo("open");
        assertThat(high.path("title").asText()).startsWith(agent.name());
        alerts.realm()
                .admin()
                .get(alerts.realm()
                        .aimPath("/audit-logs/" + high.path("sourceEventId").asText()))
                .expect(200);
    }

    @Test
    void theThresholdsAreTheRealms() {
        try (TestRealm strict = TestRealm.create(alerts.realm().keycloak(), "strict")) {
            AlertRealm other = AlertRealm.of(strict);
            other.settings(Json.object().put("alertFailuresWarning", 1).put("alertFailuresHigh", 2));
            TestAgent agent = other.agent();

            AlertRealm.fail(agent, 1);
            other.alert(agent, "auth_failure_burst", "warning");
            AlertRealm.fail(agent, 1);
            other.alert(agent, "auth_failure_burst", "high");
        }
    }

    @Test
    void howUrgentAnExpiringKeyIsTheRealmDecides() throws SQLException {
        try (TestRealm strict = TestRealm.create(alerts.realm().keycloak(), "urgent")) {
            AlertRealm other = AlertRealm.of(strict);
            other.settings(Json.object().put("alertKeyWarningDays", 30).put("alertKeyHighDays", 7));
            TestAgent agent = other.agent();

            other.keyExpires(agent, Duration.ofDays(20));
            other.alert(agent, "key_expiring", "warning");
            other.keyExpires(agent, Duration.ofDays(5));
            other.alert(agent, "key_expiring", "high");
        }
    }

    @Test
    void strangersOfOneAddressAreOneAlert() {
        for (int i = 0; i < 5; i++) {
            TestAgent nobody = new TestAgent(alerts.realm(), "", "nobody-" + i, AgentKey.generate());
            nobody.requestToken().expect(401);
        }

        Eventually.within(
                AlertRealm.SOON,
                "an alert about strangers",
                () -> alerts.alerts("type=auth_failure_burst&severity=high").stream()
                        .anyMatch(alert -> !alert.has("agentId")
                                && alert.path("dedupKey").asText().equals("auth_failure_burst:address")));
    }

    @Test
    void replayedAssertionsAreOneAlertWithACount() {
        TestAgent agent = alerts.agent();

        AlertRealm.replay(agent, 4);

        String id = alerts.alert(agent, "assertion_replayed", "high").path("id").asText();
        Eventually.within(
                AlertRealm.SOON,
                "all are counted",
                () -> alerts.read(id).path("count").asLong() == 4);
    }

    @Test
    void aKeyThatTheAgentDoesNotHaveIsAnAlert() {
        TestAgent agent = alerts.agent();
        AgentKey other = AgentKey.generate();

        alerts.realm()
                .tokens()
                .clientCredentials(agent.assertion()
                        .header("kid", other.thumbprint())
                        .signedBy(other)
                        .sign())
                .expect(401);

        alerts.alert(agent, "unknown_key", "warning");
    }

    @ParameterizedTest
    @CsvSource({"suspend", "revoke"})
    void anAgentThatMayNotAndStillTriesIsAnAlert(String action) {
        TestAgent agent = alerts.agent();
        alerts.realm()
                .admin()
                .post(agent.adminPath("/" + action), Json.object().put("reason", "test"))
                .expect(200);

        agent.requestToken();

        alerts.alert(agent, "suspended_agent_active", "high");
    }

    @Test
    void aKeyThatExpiresSoonerAndSoonerIsOneAlertThatGetsMoreUrgent() throws SQLException {
        TestAgent agent = alerts.agent();

        alerts.keyExpires(agent, Duration.ofDays(20));
        JsonNode info = alerts.alert(agent, "key_expiring", "info");
        alerts.keyExpires(agent, Duration.ofDays(5));
        alerts.alert(agent, "key_expiring", "warning");
        alerts.keyExpires(agent, Duration.ofHours(5));
        JsonNode high = alerts.alert(agent, "key_expiring", "high");
        alerts.keyExpires(agent, Duration.ofMinutes(-5));
        alerts.alert(agent, "key_expired", "high");

        assertThat(high.path("id")).isEqualTo(info.path("id"));
    }

    @Test
    void anAgentThatLosesItsSponsorIsAnAlert() {
        TestRealm.User leaver = alerts.realm().createUser("leaver");
        TestAgent agent = TestAgent.verified(alerts.realm(), "orphan", alerts.owner(), leaver);

        alerts.realm()
                .admin()
                .delete(alerts.realm().adminPath("/users/" + leaver.id()))
                .expect(204);

        alerts.alert(agent, "agent_unaccountable", "high");
    }

    @Test
    void alegacyAudienceInUseIsAnAlert() {
        TestAgent agent = alerts.agent();
        alerts.realm()
                .admin()
                .put(agent.adminPath(""), Map.of("allowLegacyAudience", true))
                .expect(204);

        alerts.realm()
                .tokens()
                .clientCredentials(agent.assertion()
                        .claim("aud", alerts.realm().tokens().endpoint())
                        .sign())
                .expect(200);

        alerts.alert(agent, "legacy_audience", "warning");
    }

    @Test
    void whatHappensAgainAfterAnAlertIsResolvedIsANewOne() {
        TestAgent agent = alerts.agent();
        AlertRealm.replay(agent, 1);
        String first =
                alerts.alert(agent, "assertion_replayed", "high").path("id").asText();
        alerts.act(first, "acknowledge", "{}").expect(200);
        alerts.act(first, "resolve", "{\"note\":\"a retry\"}").expect(200);

        AlertRealm.replay(agent, 1);

        Eventually.within(
                AlertRealm.SOON,
                "a second alert",
                () -> alerts.alerts("type=assertion_replayed&state=open&agent=" + agent.id())
                                .size()
                        == 1);
        assertThat(alerts.read(first).path("state").asText()).isEqualTo("resolved");
    }

    @Test
    void aFloodOfRefusalsLeavesOneAlertForTheAgentAndOneForStrangers() throws SQLException {
        TestAgent agent = alerts.agent();
        List<TestAgent> callers = Stream.concat(
                        Stream.of(agent),
                        IntStream.range(0, 3)
                                .mapToObj(i -> new TestAgent(alerts.realm(), "", "flood-" + i, AgentKey.generate())))
                .toList();

        callers.parallelStream().forEach(caller -> AlertRealm.fail(caller, FLOOD));

        Eventually.within(
                AlertRealm.SOON.multipliedBy(2),
                "all is counted",
                () -> alerts.alerts(BURST).stream()
                        .filter(alert -> alert.path("agentId").asText().equals(agent.id()))
                        .anyMatch(alert -> alert.path("count").asLong() == FLOOD - 2));
        assertThat(alerts.alerts(BURST + "&agent=" + agent.id())).hasSize(1);
        Eventually.within(
                AlertRealm.SOON,
                "strangers are counted",
                () -> alerts.alerts(BURST).stream()
                        .filter(alert -> !alert.has("agentId"))
                        .anyMatch(alert -> alert.path("count").asLong() >= 3L * FLOOD - 2));
        assertThat(alerts.alerts(BURST))
                .filteredOn(alert -> !alert.has("agentId"))
                .hasSize(1);
        assertThat(alerts.realm()
                        .keycloak()
                        .jdbc()
                        .number(
                                "select count(*) from AIM_ALERT_WINDOW where REALM_ID = ? and SUBJECT like 'address:%'",
                                alerts.id()))
                .isEqualTo(1);
    }
}
