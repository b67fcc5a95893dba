package io.aim.keycloak.e2e.decision;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aim.keycloak.cli.client.Json;
import io.aim.keycloak.cli.client.Reply;
import io.aim.keycloak.testkit.KeycloakTest;
import io.aim.keycloak.testkit.TestAgent;
import io.aim.keycloak.testkit.TestRealm;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whether an agent may act, and what is kept of the answer. */
@KeycloakTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class VerifyActionIT {

    private final DecisionRealm decisions;
    private final DecisionRealm other;

    VerifyActionIT(TestRealm realm) {
        this.decisions = DecisionRealm.of(realm);
        this.other = DecisionRealm.of(TestRealm.create(realm.keycloak(), "other"));
    }

    @AfterAll
    void dropOtherRealm() {
        other.realm().close();
    }

    @Test
    void whatIsGrantedIsAllowedAndRecorded() {
        TestAgent agent = decisions.agent();
        ObjectNode grant = Json.object().put("capability", "db:query");
        grant.putArray("resources").add("s3://reports/**");
        String grantId = decisions.grant(agent, grant);
        ObjectNode body = DecisionRealm.action("db:query", "s3://reports/2027/january.csv");
        body.putObject("context").put("bytes", 12).put("purpose", "month end");

        JsonNode answer = decisions.decided(agent, body);

        assertThat(answer.path("allowed").asBoolean()).isTrue();
        assertThat(answer.path("outcome").asText()).isEqualTo("allowed");
        assertThat(answer.path("reason").asText()).isEqualTo("granted");
        assertThat(answer.path("obligations").get(0).asText()).isEqualTo("report_result");
        JsonNode kept = decisions.decision(answer.path("decisionId").asText());
        assertThat(kept.path("grantId").asText()).isEqualTo(grantId);
        assertThat(kept.path("bytes").asLong()).isEqualTo(12);
        assertThat(kept.path("context").path("purpose").asText()).isEqualTo("month end");
        assertThat(kept.path("askedBy").path("kind").asText()).isEqualTo("agent");
        assertThat(kept.path("address").asText()).isNotEmpty();
        assertThat(decisions.events(kept.path("id").asText())).containsExactly("decision.allowed");
    }

    @ParameterizedTest
    @CsvSource({
        "db:write,, capability_not_granted",
        "own:thing,, unknown_capability",
        "db:query, s3://secrets/x, resource_not_granted",
        "db:query,, resource_not_granted"
    })
    void whatIsNotGrantedIsDeniedAndAViolation(String capability, String resource, String reason) {
        TestAgent agent = decisions.agent();
        ObjectNode grant = Json.object().put("capability", "db:query");
        grant.putArray("resources").add("s3://reports/**");
        decisions.grant(agent, grant);

        JsonNode answer = decisions.decided(
                agent,
                resource == null ? DecisionRealm.action(capability) : DecisionRealm.action(capability, resource));

        assertThat(answer.path("outcome").asText()).isEqualTo("denied");
        assertThat(answer.path("reason").asText()).isEqualTo(reason);
        String id = answer.path("decisionId").asText();
        assertThat(decisions.events(id)).containsExactlyInAnyOrder("decision.denied", "violation.recorded");
        JsonNode violation = decisions.violations(agent, "").path("items").get(0);
        assertThat(violation.path("decisionId").asText()).isEqualTo(id);
        assertThat(violation.path("blocked").asBoolean()).isTrue();
        decisions
                .realm()
                .admin()
                .get(decisions
                        .realm()
                        .aimPath("/audit-logs/" + violation.path("auditEventId").asText()))
                .expect(200);
    }

    @Test
    void aResourceServerAsksOnBehalfOfAnAgentAndSaysWhereThatIs() {
        TestAgent agent = decisions.agent();
        ObjectNode grant = Json.object().put("capability", "db:query");
        grant.putObject("conditions").putArray("allowedCidrs").add("192.0.2.0/24");
        decisions.grant(agent, grant);
        ObjectNode inside = DecisionRealm.action("db:query");
        inside.putObject("context").put("address", "192.0.2.7");
        ObjectNode outside = DecisionRealm.action("db:query");
        outside.putObject("context").put("address", "198.51.100.7");

        assertThat(decisions
                        .ask(agent, inside)
                        .expect(200)
                        .body()
                        .path("allowed")
                        .asBoolean())
                .isTrue();
        assertThat(reason(decisions.ask(agent, outside))).isEqualTo("address_not_allowed");
        assertThat(reason(decisions.ask(agent, DecisionRealm.action("db:query"))))
                .isEqualTo("address_not_allowed");
        Reply claimed = decisions.verify(agent.accessToken(), inside);
        assertThat(claimed.status()).isEqualTo(400);
        assertThat(DecisionRealm.code(claimed)).isEqualTo("not_for_agents");
    }

    private static String reason(Reply reply) {
        return reply.expect(200).body().path("reason").asText();
    }

    @Test
    void anAgentThatIsStoppedIsDeniedWhateverItHas() {
        TestAgent agent = decisions.agent("db:query");
        String token = agent.accessToken();
        decisions.realm().admin().post(agent.adminPath("/suspend")).expect(200);

        assertThat(reason(decisions.ask(agent, DecisionRealm.action("db:query"))))
                .isEqualTo("agent_suspended");
        assertThat(decisions.verify(token, DecisionRealm.action("db:query")).status())
                .isIn(401, 403);
        decisions.realm().admin().post(agent.adminPath("/revoke")).expect(200);
        assertThat(reason(decisions.ask(agent, DecisionRealm.action("db:query"))))
                .isEqualTo("agent_revoked");
        assertThat(decisions.violations(agent, "").path("total").asInt(-1)).isZero();
    }

    @Test
    void aMonitoringRealmLetsPassAndRecords() {
        other.set("enforcementMode", "monitoring");
        TestAgent agent = other.agent();

        JsonNode answer = other.decided(agent, DecisionRealm.action("db:write"));

        assertThat(answer.path("allowed").asBoolean()).isTrue();
        assertThat(answer.path("monitored").asBoolean()).isTrue();
        assertThat(answer.path("reason").asText()).isEqualTo("capability_not_granted");
        assertThat(other.violations(agent, "?blocked=false").path("total").asInt())
                .isEqualTo(1);
        other.set("enforcementMode", "strict");
    }

    @ParameterizedTest
    @CsvSource({
        "s3://reports/../secrets, dot_segment",
        "s3://reports/%2e%2e/secrets, dot_segment",
        "s3://reports/．．/secrets, dot_segment",
        "s3:\\\\reports, backslash",
        "'re\u0301sume\u0301', not_normalized"
    })
    void aResourceThatCouldBeReadInTwoWaysIsRefused(String resource, String code) {
        TestAgent agent = decisions.agent("db:query");

        Reply reply = decisions.verify(agent.accessToken(), DecisionRealm.action("db:query", resource));

        assertThat(reply.status()).as(reply.summary()).isEqualTo(400);
        assertThat(DecisionRealm.code(reply)).isEqualTo(code);
        assertThat(decisions.rows("AIM_DECISION", "AGENT_ID = ?", agent.id())).isZero();
    }

    @Test
    void whatIsTooLargeIsRefused() {
        TestAgent agent = decisions.agent("db:query");
        String token = agent.accessToken();
        ObjectNode context = DecisionRealm.action("db:query");
        context.putObject("context").put("x", "x".repeat(9000));

        assertThat(decisions
                        .verify(token, DecisionRealm.action("db:query", "x".repeat(64 * 1024)))
                        .status())
                .isEqualTo(413);
        assertThat(DecisionRealm.code(decisions.verify(token, DecisionRealm.action("db:query", "x".repeat(5000)))))
                .isEqualTo("too_long");
        assertThat(DecisionRealm.code(decisions.verify(token, context))).isEqualTo("too_long");
        assertThat(decisions
                        .verify(token, Json.object().put("actoin", "db:query"))
                        .status())
                .isEqualTo(400);
        assertThat(decisions.verify(token, DecisionRealm.action("DROP TABLE")).status())
                .isEqualTo(400);
        assertThat(decisions.rows("AIM_DECISION", "AGENT_ID = ?", agent.id())).isZero();
    }

    @Test
    void onlyTheAgentAndKeysOfThatScopeAndRealmMayAsk() {
        TestAgent agent = decisions.agent("db:query");
        TestAgent stranger = decisions.agent();
        ObjectNode body = DecisionRealm.action("db:query");
        String path = "/agents/" + agent.id() + "/verify-action";
        String readOnly = DecisionRealm.key(decisions.decider(), decisions.realm(), "agents:read");

        assertThat(decisions.send(stranger.accessToken(), "POST", path, body).status())
                .isEqualTo(404);
        assertThat(DecisionRealm.code(
                        decisions.send(readOnly, "POST", path, body).expect(403)))
                .isEqualTo("insufficient_scope");
        assertThat(decisions.send(other.gateway(), "POST", path, body).status()).isEqualTo(401);
        assertThat(decisions.send("nonsense", "POST", path, body).status()).isEqualTo(401);
        assertThat(other.send(other.gateway(), "POST", path, body).status()).isEqualTo(404);
        assertThat(decisions.rows("AIM_DECISION", "AGENT_ID = ?", agent.id())).isZero();
    }
}
