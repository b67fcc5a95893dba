package io.aim.keycloak.e2e.decision;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aim.keycloak.cli.client.Json;
import io.aim.keycloak.testkit.KeycloakTest;
import io.aim.keycloak.testkit.TestAgent;
import io.aim.keycloak.testkit.TestRealm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** An agent says what came of an action. */
@KeycloakTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ActionResultIT {

    private final DecisionRealm decisions;

    ActionResultIT(TestRealm realm) {
        this.decisions = DecisionRealm.of(realm);
    }

    @Test
    void itIsSaidOnceAndKeptAsEvidence() {
        TestAgent agent = decisions.agent("db:query");
        String token = agent.accessToken();
        String id = decisions
                .decided(agent, DecisionRealm.action("db:query"))
                .path("decisionId")
                .asText();
        ObjectNode body = Json.object().put("outcome", "failure");
        body.putObject("evidence").put("error", "timeout");

        decisions.report(token, id, Json.object().put("outcome", "great")).expect(400);
        decisions.report(token, id, body).expect(204);

        JsonNode result = decisions.decision(id).path("result");
        assertThat(result.path("outcome").asText()).isEqualTo("failure");
        assertThat(result.path("evidence").path("error").asText()).isEqualTo("timeout");
        assertThat(decisions.events(id)).containsExactlyInAnyOrder("decision.allowed", "decision.result");
        assertThat(DecisionRealm.code(decisions
                        .report(token, id, Json.object().put("outcome", "success"))
                        .expect(409)))
                .isEqualTo("already_reported");
    }

    @Test
    void nobodySaysItForAnotherAgent() {
        TestAgent agent = decisions.agent("db:query");
        String id = decisions
                .decided(agent, DecisionRealm.action("db:query"))
                .path("decisionId")
                .asText();
        String stranger = decisions.agent().accessToken();
        ObjectNode body = Json.object().put("outcome", "failure");

        decisions.report(stranger, id, body).expect(404);
        decisions
                .send(stranger, "POST", "/agents/" + agent.id() + "/actions/" + id + "/result", body)
                .expect(404);
        decisions.poll(stranger, id).expect(404);
        assertThat(decisions
                        .send(decisions.gateway(), "POST", "/agents/" + agent.id() + "/actions/" + id + "/result", body)
                        .status())
                .isIn(401, 403);
        assertThat(decisions.decision(id).has("result")).isFalse();
    }

    @Test
    void nothingComesOfWhatWasDenied() {
        TestAgent agent = decisions.agent();
        String id = decisions
                .decided(agent, DecisionRealm.action("db:query"))
                .path("decisionId")
                .asText();

        assertThat(DecisionRealm.code(decisions
                        .report(agent.accessToken(), id, Json.object().put("outcome", "success"))
                        .expect(409)))
                .isEqualTo("not_allowed");
    }
}
