package io.aim.keycloak.e2e.decision;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aim.keycloak.cli.client.Json;
import io.aim.keycloak.cli.client.JsonHttp;
import io.aim.keycloak.cli.client.Reply;
import io.aim.keycloak.testkit.Keycloak;
import io.aim.keycloak.testkit.KeycloakTest;
import io.aim.keycloak.testkit.TestAgent;
import io.aim.keycloak.testkit.TestRealm;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The OpenID AuthZEN Authorization API 1.0. */
@KeycloakTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AuthZenIT {

    private final DecisionRealm decisions;
    private final Keycloak keycloak;
    private final TestRealm realm;

    AuthZenIT(Keycloak keycloak, TestRealm realm) {
        this.decisions = DecisionRealm.of(realm);
        this.keycloak = keycloak;
        this.realm = realm;
    }

    private static ObjectNode request(String agent, String capability) {
        ObjectNode request = Json.object();
        request.putObject("subject").put("type", "agent").put("id", agent);
        request.putObject("action").put("name", capability);
        request.putObject("resource").put("type", "s3").put("id", "//reports/january.csv");
        return request;
    }

    private Reply evaluate(ObjectNode request) {
        return decisions.send(decisions.gateway(), "POST", "/access/v1/evaluation", request);
    }

    private TestAgent reader() {
        TestAgent agent = decisions.agent();
        ObjectNode grant = Json.object().put("capability", "db:query");
        grant.putArray("resources").add("s3://reports/**");
        decisions.grant(agent, grant);
        return agent;
    }

    @Test
    void aGatewayGetsADecisionThatIsRecordedAsAnyOther() {
        TestAgent agent = reader();
        ObjectNode request = request(agent.id(), "db:query");
        ((ObjectNode) request.path("resource")).putObject("properties").put("owner", "finance");
        request.putObject("context").put("bytes", 7);

        JsonNode answer = evaluate(request).expect(200).body();

        assertThat(answer.path("decision").asBoolean()).isTrue();
        JsonNode kept =
                decisions.decision(answer.path("context").path("decisionId").asText());
        assertThat(kept.path("resource").asText()).isEqualTo("s3://reports/january.csv");
        assertThat(kept.path("bytes").asLong()).isEqualTo(7);
        assertThat(kept.path("context").path("resourceProperties").path("owner").asText())
                .isEqualTo("finance");
        assertThat(kept.path("askedBy").path("kind").asText()).isEqualTo("api_key");

        JsonNode denied = evaluate(request(agent.id(), "db:write")).expect(200).body();
        assertThat(denied.path("decision").asBoolean(true)).isFalse();
        assertThat(denied.path("context").path("reason").asText()).isEqualTo("capability_not_granted");
        JsonNode unknown = evaluate(request("nobody", "db:query")).expect(200).body();
        assertThat(unknown.path("decision").asBoolean(true)).isFalse();
        assertThat(unknown.path("context").path("reason").asText()).isEqualTo("unknown_agent");
    }

    @Test
    void theIdOfARequestComesBackWithEveryAnswer() {
        for (String body : List.of("{}", request(reader().id(), "db:query").toString())) {
            Reply reply = JsonHttp.send(
                    "POST",
                    realm.runtimeUrl("/access/v1/evaluation"),
                    Map.of(
                            "Authorization",
                            "Bearer " + decisions.gateway(),
                            "Content-Type",
                            "application/json",
                            "X-Request-ID",
                            "request-7"),
                    Json.bytes(Json.parse(body)));
            assertThat(reply.headers().firstValue("X-Request-ID")).contains("request-7");
        }
    }

    @Test
    void aBatchHasDefaultsAndEndsWhereItsSemanticSays() {
        TestAgent agent = reader();

        assertThat(batch(agent, null, "db:query", "db:write", "db:query")).containsExactly(true, false, true);
        assertThat(batch(agent, "deny_on_first_deny", "db:query", "db:write", "db:query"))
                .containsExactly(true, false);
        assertThat(batch(agent, "permit_on_first_permit", "db:write", "db:query", "db:write"))
                .containsExactly(false, true);
        assertThat(decisions.rows("AIM_DECISION", "AGENT_ID = ?", agent.id())).isEqualTo(7);
        ObjectNode wrong = request(agent.id(), "db:query");
        wrong.putArray("evaluations").addObject();
        wrong.putObject("options").put("evaluations_semantic", "guess");
        assertThat(decisions
                        .send(decisions.gateway(), "POST", "/access/v1/evaluations", wrong)
                        .status())
                .isEqualTo(400);
    }

    private List<Boolean> batch(TestAgent agent, String semantic, String... capabilities) {
        ObjectNode batch = request(agent.id(), "none:given");
        batch.remove("action");
        for (String capability : capabilities) {
            batch.withArray("evaluations").addObject().putObject("action").put("name", capability);
        }
        if (semantic != null) {
            batch.putObject("options").put("evaluations_semantic", semantic);
        }
        JsonNode answers = decisions
                .send(decisions.gateway(), "POST", "/access/v1/evaluations", batch)
                .expect(200)
                .body()
                .path("evaluations");
        return StreamSupport.stream(answers.spliterator(), false)
                .map(answer -> answer.path("decision").asBoolean())
                .toList();
    }

    @Test
    void whatIsWrongWithOneRequestOfABatchIsSaidThere() {
        TestAgent agent = reader();
        ObjectNode batch = request(agent.id(), "db:query");
        batch.withArray("evaluations").addObject();
        batch.withArray("evaluations").addObject().putObject("action").put("name", "NOT VALID");

        JsonNode answers = decisions
                .send(decisions.gateway(), "POST", "/access/v1/evaluations", batch)
                .expect(200)
                .body()
                .path("evaluations");

        assertThat(answers.get(0).path("decision").asBoolean()).isTrue();
        assertThat(answers.get(1).path("decision").asBoolean(true)).isFalse();
        assertThat(answers.get(1).path("context").path("error").path("status").asInt())
                .isEqualTo(400);
    }

    @Test
    void anAgentAsksForItselfOnly() {
        TestAgent agent = reader();
        String token = agent.accessToken();

        assertThat(decisions
                        .send(token, "POST", "/access/v1/evaluation", request(agent.id(), "db:query"))
                        .expect(200)
                        .body()
                        .path("decision")
                        .asBoolean())
                .isTrue();
        assertThat(decisions
                        .send(token, "POST", "/access/v1/evaluation", request(reader().id(), "db:query"))
                        .expect(200)
                        .body()
                        .path("context")
                        .path("reason")
                        .asText())
                .isEqualTo("unknown_agent");
        assertThat(decisions
                        .send("nonsense", "POST", "/access/v1/evaluation", request(agent.id(), "db:query"))
                        .status())
                .isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/.well-known/authzen-configuration/realms/%s", "/realms/%s/.well-known/authzen-configuration"})
    void theMetadataSayWhereItIs(String path) {
        JsonNode metadata = JsonHttp.send("GET", keycloak.baseUrl() + path.formatted(realm.name()), Map.of(), null)
                .expect(200)
                .body();

        assertThat(metadata.path("policy_decision_point").asText())
                .isEqualTo(keycloak.baseUrl() + "/realms/" + realm.name());
        assertThat(metadata.path("access_evaluation_endpoint").asText())
                .isEqualTo(realm.runtimeUrl("/access/v1/evaluation"));
        assertThat(metadata.path("access_evaluations_endpoint").asText())
                .isEqualTo(realm.runtimeUrl("/access/v1/evaluations"));
    }
}
