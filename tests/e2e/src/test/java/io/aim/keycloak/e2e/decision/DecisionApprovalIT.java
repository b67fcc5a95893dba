package io.aim.keycloak.e2e.decision;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.aim.keycloak.cli.client.Json;
import io.aim.keycloak.cli.client.Reply;
import io.aim.keycloak.testkit.Eventually;
import io.aim.keycloak.testkit.KeycloakTest;
import io.aim.keycloak.testkit.TestAgent;
import io.aim.keycloak.testkit.TestRealm;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** An action waits for a person. */
@KeycloakTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DecisionApprovalIT {

    private final DecisionRealm decisions;
    private final TestRealm realm;

    DecisionApprovalIT(TestRealm realm) {
        this.decisions = DecisionRealm.of(realm);
        this.realm = realm;
    }

    @Test
    void whatSomebodyAgreesToIsAllowed() {
        TestAgent agent = decisions.agent("system:admin");
        String token = agent.accessToken();
        String id = decisions.pending(agent);

        JsonNode waiting = decisions.poll(token, id).expect(200).body();
        assertThat(waiting.path("outcome").asText()).isEqualTo("pending");
        assertThat(waiting.path("obligations").get(0).asText()).isEqualTo("await_approval");
        assertThat(DecisionRealm.texts(
                        realm.admin()
                                .get(realm.aimPath("/decisions?status=pending&agent=" + agent.id()))
                                .expect(200)
                                .body()
                                .path("items"),
                        "id"))
                .containsExactly(id);
        assertThat(decisions
                        .report(token, id, Json.object().put("outcome", "success"))
                        .status())
                .isEqualTo(409);

        decisions
                .decide(decisions.decider(), id, "approve", Json.object().put("note", "go"))
                .expect(200);

        assertThat(decisions.poll(token, id).expect(200).body().path("allowed").asBoolean())
                .isTrue();
        assertThat(decisions.decision(id).path("status").asText()).isEqualTo("approved");
        assertThat(decisions.events(id)).containsExactlyInAnyOrder("decision.pending", "decision.approved");
        assertThat(DecisionRealm.code(decisions
                        .decide(decisions.decider(), id, "reject", Json.object().put("reason", "no"))
                        .expect(409)))
                .isEqualTo("decision_made");
    }

    @Test
    void whatSomebodyRefusesIsDenied() {
        TestAgent agent = decisions.agent("system:admin");
        String id = decisions.pending(agent);

        decisions.decide(decisions.decider(), id, "reject", Json.object()).expect(400);
        decisions
                .decide(decisions.decider(), id, "reject", Json.object().put("reason", "not today"))
                .expect(200);

        JsonNode answer = decisions.poll(agent.accessToken(), id).expect(200).body();
        assertThat(answer.path("outcome").asText()).isEqualTo("denied");
        assertThat(answer.path("reason").asText()).isEqualTo("rejected");
    }

    @Test
    void nobodyAgreesToWhatTheyAskedThemselves() {
        TestAgent agent = decisions.agent("system:admin");
        TestRealm.User both = realm.createUser("both", "aim-manage", "manage-clients");
        String key = DecisionRealm.key(realm.adminAs(both), realm, "decisions:write");
        String id = decisions
                .send(key, "POST", "/agents/" + agent.id() + "/verify-action", DecisionRealm.action("system:admin"))
                .expect(200)
                .body()
                .path("decisionId")
                .asText();

        Reply own = decisions.decide(realm.adminAs(both), id, "approve", Json.object());

        assertThat(own.status()).isEqualTo(403);
        assertThat(DecisionRealm.code(own)).isEqualTo("own_request");
        decisions.decide(decisions.decider(), id, "approve", Json.object()).expect(200);
    }

    @Test
    void anApprovalDoesNotOutliveTheGrantOrTheAgent() {
        TestAgent agent = decisions.agent();
        String grant = decisions.grant(agent, Json.object().put("capability", "system:admin"));
        String token = agent.accessToken();
        String agreed = decisions.pending(agent);
        String waiting = decisions.pending(agent);
        decisions.decide(decisions.decider(), agreed, "approve", Json.object()).expect(200);

        realm.admin().delete(agent.adminPath("/capabilities/" + grant)).expect(204);

        assertThat(decisions
                        .poll(token, agreed)
                        .expect(200)
                        .body()
                        .path("reason")
                        .asText())
                .isEqualTo("grant_ended");
        assertThat(DecisionRealm.code(decisions
                        .decide(decisions.decider(), waiting, "approve", Json.object())
                        .expect(409)))
                .isEqualTo("grant_ended");
        realm.admin().post(agent.adminPath("/suspend")).expect(200);
        assertThat(DecisionRealm.code(decisions
                        .decide(decisions.decider(), waiting, "approve", Json.object())
                        .expect(409)))
                .isEqualTo("agent_suspended");
    }

    @Test
    void whatNobodyAgreesToInTimeExpires() throws Exception {
        TestAgent agent = decisions.agent("system:admin");
        String id = decisions.pending(agent);
        realm.keycloak().jdbc().update("update AIM_DECISION set EXPIRES_AT = 1 where ID = ?", id);

        assertThat(decisions
                        .poll(agent.accessToken(), id)
                        .expect(200)
                        .body()
                        .path("reason")
                        .asText())
                .isEqualTo("expired");
        assertThat(decisions
                        .decide(decisions.decider(), id, "approve", Json.object())
                        .status())
                .isEqualTo(409);
        Eventually.within(
                Duration.ofSeconds(30),
                "the decision expires",
                () -> "expired".equals(decisions.decision(id).path("status").asText()));
        assertThat(decisions.events(id)).contains("decision.expired");
    }

    @Test
    void oneOfTwoDecidesAndTheOtherIsTold() {
        TestAgent agent = decisions.agent("system:admin");
        String id = decisions.pending(agent);

        List<Integer> statuses = Stream.of(realm.admin(), decisions.decider(), realm.admin(), decisions.decider())
                .map(by -> CompletableFuture.supplyAsync(() -> decisions.decide(by, id, "approve", Json.object())))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .map(Reply::status)
                .toList();

        assertThat(statuses).containsExactlyInAnyOrder(200, 409, 409, 409);
    }
}
