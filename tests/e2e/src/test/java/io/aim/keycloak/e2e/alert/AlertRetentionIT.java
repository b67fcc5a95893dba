package io.aim.keycloak.e2e.alert;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.aim.keycloak.cli.client.Json;
import io.aim.keycloak.testkit.Eventually;
import io.aim.keycloak.testkit.Keycloak;
import io.aim.keycloak.testkit.KeycloakTest;
import io.aim.keycloak.testkit.TestRealm;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is done with goes after the realm's time. */
@KeycloakTest
class AlertRetentionIT {
    private static final int MANY = 1_200;
    private static final String COUNT = "select count(*) from AIM_ALERT where REALM_ID = ?";

    private final TestRealm realm;
    private final AlertRealm alerts;

    AlertRetentionIT(Keycloak keycloak) {
        this.realm = TestRealm.create(keycloak, "retention");
        this.alerts = AlertRealm.of(realm);
    }

    @AfterEach
    void removeRealm() {
        realm.close();
    }

    private static long daysAgo(int days) {
        return Instant.now().minus(Duration.ofDays(days)).toEpochMilli();
    }

    private String alert(String state, int changedDaysAgo, int happenedDaysAgo) throws SQLException {
        String id = alerts.insert("unknown_key", 1, state, null, daysAgo(1_000));
        realm.keycloak()
                .jdbc()
                .update(
                        "update AIM_ALERT set CHANGED_AT = ?, LAST_SEEN_AT = ? where ID = ?",
                        "open".equals(state) ? null : (Object) daysAgo(changedDaysAgo),
                        daysAgo(happenedDaysAgo),
                        id);
        return id;
    }

    private List<String> ids() {
        return alerts.alerts("").stream()
                .map(alert -> alert.path("id").asText())
                .toList();
    }

    private List<JsonNode> removals() {
        List<JsonNode> removals = new ArrayList<>();
        realm.admin()
                .get(realm.aimPath("/audit-logs?max=100&action=alert.removed"))
                .expect(200)
                .body()
                .path("items")
                .forEach(removals::add);
        return removals;
    }

    @Test
    void whatIsDoneWithGoesAndTheRestStays() throws SQLException {
        alerts.settings(Json.object().put("alertRetentionDays", 30));
        List<String> kept = List.of(
                alert("open", 0, 400),
                alert("acknowledged", 400, 400),
                alert("resolved", 29, 400),
                alert("suppressed", 29, 400),
                alert("suppressed", 400, 29));
        String resolved = alert("resolved", 31, 31);
        String suppressed = alert("suppressed", 31, 31);

        Eventually.within(
                AlertRealm.SOON,
                "what is done with is gone",
                () -> !ids().contains(resolved) && !ids().contains(suppressed));

        assertThat(ids()).containsExactlyInAnyOrderElementsOf(kept);
        assertThat(removals()).isNotEmpty().allSatisfy(event -> {
            assertThat(event.path("actor").path("kind").asText()).isEqualTo("system");
            assertThat(event.path("details").path("days").asText()).isEqualTo("30");
        });
        assertThat(removals().stream()
                        .mapToInt(event -> event.path("details").path("count").asInt())
                        .sum())
                .isEqualTo(2);
    }

    @Test
    void aYearIsKeptWhereNobodySaysOtherwise() throws SQLException {
        String kept = alert("resolved", 364, 364);
        String gone = alert("resolved", 366, 366);

        Eventually.within(AlertRealm.SOON, "the old one is gone", () -> !ids().contains(gone));

        assertThat(ids()).containsExactly(kept);
    }

    @Test
    void manyGoInOneRoundWithOneEvent() throws SQLException {
        long old = daysAgo(400);
        realm.keycloak()
                .jdbc()
                .update(
                        "insert into AIM_ALERT (ID, REALM_ID, DEDUP_KEY, ALERT_TYPE, SEVERITY, STATE, TITLE, OCCURRENCES,"
                                + " FIRST_SEEN_AT, LAST_SEEN_AT, CHANGED_AT) select gen_random_uuid()::text, ?, 'k' || n,"
                                + " 'unknown_key', 1, 'resolved', 'Inserted', 1, ?, ?, ? from generate_series(1, ?) n",
                        alerts.id(),
                        old,
                        old,
                        old,
                        MANY);

        Eventually.within(
                AlertRealm.SOON,
                "all are gone",
                () -> alerts.number(COUNT, alerts.id()) == 0 && !removals().isEmpty());

        assertThat(removals())
                .singleElement()
                .satisfies(event ->
                        assertThat(event.path("details").path("count").asInt()).isEqualTo(MANY));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3_651})
    void theDaysAreBounded(int days) {
        JsonNode answer = realm.admin()
                .put(realm.aimPath("/settings"), Json.object().put("alertRetentionDays", days))
                .expect(400)
                .body();

        assertThat(answer.path("field").asText()).isEqualTo("alertRetentionDays");
        assertThat(answer.path("error").asText()).isEqualTo("out_of_range");
    }
}
