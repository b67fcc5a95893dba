package io.aim.keycloak.e2e.capability;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.aim.keycloak.cli.client.Json;
import io.aim.keycloak.testkit.Eventually;
import io.aim.keycloak.testkit.KeycloakTest;
import io.aim.keycloak.testkit.TestAgent;
import io.aim.keycloak.testkit.TestRealm;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Requests that were decided go after the realm's time. */
@KeycloakTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CapabilityRequestRetentionIT {
    private static final Duration SOON = Duration.ofSeconds(20);

    private final CapabilityRealm capabilities;
    private final TestRealm realm;

    CapabilityRequestRetentionIT(TestRealm realm) {
        this.capabilities = CapabilityRealm.of(realm);
        this.realm = realm;
    }

    private String decided(TestAgent agent, String capability, int daysAgo) throws SQLException {
        String id = capabilities.asked(agent, capability);
        capabilities
                .decide(capabilities.decider(), id, "approve", Json.object())
                .expect(200);
        realm.keycloak()
                .jdbc()
                .update(
                        "update AIM_CAPABILITY_REQUEST set REQUESTED_AT = 0, DECIDED_AT = ? where ID = ?",
                        Instant.now().minus(Duration.ofDays(daysAgo)).toEpochMilli(),
                        id);
        return id;
    }

    private JsonNode items(String path) {
        return realm.admin().get(path).expect(200).body().path("items");
    }

    @Test
    void whatWasDecidedLongAgoGoesAndTheGrantStays() throws SQLException {
        TestAgent agent = capabilities.agent();
        String waiting = capabilities.asked(agent, "db:read");
        realm.keycloak().jdbc().update("update AIM_CAPABILITY_REQUEST set REQUESTED_AT = 0 where ID = ?", waiting);
        String kept = decided(agent, "db:query", 364);
        decided(agent, "db:write", 366);

        Eventually.within(
                SOON,
                "the old one is gone",
                () -> items(agent.adminPath("/capability-requests")).size() == 2);

        assertThat(CapabilityRealm.texts(items(agent.adminPath("/capability-requests")), "id"))
                .containsExactlyInAnyOrder(waiting, kept);
        assertThat(CapabilityRealm.texts(capabilities.grants(agent), "capability"))
                .containsExactlyInAnyOrder("db:query", "db:write");
        JsonNode events = items(realm.aimPath("/audit-logs?action=capability.request.removed"));
        assertThat(events).hasSize(1);
        assertThat(events.path(0).path("actor").path("kind").asText()).isEqualTo("system");
        assertThat(events.path(0).path("details").path("count").asText()).isEqualTo("1");
        assertThat(events.path(0).path("details").path("days").asText()).isEqualTo("365");

        realm.admin()
                .put(realm.aimPath("/settings"), Json.object().put("capabilityRequestRetentionDays", 363))
                .expect(204);
        Eventually.within(
                SOON,
                "the realm keeps them for less time",
                () -> items(agent.adminPath("/capability-requests")).size() == 1);
        assertThat(capabilities.pendingId(agent, "db:read")).isEqualTo(waiting);
    }
}
