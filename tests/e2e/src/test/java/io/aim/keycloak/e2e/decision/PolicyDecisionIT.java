package io.aim.keycloak.e2e.decision;

import static io.aim.keycloak.e2e.decision.DecisionRealm.action;
import static io.aim.keycloak.e2e.decision.DecisionRealm.texts;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aim.keycloak.cli.client.Json;
import io.aim.keycloak.testkit.KeycloakTest;
import io.aim.keycloak.testkit.TestAgent;
import io.aim.keycloak.testkit.TestRealm;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Policies decide: every type of them, each in a policy for one agent. */
@KeycloakTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PolicyDecisionIT {

    private final DecisionRealm decisions;
    private final TestRealm realm;

    PolicyDecisionIT(TestRealm realm) {
        this.decisions = DecisionRealm.of(realm);
        this.realm = realm;
    }

    private String policy(TestAgent agent, String type, String enforcement, ObjectNode parameters) {
        ObjectNode policy = Json.object()
                .put("name", type + " of " + agent.name())
                .put("type", type)
                .put("enforcement", enforcement)
                .put("priority", 900);
        policy.putObject("scope").put("kind", "agent").put("agentId", agent.id());
        policy.set("parameters", parameters);
        return realm.admin()
                .post(realm.aimPath("/policies"), policy)
                .expect(201)
                .body()
                .path("id")
                .asText();
    }

    private List<String> alerts(TestAgent agent) {
        return texts(
                realm.admin()
                        .get(realm.aimPath("/alerts?agent=" + agent.id()))
                        .expect(200)
                        .body()
                        .path("items"),
                "type");
    }

    private static void assertDecided(JsonNode answer, String outcome, String reason) {
        assertThat(answer.path("outcome").asText()).isEqualTo(outcome);
        assertThat(answer.path("reason").asText()).isEqualTo(reason);
    }

    @Test
    void anAddressOutsideTheNetworksIsUnauthorizedAccess() {
        TestAgent agent = decisions.agent("db:query");
        ObjectNode parameters = Json.object();
        parameters.putArray("allowedCidrs").add("192.0.2.0/24");
        String policy = policy(agent, "unauthorized_access", "block_and_alert", parameters);

        JsonNode denied = decisions.decided(agent, action("db:query"));

        assertDecided(denied, "denied", "unauthorized_access");
        assertThat(decisions
                        .decision(denied.path("decisionId").asText())
                        .path("policies")
                        .toString())
                .contains(policy);
        assertThat(alerts(agent)).containsExactly("policy_finding");
        ObjectNode inside = action("db:query");
        inside.putObject("context").put("address", "192.0.2.7");
        assertDecided(decisions.ask(agent, inside).expect(200).body(), "allowed", "granted");
    }

    @Test
    void soManyActionsInAnHourAreUnusualActivity() {
        TestAgent agent = decisions.agent("db:query");
        policy(agent, "unusual_activity", "block_and_alert", Json.object().put("actionsPerHour", 2));
        assertDecided(decisions.decided(agent, action("db:query")), "allowed", "granted");
        assertDecided(decisions.decided(agent, action("db:query")), "allowed", "granted");

        assertDecided(decisions.decided(agent, action("db:query")), "denied", "unusual_activity");
    }

    @Test
    void moreBytesThanAnHourMayHaveAreDataExfiltration() {
        TestAgent agent = decisions.agent("db:query");
        policy(agent, "data_exfiltration", "block_and_alert", Json.object().put("bytesPerHour", 1000));
        ObjectNode query = action("db:query");
        query.putObject("context").put("bytes", 600);
        assertDecided(decisions.decided(agent, query), "allowed", "granted");

        assertDecided(decisions.decided(agent, query), "denied", "data_exfiltration");

        query.putObject("context").put("bytes", 400);
        assertDecided(decisions.decided(agent, query), "allowed", "granted");
    }

    @Test
    void whatWasGrantedButNeverDeclaredIsConfigurationDrift() {
        TestAgent agent = decisions.agent("db:query");
        policy(agent, "configuration_drift", "alert_only", Json.object());

        assertDecided(decisions.decided(agent, action("db:query")), "allowed", "granted");

        assertThat(alerts(agent)).containsExactly("policy_finding");
        assertThat(decisions.violations(agent, "").path("total").asInt(-1)).isZero();
    }

    @Test
    void anAgentThatIsNotEvaluatedIsNotOfLowTrust() {
        TestAgent agent = decisions.agent("db:query");
        policy(agent, "low_trust", "block_and_alert", Json.object().put("trustBelow", 1));

        assertDecided(decisions.decided(agent, action("db:query")), "allowed", "granted");
    }

    @Test
    void whatNoGrantCoversIsToldOnceAsTheViolationThatItIs() {
        TestAgent agent = decisions.agent();

        assertDecided(decisions.decided(agent, action("db:query")), "denied", "capability_not_granted");

        assertThat(alerts(agent)).containsExactly("violation");
        assertThat(decisions.violations(agent, "?blocked=true").path("total").asInt())
                .isEqualTo(1);
    }

    @Test
    void anExceptionLetsPassWhatNoGrantCovers() {
        TestAgent excepted = decisions.agent();
        policy(excepted, "capability_violation", "allow", Json.object());
        TestAgent watched = decisions.agent();
        policy(watched, "capability_violation", "alert_only", Json.object());

        assertDecided(decisions.decided(excepted, action("db:query")), "allowed", "allowed_by_policy");
        assertDecided(decisions.decided(watched, action("db:query")), "allowed", "capability_not_granted");

        assertThat(alerts(excepted)).isEmpty();
        assertThat(alerts(watched)).containsExactly("violation");
        assertThat(decisions.violations(excepted, "").path("total").asInt(-1)).isZero();
        assertThat(decisions.violations(watched, "?blocked=false").path("total").asInt())
                .isEqualTo(1);
    }

    @Test
    void aChangedPolicyDecidesFromTheNextActionOn() {
        TestAgent agent = decisions.agent("db:query");
        String policy = policy(
                agent, "unusual_activity", "block_and_alert", Json.object().put("actionsPerHour", 1));
        assertDecided(decisions.decided(agent, action("db:query")), "allowed", "granted");
        assertDecided(decisions.decided(agent, action("db:query")), "denied", "unusual_activity");

        realm.admin().delete(realm.aimPath("/policies/" + policy)).expect(204);

        assertDecided(decisions.decided(agent, action("db:query")), "allowed", "granted");
    }
}
