package io.aim.keycloak.e2e.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aim.keycloak.cli.client.Json;
import io.aim.keycloak.cli.client.Reply;
import io.aim.keycloak.testkit.KeycloakTest;
import io.aim.keycloak.testkit.TestAgent;
import io.aim.keycloak.testkit.TestRealm;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Policies are made, read, changed and removed. */
@KeycloakTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PolicyIT {

    private final TestRealm realm;
    private final PolicyProbe policies;

    PolicyIT(TestRealm realm) {
        this.realm = realm.setUp();
        this.policies = new PolicyProbe(realm);
    }

    @Test
    void everythingThatAPolicySaysIsKept() {
        ObjectNode body = PolicyProbe.policy("unauthorized_access")
                .put("description", "Only from the office, only by day.")
                .put("enforcement", "block_and_alert")
                .put("priority", 700)
                .put("enabled", false);
        body.putObject("scope").put("kind", "tag").put("tag", "office");
        ObjectNode parameters = body.putObject("parameters");
        parameters.putArray("allowedCidrs").add("192.0.2.0/24").add("2001:db8:0:0:0:0:0:0/32");
        ObjectNode hours = parameters.putObject("hours").put("from", "08:00").put("to", "18:00");
        hours.put("zone", "Europe/Berlin").putArray("days").add("mon").add("fri");

        Reply created = policies.create(body).expect(201);

        String id = created.body().path("id").asText();
        assertThat(created.headers().firstValue("Location").orElseThrow()).endsWith("/policies/" + id);
        JsonNode stored = policies.get(id);
        assertThat(stored).isEqualTo(created.body());
        for (String field : body.properties().stream().map(Map.Entry::getKey).toList()) {
            assertThat(stored.path(field)).as(field).isEqualTo(body.path(field));
        }
        assertThat(stored.path("createdAt").asText()).isNotEmpty();
        assertThat(stored.path("createdBy").asText()).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "capability_violation, , ",
        "low_trust, trustBelow, 0.25",
        "unusual_activity, actionsPerHour, 10",
        "data_exfiltration, bytesPerHour, 1000000000000",
        "configuration_drift, , "
    })
    void everyTypeCanBeMade(String type, String parameter, String value) {
        ObjectNode body = PolicyProbe.policy(type);
        if (parameter != null) {
            body.putObject("parameters").put(parameter, new BigDecimal(value));
        }

        JsonNode stored = policies.get(policies.created(body));

        assertThat(stored.path("type").asText()).isEqualTo(type);
        assertThat(stored.path("enabled").asBoolean()).isTrue();
        assertThat(stored.path("priority").asInt()).isEqualTo(100);
        assertThat(stored.path("scope").path("kind").asText()).isEqualTo("all");
        if (parameter != null) {
            assertThat(stored.path("parameters").path(parameter).decimalValue()).isEqualByComparingTo(value);
        }
    }

    @Test
    void whatWasReadCanBeSentBackChanged() {
        String id = policies.created(PolicyProbe.lowTrust(0.4));
        ObjectNode body = (ObjectNode) policies.get(id);
        body.put("enforcement", "block_and_alert").put("description", "stricter");

        realm.admin().put(policies.path(id), body).expect(204);

        JsonNode stored = policies.get(id);
        assertThat(stored.path("enforcement").asText()).isEqualTo("block_and_alert");
        assertThat(stored.path("createdAt")).isEqualTo(body.path("createdAt"));
        JsonNode event = policies.events("policy.updated").get(0);
        assertThat(event.path("target").path("id").asText()).isEqualTo(id);
        assertThat(event.path("details").path("fields").asText()).isEqualTo("description enforcement");
    }

    @Test
    void aRemovedPolicyIsGone() {
        String id = policies.created(PolicyProbe.lowTrust(0.4));

        realm.admin().delete(policies.path(id)).expect(204);

        realm.admin().get(policies.path(id)).expect(404);
        realm.admin().delete(policies.path(id)).expect(404);
        realm.admin().put(policies.path(id), PolicyProbe.lowTrust(0.4)).expect(404);
        assertThat(policies.events("policy.deleted")
                        .get(0)
                        .path("target")
                        .path("id")
                        .asText())
                .isEqualTo(id);
        assertThat(policies.events("policy.created"))
                .anyMatch(event -> id.equals(event.path("target").path("id").asText()));
    }

    @Test
    void theListIsInTheOrderInWhichPoliciesAreAsked() {
        String low = policies.created(PolicyProbe.lowTrust(0.4).put("priority", 3));
        String high = policies.created(PolicyProbe.lowTrust(0.4).put("priority", 999));
        String strict =
                policies.created(PolicyProbe.lowTrust(0.4).put("priority", 3).put("enforcement", "block_and_alert"));
        List<String> paged = new ArrayList<>();
        String next = null;
        do {
            JsonNode page = realm.admin()
                    .get(realm.aimPath("/policies?max=3" + (next == null ? "" : "&after=" + next)))
                    .expect(200)
                    .body();
            page.path("items").forEach(policy -> paged.add(policy.path("id").asText()));
            next = page.path("next").asText(null);
        } while (next != null);

        assertThat(paged)
                .doesNotHaveDuplicates()
                .containsSubsequence(high, strict, low)
                .containsExactlyElementsOf(policies.all().stream()
                        .map(policy -> policy.path("id").asText())
                        .toList());
    }

    @Test
    void aNameIsTakenOnce() {
        ObjectNode body = PolicyProbe.lowTrust(0.4);
        policies.created(body);
        String other = policies.created(PolicyProbe.lowTrust(0.4));

        assertThat(PolicyProbe.error(policies.create(body).expect(409))).isEqualTo("name_taken");
        assertThat(PolicyProbe.error(
                        realm.admin().put(policies.path(other), body).expect(409)))
                .isEqualTo("name_taken");
    }

    @Test
    void twoWhoTakeANameAtOnceAreTold() {
        ObjectNode body = PolicyProbe.lowTrust(0.4);
        realm.admin().token();

        List<CompletableFuture<Reply>> both = List.of(
                CompletableFuture.supplyAsync(() -> policies.create(body)),
                CompletableFuture.supplyAsync(() -> policies.create(body)));

        assertThat(both).map(reply -> reply.join().status()).containsExactlyInAnyOrder(201, 409);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "`{\"name\":null}`, name, required",
                "`{\"type\":\"auth_failure\"}`, type, invalid_policy_type",
                "`{\"enforcement\":\"block\"}`, enforcement, invalid_enforcement",
                "`{\"priority\":1001}`, priority, invalid_number",
                "`{\"priority\":\"high\"}`, priority, invalid_type",
                "`{\"enabled\":\"yes\"}`, enabled, invalid_type",
                "`{\"surprise\":1}`, surprise, unknown_field",
                "`{\"scope\":{\"kind\":\"nobody\"}}`, scope.kind, invalid_scope",
                "`{\"scope\":{\"kind\":\"tag\",\"agentType\":\"service\"}}`, scope.agentType, scope_mismatch",
                "`{\"scope\":{\"kind\":\"agent\",\"agentId\":\"nobody\"}}`, scope.agentId, unknown_agent",
                "`{\"scope\":{\"kind\":\"all\",\"surprise\":1}}`, scope.surprise, unknown_field",
                "`{\"parameters\":{\"trustBelow\":0}}`, parameters.trustBelow, invalid_number",
                "`{\"parameters\":{\"trustBelow\":\"0.4\"}}`, parameters.trustBelow, invalid_type",
                "`{\"parameters\":{\"trustBelow\":1e999}}`, parameters.trustBelow, invalid_type",
                "`{\"parameters\":{\"bytesPerHour\":1}}`, parameters.bytesPerHour, parameter_mismatch",
                "`{\"type\":\"unusual_activity\",\"parameters\":{\"actionsPerHour\":1.5}}`, parameters.actionsPerHour, invalid_number",
                "`{\"type\":\"unauthorized_access\",\"parameters\":{}}`, parameters, required",
                "`{\"type\":\"unauthorized_access\",\"parameters\":{\"allowedCidrs\":[\"10.0.0.1/8\"]}}`, parameters.allowedCidrs[0], invalid_cidr",
                "`{\"type\":\"unauthorized_access\",\"parameters\":{\"hours\":{\"from\":\"25:00\",\"to\":\"08:00\"}}}`, parameters.hours.from, invalid_time"
            })
    void badInputNamesTheFieldAndTheRule(String change, String field, String code) {
        ObjectNode body = PolicyProbe.lowTrust(0.4);
        body.setAll((ObjectNode) Json.parse(change));

        Reply reply = policies.create(body).expect(400);

        assertThat(PolicyProbe.error(reply)).isEqualTo(code);
        assertThat(reply.body().path("field").asText()).isEqualTo(field);
    }

    @Test
    void aPolicyForOneAgentGoesWithTheAgent() {
        TestRealm.User owner = realm.createUser("owner");
        TestAgent agent = TestAgent.register(realm, "agent-" + UUID.randomUUID(), owner, owner);
        ObjectNode body = PolicyProbe.lowTrust(0.4);
        body.putObject("scope").put("kind", "agent").put("agentId", agent.id());
        String id = policies.created(body);

        realm.admin().delete(agent.adminPath("")).expect(204);

        realm.admin().get(policies.path(id)).expect(404);
    }

    @Test
    void policiesOfAnotherRealmAreUnknownAndGoWithIt() throws SQLException {
        TestRealm other = TestRealm.create(realm.keycloak(), "other").setUp();
        String foreign = new PolicyProbe(other).created(PolicyProbe.lowTrust(0.4));
        String internalId = other.admin()
                .get(other.adminPath(""))
                .expect(200)
                .body()
                .path("id")
                .asText();

        realm.admin().get(policies.path(foreign)).expect(404);
        realm.admin().put(policies.path(foreign), PolicyProbe.lowTrust(0.5)).expect(404);
        realm.admin().delete(policies.path(foreign)).expect(404);
        assertThat(policies.all())
                .noneMatch(policy -> foreign.equals(policy.path("id").asText()));
        other.close();

        for (String table : List.of("AIM_POLICY", "AIM_POLICY_REALM")) {
            assertThat(realm.keycloak()
                            .jdbc()
                            .number("select count(*) from " + table + " where REALM_ID = ?", internalId))
                    .isZero();
        }
    }

    @Test
    void aRealmHasTwoHundredPoliciesAtMost() {
        TestRealm full = TestRealm.create(realm.keycloak(), "full");
        try {
            full.setUp();
            PolicyProbe probe = new PolicyProbe(full);
            for (int i = probe.all().size(); i < 200; i++) {
                probe.created(PolicyProbe.lowTrust(0.4));
            }

            assertThat(PolicyProbe.error(probe.create(PolicyProbe.lowTrust(0.4)).expect(409)))
                    .isEqualTo("too_many_policies");
        } finally {
            full.close();
        }
    }
}
