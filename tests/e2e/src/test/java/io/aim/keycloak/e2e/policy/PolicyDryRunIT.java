package io.aim.keycloak.e2e.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aim.keycloak.cli.client.Json;
import io.aim.keycloak.cli.client.Reply;
import io.aim.keycloak.testkit.KeycloakTest;
import io.aim.keycloak.testkit.TestAgent;
import io.aim.keycloak.testkit.TestRealm;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What would have been decided with other policies. The decisions of the past are written as they are recorded. */
@KeycloakTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PolicyDryRunIT {

    private final Instant now = Instant.now();

    private final TestRealm realm;
    private final PolicyProbe policies;
    private final TestAgent reader;
    private final TestAgent exporter;

    PolicyDryRunIT(TestRealm realm) throws SQLException {
        this.realm = realm.setUp();
        this.policies = new PolicyProbe(realm);
        TestRealm.User owner = realm.createUser("owner");
        this.reader = TestAgent.register(realm, "reader-" + UUID.randomUUID(), owner, owner);
        this.exporter = TestAgent.register(realm, "exporter-" + UUID.randomUUID(), owner, owner);
        decided(reader, Duration.ofDays(20), "db:read", 0, "allowed", "granted", true, "0.900");
        decided(reader, Duration.ofDays(2), "db:read", 0, "allowed", "granted", true, "0.400");
        decided(reader, Duration.ofDays(1), "db:write", 0, "denied", "capability_not_granted", false, "0.900");
        decided(exporter, Duration.ofMinutes(30), "data:export", 700, "allowed", "granted", true, null);
        decided(exporter, Duration.ofMinutes(20), "data:export", 700, "allowed", "granted", true, null);
        decided(exporter, Duration.ofMinutes(10), "db:admin", 0, "approved", "review_required", true, null);
    }

    private void decided(
            TestAgent agent,
            Duration ago,
            String capability,
            long bytes,
            String status,
            String reason,
            boolean granted,
            String trust)
            throws SQLException {
        String realmId = realm.admin()
                .get(realm.adminPath(""))
                .expect(200)
                .body()
                .path("id")
                .asText();
        realm.keycloak()
                .jdbc()
                .update(
                        "insert into AIM_DECISION (ID, REALM_ID, AGENT_ID, ASKED_AT, ASKER_KIND, ASKER_ID, CAPABILITY,"
                                + " BYTES, ADDRESS, DECLARED, STATUS, REASON, GRANT_ID, EXECUTION_MODE, MONITORED, TRUST,"
                                + " EXPIRES_AT) values (?, ?, ?, ?, 'agent', ?, ?, ?, '192.0.2.7', false, ?, ?, ?, ?,"
                                + " false, cast(? as decimal(4, 3)), cast(? as bigint))",
                        UUID.randomUUID().toString(),
                        realmId,
                        agent.id(),
                        now.minus(ago).toEpochMilli(),
                        agent.id(),
                        capability,
                        bytes,
                        status,
                        reason,
                        granted ? "grant" : null,
                        "review_required".equals(reason) ? "review" : "auto",
                        trust,
                        "approved".equals(status) ? String.valueOf(now.toEpochMilli()) : null);
    }

    private JsonNode dryRun(ObjectNode body) {
        return realm.admin()
                .post(realm.aimPath("/policies/dry-run"), body)
                .expect(200)
                .body();
    }

    private static ObjectNode trying(ObjectNode policy) {
        ObjectNode body = Json.object();
        body.putArray("policies").add(policy);
        return body;
    }

    private static void assertCounts(JsonNode counts, int allowed, int denied, int pending) {
        assertThat(List.of(
                        counts.path("allowed").asInt(),
                        counts.path("denied").asInt(),
                        counts.path("pending").asInt()))
                .containsExactly(allowed, denied, pending);
    }

    @Test
    void thePoliciesOfTheRealmWouldHaveDecidedAsTheyDid() {
        JsonNode answer = dryRun(Json.object());

        assertThat(answer.path("decisions").asInt()).isEqualTo(5);
        assertThat(answer.path("complete").asBoolean()).isTrue();
        assertCounts(answer.path("was"), 3, 1, 1);
        assertCounts(answer.path("would"), 3, 1, 1);
        assertThat(answer.path("changed").asInt()).isZero();
        assertThat(answer.path("changes")).isEmpty();
    }

    @Test
    void moreDaysAreMoreDecisions() {
        assertThat(dryRun(Json.object().put("days", 30)).path("decisions").asInt())
                .isEqualTo(6);
        assertThat(dryRun(Json.object().put("days", 1)).path("decisions").asInt())
                .isEqualTo(3);
    }

    @Test
    void aStricterPolicyNamesWhatItWouldHaveDenied() {
        JsonNode answer = dryRun(trying(
                PolicyProbe.lowTrust(0.5).put("enforcement", "block_and_alert").put("priority", 900)));

        assertCounts(answer.path("would"), 2, 2, 1);
        assertThat(answer.path("changed").asInt()).isEqualTo(1);
        JsonNode change = answer.path("changes").path(0);
        assertThat(change.path("agentId").asText()).isEqualTo(reader.id());
        assertThat(change.path("agentName").asText()).isEqualTo(reader.name());
        assertThat(change.path("capability").asText()).isEqualTo("db:read");
        assertThat(Instant.parse(change.path("at").asText()))
                .isEqualTo(Instant.ofEpochMilli(now.minus(Duration.ofDays(2)).toEpochMilli()));
        assertThat(change.path("was").path("reason").asText()).isEqualTo("granted");
        assertThat(change.path("would").path("outcome").asText()).isEqualTo("denied");
        assertThat(change.path("would").path("reason").asText()).isEqualTo("low_trust");
        JsonNode tried = answer.path("policies")
                .valueStream()
                .filter(policy -> "policies[0]".equals(policy.path("id").asText()))
                .findFirst()
                .orElseThrow();
        assertThat(tried.path("found").asInt()).isEqualTo(1);
        assertThat(tried.path("denied").asInt()).isEqualTo(1);
    }

    @Test
    void bytesOfTheHourAreCountedAsTheyWouldHaveGone() {
        ObjectNode limit = PolicyProbe.policy("data_exfiltration").put("enforcement", "block_and_alert");
        limit.putObject("parameters").put("bytesPerHour", 1000);
        limit.put("priority", 900);

        JsonNode answer = dryRun(trying(limit));

        assertThat(answer.path("changed").asInt()).isEqualTo(1);
        assertThat(answer.path("changes").path(0).path("would").path("reason").asText())
                .isEqualTo("data_exfiltration");
    }

    @Test
    void anExceptionLetsPassWhatNoGrantCovered() {
        ObjectNode exception = PolicyProbe.policy("capability_violation")
                .put("enforcement", "allow")
                .put("priority", 900);
        exception.putObject("scope").put("kind", "agent").put("agentId", reader.id());

        JsonNode answer = dryRun(trying(exception));

        assertThat(answer.path("changes").path(0).path("was").path("outcome").asText())
                .isEqualTo("denied");
        assertThat(answer.path("changes").path(0).path("would").path("reason").asText())
                .isEqualTo("allowed_by_policy");
    }

    @Test
    void aStoredPolicyIsTriedAsIfItWereEnabledOrChanged() {
        ObjectNode stored = PolicyProbe.lowTrust(0.5)
                .put("enforcement", "block_and_alert")
                .put("priority", 900)
                .put("enabled", false);
        String id = policies.created(stored);
        ObjectNode byId = Json.object();
        byId.putArray("ids").add(id);
        assertThat(dryRun(byId).path("changed").asInt()).isEqualTo(1);

        ObjectNode replaced = stored.deepCopy().put("id", id).put("enabled", true);
        replaced.putObject("parameters").put("trustBelow", 0.35);
        assertThat(dryRun(trying(replaced)).path("changed").asInt()).isZero();
        assertThat(policies.get(id).path("enabled").asBoolean(true)).isFalse();
    }

    @Test
    void inMonitoringModeNothingWouldHaveBeenDenied() {
        assertCounts(dryRun(Json.object().put("mode", "monitoring")).path("would"), 4, 0, 1);
    }

    @Test
    void withoutAnyPolicyTheGrantsDecide() {
        JsonNode answer = dryRun(Json.object().put("alone", true));

        assertThat(answer.path("policies")).isEmpty();
        assertCounts(answer.path("would"), 3, 1, 1);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "`{\"days\":0}`, days, invalid_number",
                "`{\"days\":91}`, days, invalid_number",
                "`{\"mode\":\"lax\"}`, mode, invalid_choice",
                "`{\"ids\":[\"nobody\"]}`, ids[0], unknown_policy",
                "`{\"policies\":{}}`, policies, invalid_type",
                "`{\"policies\":[{\"surprise\":1}]}`, policies[0].surprise, unknown_field",
                "`{\"policies\":[{\"id\":\"nobody\"}]}`, policies[0].id, unknown_policy",
                "`{\"policies\":[{\"name\":\"x\",\"enforcement\":\"allow\",\"type\":\"low_trust\"}]}`, policies[0].parameters.trustBelow, required"
            })
    void badInputNamesTheFieldAndTheRule(String body, String field, String code) {
        Reply reply = realm.admin()
                .post(realm.aimPath("/policies/dry-run"), Json.parse(body))
                .expect(400);

        assertThat(PolicyProbe.error(reply)).isEqualTo(code);
        assertThat(reply.body().path("field").asText()).isEqualTo(field);
    }
}
