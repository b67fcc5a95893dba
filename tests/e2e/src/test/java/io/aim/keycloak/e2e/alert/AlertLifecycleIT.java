package io.aim.keycloak.e2e.alert;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aim.keycloak.cli.client.Json;
import io.aim.keycloak.testkit.KeycloakTest;
import io.aim.keycloak.testkit.TestRealm;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What people do about alerts, and how they find them. */
@KeycloakTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AlertLifecycleIT {
    private static final String NOTE = "{\"note\":\"seen\"}";
    private static final String REASON = "{\"reason\":\"known\"}";

    private final AlertRealm alerts;
    private final TestRealm realm;

    AlertLifecycleIT(TestRealm realm) {
        this.realm = realm;
        this.alerts = AlertRealm.of(realm);
    }

    @ParameterizedTest
    @CsvSource({
        "open, acknowledge, 200, acknowledged",
        "open, resolve, 409, open",
        "open, suppress, 200, suppressed",
        "acknowledged, acknowledge, 409, acknowledged",
        "acknowledged, resolve, 200, resolved",
        "acknowledged, suppress, 200, suppressed",
        "suppressed, acknowledge, 409, suppressed",
        "suppressed, resolve, 200, resolved",
        "suppressed, suppress, 409, suppressed",
        "resolved, acknowledge, 409, resolved",
        "resolved, resolve, 409, resolved",
        "resolved, suppress, 409, resolved"
    })
    void changesItsStateInLegalStepsOnly(String from, String action, int status, String to) throws SQLException {
        String id = alerts.insert("unknown_key", 1, from, null, 1_000);

        JsonNode answer = alerts.act(id, action, "suppress".equals(action) ? REASON : NOTE)
                .expect(status)
                .body();

        assertThat(alerts.read(id).path("state").asText()).isEqualTo(to);
        if (status == 409) {
            assertThat(answer.path("error").asText()).isEqualTo("illegal_transition");
        } else {
            assertThat(answer.path("state").asText()).isEqualTo(to);
            assertThat(answer.path("note").asText()).isIn("seen", "known");
            assertThat(answer.path("changedBy").asText()).isNotBlank();
            assertThat(events("alert." + to, id)).isEqualTo(1);
        }
    }

    private int events(String action, String target) {
        return realm.admin()
                .get(realm.aimPath("/audit-logs?action=" + action + "&target=" + target))
                .expect(200)
                .body()
                .path("total")
                .asInt();
    }

    @ParameterizedTest
    @CsvSource({
        "resolve, {}, note, required",
        "resolve, '{\"note\":\" \"}', note, required",
        "suppress, {}, reason, required",
        "acknowledge, '{\"x\":1}', x, unknown_field",
        "assign, {}, to, required",
        "assign, '{\"to\":\"nobody\"}', to, unknown_user",
        "snooze, {}, until, required",
        "snooze, '{\"until\":\"tomorrow\"}', until, invalid_time",
        "snooze, '{\"until\":\"2020-01-01T00:00:00Z\"}', until, out_of_range",
        "snooze, '{\"until\":\"2120-01-01T00:00:00Z\"}', until, out_of_range"
    })
    void saysWhichFieldIsWrong(String action, String body, String field, String error) throws SQLException {
        String id = alerts.insert("unknown_key", 1, "acknowledged", null, 1_000);

        JsonNode answer = alerts.act(id, action, body).expect(400).body();

        assertThat(answer.path("field").asText()).isEqualTo(field);
        assertThat(answer.path("error").asText()).isEqualTo(error);
    }

    @Test
    void isAssignedToAUserUntilThatOneLeaves() throws SQLException {
        String id = alerts.open();
        TestRealm.User user = realm.createUser("ann-" + UUID.randomUUID());

        alerts.act(id, "assign", "{\"to\":\"" + user.username() + "\"}").expect(200);
        assertThat(alerts.read(id).path("assigneeId").asText()).isEqualTo(user.id());
        assertThat(alerts.alerts("assignee=" + user.id())).hasSize(1);
        assertThat(events("alert.assigned", id)).isEqualTo(1);

        realm.admin().delete(realm.adminPath("/users/" + user.id())).expect(204);
        assertThat(alerts.read(id).has("assigneeId")).isFalse();
    }

    @Test
    void isSnoozedAndNotAnyMore() throws SQLException {
        String id = alerts.open();
        String until = Instant.now()
                .plus(1, ChronoUnit.HOURS)
                .truncatedTo(ChronoUnit.MILLIS)
                .toString();

        alerts.act(id, "snooze", "{\"until\":\"" + until + "\"}").expect(200);
        assertThat(alerts.read(id).path("snoozedUntil").asText()).isEqualTo(until);
        alerts.act(id, "snooze", "{\"until\":null}").expect(200);
        assertThat(alerts.read(id).has("snoozedUntil")).isFalse();

        String done = alerts.insert("unknown_key", 1, "resolved", null, 1_000);
        alerts.act(done, "snooze", "{\"until\":\"" + until + "\"}").expect(409);
        alerts.act(done, "assign", "{\"to\":null}").expect(409);
    }

    @Test
    void manyAreAcknowledgedByIdsAndEachSaysWhatBecameOfIt() throws SQLException {
        String open = alerts.open();
        String resolved = alerts.insert("unknown_key", 1, "resolved", null, 1_000);
        String unknown = UUID.randomUUID().toString();
        ObjectNode body = Json.object().put("note", "all of them");
        body.putArray("ids").add(open).add(resolved).add(unknown);

        JsonNode result = bulk(body);

        assertThat(result.path("succeeded").asInt()).isEqualTo(1);
        assertThat(result.path("failed").asInt()).isEqualTo(2);
        assertThat(result.path("items").path(0).path("result").asText()).isEqualTo("acknowledged");
        assertThat(result.path("items").path(1).path("error").asText()).isEqualTo("illegal_transition");
        assertThat(result.path("items").path(2).path("error").asText()).isEqualTo("not_found");
        assertThat(alerts.read(open).path("note").asText()).isEqualTo("all of them");
        assertThat(events("alert.acknowledged", open)).isEqualTo(1);
    }

    private JsonNode bulk(JsonNode body) {
        return realm.admin()
                .post(realm.aimPath("/alerts/bulk-acknowledge"), body)
                .expect(200)
                .body();
    }

    @Test
    void manyAreAcknowledgedByAFilterInParts() throws SQLException {
        String agent = UUID.randomUUID().toString();
        for (int i = 0; i < 5; i++) {
            alerts.insert("key_expiring", 0, "open", agent, 1_000 + i);
        }
        ObjectNode body = Json.object().put("max", 3);
        body.putObject("filter").put("agent", agent);

        assertThat(bulk(body).path("remaining").asInt()).isEqualTo(2);
        assertThat(bulk(body).path("remaining").asInt()).isZero();
        assertThat(alerts.alerts("state=acknowledged&agent=" + agent)).hasSize(5);
        assertThat(bulk(body).path("items")).isEmpty();
    }

    @Test
    void pagesHoldEachAlertOnceNewestFirst() throws SQLException {
        String agent = UUID.randomUUID().toString();
        List<String> newestFirst = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            newestFirst.add(0, alerts.insert("unknown_key", i % 4, "open", agent, 5_000 + i));
        }
        List<String> seen = new ArrayList<>();
        String after = "";
        do {
            JsonNode page = realm.admin()
                    .get(realm.aimPath("/alerts?max=3&agent=" + agent + after))
                    .expect(200)
                    .body();
            assertThat(page.path("total").asInt()).isEqualTo(7);
            assertThat(page.path("totalIsEstimate").asBoolean(true)).isFalse();
            page.path("items").forEach(item -> seen.add(item.path("id").asText()));
            after = page.has("next") ? "&after=" + page.path("next").asText() : "";
        } while (!after.isEmpty());

        assertThat(seen).isEqualTo(newestFirst);
    }

    @Test
    void countsByStateAndSeverity() throws SQLException {
        String agent = UUID.randomUUID().toString();
        alerts.insert("unknown_key", 1, "open", agent, 1_000);
        alerts.insert("unknown_key", 3, "acknowledged", agent, 1_000);
        alerts.insert("unknown_key", 3, "resolved", agent, 1_000);

        JsonNode count = realm.admin()
                .get(realm.aimPath("/alerts/count?agent=" + agent))
                .expect(200)
                .body();

        assertThat(count.path("total").asInt()).isEqualTo(3);
        assertThat(count.path("active").asInt()).isEqualTo(2);
        assertThat(count.path("byState").path("resolved").asInt()).isEqualTo(1);
        assertThat(count.path("byState").path("suppressed").asInt(-1)).isZero();
        assertThat(count.path("bySeverity").path("critical").asInt()).isEqualTo(1);
        assertThat(count.path("bySeverity").path("warning").asInt()).isEqualTo(1);
    }

    @Test
    void findsByTime() throws SQLException {
        String agent = UUID.randomUUID().toString();
        String id = alerts.insert("unknown_key", 1, "open", agent, 10_000);
        alerts.insert("unknown_key", 1, "open", agent, 20_000);

        assertThat(alerts.alerts("agent=" + agent + "&from=1970-01-01T00:00:10Z&to=1970-01-01T00:00:20Z"))
                .singleElement()
                .satisfies(alert -> assertThat(alert.path("id").asText()).isEqualTo(id));
    }

    @ParameterizedTest
    @CsvSource({
        "state=done, state, invalid_state",
        "severity=low, severity, invalid_severity",
        "type=nothing, type, unknown_type",
        "from=yesterday, from, invalid_time",
        "after=nonsense, after, invalid_cursor",
        "max=0, max, invalid_number"
    })
    void saysWhichFilterIsWrong(String query, String field, String error) {
        JsonNode answer =
                realm.admin().get(realm.aimPath("/alerts?" + query)).expect(400).body();

        assertThat(answer.path("field").asText()).isEqualTo(field);
        assertThat(answer.path("error").asText()).isEqualTo(error);
    }
}
