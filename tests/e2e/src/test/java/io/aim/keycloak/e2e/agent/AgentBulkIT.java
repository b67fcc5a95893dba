package io.aim.keycloak.e2e.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aim.keycloak.cli.client.Json;
import io.aim.keycloak.cli.client.Reply;
import io.aim.keycloak.testkit.KeycloakTest;
import io.aim.keycloak.testkit.TestAgent;
import io.aim.keycloak.testkit.TestRealm;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One change for many agents: each by itself, and the answer says what became of each. */
@KeycloakTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AgentBulkIT {

    private final AgentRealm agents;

    AgentBulkIT(TestRealm realm) {
        this.agents = AgentRealm.of(realm);
    }

    private TestAgent tagged(String tag) {
        TestAgent agent = agents.verified();
        agents.realm()
                .admin()
                .post(agent.adminPath("/tags"), Map.of("tags", List.of(tag)))
                .expect(200);
        return agent;
    }

    @Test
    void suspendsAllThatMatchAndNothingElse() {
        TestAgent one = tagged("suspend-us");
        TestAgent two = tagged("suspend-us");
        TestAgent other = tagged("spare-me");

        JsonNode result = bulk(Json.object()
                        .put("action", "suspend")
                        .put("reason", "incident 7")
                        .set("filter", Json.object().put("tag", "suspend-us")))
                .expect(200)
                .body();

        assertThat(result.path("succeeded").asInt()).isEqualTo(2);
        assertThat(result.path("failed").asInt(-1)).isZero();
        assertThat(AgentRealm.texts(result.path("items"), "result")).containsOnly("changed");
        assertThat(AgentRealm.texts(result.path("items"), "receiptId")).doesNotContain("");
        assertThat(agents.status(one)).isEqualTo("suspended");
        assertThat(agents.read(two).path("statusReason").asText()).isEqualTo("incident 7");
        assertThat(agents.status(other)).isEqualTo("verified");
        one.requestToken().expect(400, 401);
        other.requestToken().expect(200);
    }

    @Test
    void whatFailsForOneDoesNotUndoTheOthers() {
        TestAgent verified = agents.verified();
        TestAgent pending = agents.pending();

        JsonNode result = bulk(Json.object()
                        .put("action", "suspend")
                        .set("ids", Json.tree(List.of(pending.id(), "no-such-agent", verified.id()))))
                .expect(200)
                .body();

        assertThat(AgentRealm.texts(result.path("items"), "result")).containsExactly("failed", "failed", "changed");
        assertThat(AgentRealm.texts(result.path("items"), "error"))
                .containsExactly("illegal_transition", "not_found", "");
        assertThat(agents.status(verified)).isEqualTo("suspended");
        assertThat(agents.status(pending)).isEqualTo("pending");
    }

    @Test
    void everyChangeIsOnRecordAsTheAdministrators() {
        TestAgent agent = tagged("on-record");

        bulk(Json.object().put("action", "revoke").set("ids", Json.tree(List.of(agent.id()))))
                .expect(200);

        JsonNode items = agents.realm()
                .admin()
                .get(agents.realm().aimPath("/audit-logs?action=agent.status.changed&target=" + agent.id()))
                .expect(200)
                .body()
                .path("items");
        assertThat(items.path(0).path("actor").path("kind").asText()).isEqualTo("user");
        assertThat(items.path(0).path("actor").path("name").asText()).isEqualTo("admin");
    }

    @Test
    void goesThroughManyAgentsInPages() {
        for (int i = 0; i < 5; i++) {
            tagged("page-me");
        }
        ObjectNode request = Json.object().put("action", "tag").put("max", 2);
        request.set("tags", Json.tree(List.of("paged")));
        request.set("filter", Json.object().put("tag", "page-me"));
        int changed = 0;
        String next = null;
        do {
            if (next != null) {
                request.put("after", next);
            }
            JsonNode result = bulk(request).expect(200).body();
            changed += result.path("succeeded").asInt();
            next = result.path("next").textValue();
        } while (next != null);

        assertThat(changed).isEqualTo(5);
        assertThat(list("tag=paged")).hasSize(5);
        assertThat(bulk(request.put("action", "untag"))
                        .expect(200)
                        .body()
                        .path("failed")
                        .asInt(-1))
                .isZero();
    }

    @Test
    void aDryRunChangesNothing() {
        TestAgent agent = tagged("dry");

        JsonNode result = bulk(Json.object()
                        .put("action", "revoke")
                        .put("dryRun", true)
                        .set("filter", Json.object().put("tag", "dry")))
                .expect(200)
                .body();

        assertThat(AgentRealm.texts(result.path("items"), "result")).containsExactly("would_change");
        assertThat(agents.status(agent)).isEqualTo("verified");
    }

    @Test
    void transfersMany() {
        TestRealm.User heir = agents.realm().createUser("bulk-heir");
        TestAgent agent = tagged("inherited");

        bulk(Json.object()
                        .put("action", "transfer")
                        .put("role", "sponsor")
                        .put("to", "bulk-heir")
                        .set("filter", Json.object().put("tag", "inherited")))
                .expect(200);

        assertThat(agents.read(agent).path("sponsor").path("id").asText()).isEqualTo(heir.id());
    }

    @ParameterizedTest
    @CsvSource({
        "action, '\"dance\"', invalid_action, action",
        "ids, '[]', out_of_range, ids",
        "ids, '[\"\"]', required, ids[0]",
        "ids, null, required, ids",
        "filter, '{\"tag\":\"x\"}', required, ids",
        "max, 0, invalid_number, max",
        "max, 501, invalid_number, max",
        "tags, '[\"x\"]', required, tags",
        "surprise, 1, unknown_field, surprise"
    })
    void badInputNamesTheField(String field, String json, String code, String named) {
        ObjectNode body = Json.object().put("action", "suspend");
        body.set("ids", Json.tree(List.of("x")));
        body.set(field, Json.parse(json));

        Reply reply = bulk(body).expect(400);

        assertThat(reply.body().path("error").asText()).isEqualTo(code);
        assertThat(reply.body().path("field").asText()).isEqualTo(named);
    }

    @Test
    void anUnknownFilterIsRefused() {
        Reply reply = bulk(Json.object()
                        .put("action", "suspend")
                        .set("filter", Json.object().put("statu", "verified")))
                .expect(400);

        assertThat(reply.body().path("field").asText()).isEqualTo("filter.statu");
    }

    private JsonNode list(String filter) {
        return agents.realm()
                .admin()
                .get(agents.realm().aimPath("/agents?" + filter))
                .expect(200)
                .body()
                .path("items");
    }

    private Reply bulk(JsonNode body) {
        return agents.realm().admin().post(agents.realm().aimPath("/agents/bulk"), body);
    }
}
