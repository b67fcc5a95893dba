package io.aim.keycloak.e2e.decision;

import static io.aim.keycloak.e2e.decision.DecisionRealm.action;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aim.keycloak.cli.client.Json;
import io.aim.keycloak.testkit.Db;
import io.aim.keycloak.testkit.KeycloakTest;
import io.aim.keycloak.testkit.TestAgent;
import io.aim.keycloak.testkit.TestRealm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Capabilities, decisions and policies on the database of the first five minutes. */
@KeycloakTest(db = Db.H2)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DecisionH2IT {
    private final TestRealm realm;
    private final DecisionRealm decisions;

    DecisionH2IT(TestRealm realm) {
        this.realm = realm;
        this.decisions = DecisionRealm.of(realm);
    }

    private String first(String list) {
        return realm.admin()
                .get(list)
                .expect(200)
                .body()
                .path("items")
                .path(0)
                .path("id")
                .asText();
    }

    private JsonNode capabilities(TestAgent agent) {
        return realm.verifier().verify(agent.accessToken()).path("capabilities");
    }

    @Test
    void aCapabilityIsAskedForGrantedAndTakenAway() {
        TestAgent agent = decisions.agent();
        ObjectNode request = Json.object().put("capability", "db:read");
        request.putArray("resources").add("orders/**");
        decisions
                .send(agent.accessToken(), "POST", "/agents/me/capability-requests", request)
                .expect(201);

        realm.admin()
                .post(realm.aimPath("/capability-requests/"
                        + first(agent.adminPath("/capability-requests?state=pending")) + "/approve"))
                .expect(200);

        assertThat(capabilities(agent)).extracting(JsonNode::asText).containsExactly("db:read");
        realm.admin().get(realm.aimPath("/capabilities/unused")).expect(200);
        realm.admin()
                .delete(agent.adminPath("/capabilities/" + first(agent.adminPath("/capabilities"))))
                .expect(204);
        assertThat(capabilities(agent)).isEmpty();
    }

    @Test
    void whatIsGrantedIsAllowedAndTheRestIsAViolation() {
        TestAgent agent = decisions.agent();
        ObjectNode grant = Json.object().put("capability", "db:query");
        grant.putObject("conditions").put("maxCallsPerHour", 1);
        decisions.grant(agent, grant);

        assertThat(decisions.decided(agent, action("db:query")).path("allowed").asBoolean())
                .isTrue();
        assertThat(decisions.decided(agent, action("db:query")).path("reason").asText())
                .isEqualTo("too_many_calls");
        for (int i = 0; i < 3; i++) {
            assertThat(decisions
                            .decided(agent, action("system:admin"))
                            .path("reason")
                            .asText())
                    .isEqualTo("capability_not_granted");
        }

        assertThat(decisions.violations(agent, "").path("total").asInt()).isEqualTo(4);
        assertThat(decisions
                        .violations(agent, "?severity=critical")
                        .path("total")
                        .asInt())
                .isPositive();
        assertThat(realm.admin()
                        .get(realm.aimPath("/violations/trend"))
                        .expect(200)
                        .body()
                        .toString())
                .contains("critical");
        assertThat(realm.admin()
                        .get(realm.aimPath("/decisions?status=denied&agent=" + agent.id()))
                        .expect(200)
                        .body()
                        .path("total")
                        .asInt())
                .isEqualTo(4);
    }

    @Test
    void whatWaitsForAPersonIsDecidedByOne() {
        TestAgent agent = decisions.agent("system:admin");
        String id = decisions.pending(agent);

        decisions.decide(decisions.decider(), id, "approve", Json.object()).expect(200);

        assertThat(decisions
                        .poll(agent.accessToken(), id)
                        .expect(200)
                        .body()
                        .path("allowed")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void policiesDecideAndAreTriedOnWhatWas() {
        TestAgent agent = decisions.agent("db:query");
        ObjectNode query = action("db:query");
        query.putObject("context").put("bytes", 600);
        assertThat(decisions.decided(agent, query).path("allowed").asBoolean()).isTrue();
        ObjectNode policy = Json.object()
                .put("name", "Few bytes")
                .put("type", "data_exfiltration")
                .put("enforcement", "block_and_alert")
                .put("priority", 900);
        policy.putObject("scope").put("kind", "agent").put("agentId", agent.id());
        policy.putObject("parameters").put("bytesPerHour", 500);

        ObjectNode trial = Json.object();
        trial.putArray("policies").add(policy);
        JsonNode dryRun = realm.admin()
                .post(realm.aimPath("/policies/dry-run"), trial)
                .expect(200)
                .body();
        assertThat(dryRun.toString()).contains("data_exfiltration");

        realm.admin().post(realm.aimPath("/policies"), policy).expect(201);
        assertThat(decisions.decided(agent, query).path("reason").asText()).isEqualTo("data_exfiltration");
    }
}
