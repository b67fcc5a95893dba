package io.aim.keycloak.e2e.agent;

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
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What time does to agents: last seen, expiry, grace periods, sponsors who leave. */
@KeycloakTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AgentLifecycleIT {

    private static final Duration SOON = Duration.ofSeconds(60);

    private final AgentRealm agents;

    AgentLifecycleIT(TestRealm realm) {
        this.agents = AgentRealm.of(realm);
    }

    @Test
    void anAgentIsSeenWhenItGetsATokenAndStaleWhenItDoesNot() {
        TestAgent active = agents.verified();
        TestAgent silent = agents.verified();
        Instant before = Instant.now().minusMillis(1);

        active.accessToken();

        Eventually.within(SOON, "the agent is seen", () -> agents.read(active).has("lastSeenAt"));
        assertThat(Instant.parse(agents.read(active).path("lastSeenAt").asText()))
                .isBetween(before, Instant.now());
        List<String> stale = names("staleSince=" + Instant.now().plusSeconds(60));
        assertThat(stale).contains(active.name(), silent.name());
        assertThat(names("staleSince=" + before.truncatedTo(ChronoUnit.MILLIS)))
                .contains(silent.name())
                .doesNotContain(active.name());
    }

    @Test
    void anAgentGetsNoTokenAfterItsExpiryDateAndIsSuspended() throws SQLException {
        TestAgent agent = agents.verified();
        agents.realm()
                .admin()
                .put(
                        agent.adminPath(""),
                        Map.of("expiresAt", Instant.now().plusSeconds(3600).toString()))
                .expect(204);
        agent.requestToken().expect(200);

        agents.realm().keycloak().jdbc().update("update AIM_AGENT set EXPIRES_AT = 1 where ID = ?", agent.id());

        await(agent, "agent.expired");
        assertThat(agents.status(agent)).isEqualTo("suspended");
        assertThat(agents.read(agent).path("statusReason").asText()).isEqualTo("agent_expired");
        agent.requestToken().expect(400, 401);
        assertThat(agents.act(agent, "reactivate")
                        .expect(409)
                        .body()
                        .path("error")
                        .asText())
                .isEqualTo("agent_expired");
    }

    @Test
    void theEndOfAGracePeriodIsOnRecord() throws SQLException {
        RotatingAgent agent = RotatingAgent.of(agents.verified());
        agent.rotateTo(AgentKey.generate()).expect(201);

        agents.realm()
                .keycloak()
                .jdbc()
                .update(
                        "update AIM_AGENT_KEY set GRACE_UNTIL = 1 where AGENT_ID = ? and STATE = 'grace'",
                        agent.agent().id());

        await(agent.agent(), "agent.key.retired");
        assertThat(AgentRealm.texts(agents.read(agent.agent()).path("keys"), "state"))
                .containsExactly("active", "retired");
        agent.requestToken(agent.current()).expect(401);
    }

    @Test
    void aKeyThatExpiresIsNoticedOncePerStage() throws SQLException {
        TestAgent agent = agents.verified();
        expire(agent, Instant.now().plus(Duration.ofDays(6)));
        await(agent, "agent.key.expiring");
        assertThat(names("keyExpiresBefore=" + Instant.now().plus(Duration.ofDays(7))))
                .contains(agent.name());

        expire(agent, Instant.now().minusSeconds(1));
        await(agent, "agent.key.expired");

        assertThat(events(agent, "agent.key.expiring")).hasSize(1);
        assertThat(events(agent, "agent.key.expiring")
                        .get(0)
                        .path("details")
                        .path("days")
                        .asText())
                .isEqualTo("7");
        assertThat(events(agent, "agent.key.expired")).hasSize(1);
    }

    private void expire(TestAgent agent, Instant at) throws SQLException {
        agents.realm()
                .keycloak()
                .jdbc()
                .update("update AIM_AGENT_KEY set EXPIRES_AT = ? where AGENT_ID = ?", at.toEpochMilli(), agent.id());
    }

    @Test
    void theAgentsOfASponsorWhoIsDisabledGoToTheFallbackSponsor() {
        TestRealm.User leaver = agents.realm().createUser("sponsor-who-leaves");
        TestRealm.User fallback = agents.realm().createUser("fallback-sponsor");
        TestAgent agent = TestAgent.verified(agents.realm(), AgentRealm.freshName(), agents.owner(), leaver);
        settings(Map.of("fallbackSponsor", "fallback-sponsor"));

        disable(leaver);

        await(agent, "agent.transferred");
        JsonNode after = agents.read(agent);
        assertThat(after.path("sponsor").path("id").asText()).isEqualTo(fallback.id());
        assertThat(after.path("status").asText()).isEqualTo("verified");
        settings(Json.object().putNull("fallbackSponsor"));
    }

    @Test
    void agentsOfADisabledSponsorAreListedAsUnaccountable() {
        TestRealm.User leaver = agents.realm().createUser("sponsor-on-leave");
        TestAgent agent = TestAgent.verified(agents.realm(), AgentRealm.freshName(), agents.owner(), leaver);
        assertThat(names("unaccountable=true")).doesNotContain(agent.name());

        disable(leaver);

        await(agent, "agent.sponsor.missing");
        assertThat(names("unaccountable=true")).contains(agent.name());
    }

    @Test
    void withoutAFallbackTheyAreSuspendedAfterTheGraceAndNotBefore() throws SQLException {
        TestRealm.User leaver = agents.realm().createUser("sponsor-who-is-removed");
        TestAgent agent = TestAgent.verified(agents.realm(), AgentRealm.freshName(), agents.owner(), leaver);

        agents.realm()
                .admin()
                .delete(agents.realm().adminPath("/users/" + leaver.id()))
                .expect(204);

        await(agent, "agent.sponsor.missing");
        assertThat(agents.status(agent)).isEqualTo("verified");
        assertThat(AgentRealm.texts(agents.read(agent).path("findings"))).contains("sponsor_missing");
        assertThat(names("unaccountable=true")).contains(agent.name());
        agents.realm()
                .keycloak()
                .jdbc()
                .update("update AIM_AGENT set SPONSOR_MISSING_SINCE = 1 where ID = ?", agent.id());
        Eventually.within(SOON, "the agent is suspended", () -> "suspended".equals(agents.status(agent)));
        assertThat(agents.read(agent).path("statusReason").asText()).isEqualTo("sponsor_missing");
        assertThat(events(agent, "agent.sponsor.missing")).hasSize(1);
    }

    private void disable(TestRealm.User user) {
        agents.realm()
                .admin()
                .put(agents.realm().adminPath("/users/" + user.id()), Map.of("enabled", false))
                .expect(204);
    }

    private void settings(Object body) {
        agents.realm().admin().put(agents.realm().aimPath("/settings"), body).expect(204);
    }

    private void await(TestAgent agent, String action) {
        Eventually.within(
                SOON, action + " is on record", () -> !events(agent, action).isEmpty());
    }

    private JsonNode events(TestAgent agent, String action) {
        return agents.realm()
                .admin()
                .get(agents.realm().aimPath("/audit-logs?action=" + action + "&target=" + agent.id()))
                .expect(200)
                .body()
                .path("items");
    }

    private List<String> names(String filter) {
        return AgentRealm.texts(
                agents.realm()
                        .admin()
                        .get(agents.realm().aimPath("/agents?max=500&" + filter))
                        .expect(200)
                        .body()
                        .path("items"),
                "name");
    }
}
