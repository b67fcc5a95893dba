package io.aim.keycloak.e2e.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aim.keycloak.cli.client.AgentKey;
import io.aim.keycloak.cli.client.Json;
import io.aim.keycloak.cli.client.JsonHttp;
import io.aim.keycloak.cli.client.Reply;
import io.aim.keycloak.testkit.KeycloakTest;
import io.aim.keycloak.testkit.TestAgent;
import io.aim.keycloak.testkit.TestRealm;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Keys that administrators and API keys give, take away and publish. */
@KeycloakTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GivenKeyIT {

    private final AgentRealm agents;

    GivenKeyIT(TestRealm realm) {
        this.agents = AgentRealm.of(realm);
    }

    private RotatingAgent agent() {
        return RotatingAgent.of(agents.verified());
    }

    @Test
    void anAdministratorGivesANewKeyThatTheAgentProvesByUsingIt() {
        RotatingAgent agent = agent();
        AgentKey next = AgentKey.generate();

        JsonNode vault = give(agent.agent(), next, Map.of()).expect(201).body();

        assertThat(AgentRealm.texts(vault.path("history"), "state")).containsExactly("active", "grace");
        assertThat(vault.path("history").path(0).has("provenAt")).isFalse();
        agent.requestToken(next).expect(200);
        agent.requestToken(agent.current()).expect(200);
    }

    @Test
    void anAdministratorReplacesOneOfSeveralKeys() {
        RotatingAgent agent = agent();
        AgentKey second = AgentKey.generate();
        AgentKey third = AgentKey.generate();
        give(agent.agent(), second, Map.of("keepCurrent", true)).expect(201);

        give(agent.agent(), third, Map.of("replaces", second.thumbprint(), "gracePeriodSeconds", 0))
                .expect(201);

        agent.requestToken(agent.current()).expect(200);
        agent.requestToken(second).expect(401);
        agent.requestToken(third).expect(200);
        refused(
                give(agent.agent(), AgentKey.generate(), Map.of("replaces", second.thumbprint()))
                        .expect(400),
                "key_not_active",
                "replaces");
    }

    @Test
    void anApiKeyWithTheScopeGivesANewKeyAndAnotherDoesNot() {
        TestAgent agent = agents.verified();
        AgentKey next = AgentKey.generate();

        assertThat(giveByApiKey(apiKey("agents:read"), agent, next)
                        .expect(403)
                        .body()
                        .path("code")
                        .asText())
                .isEqualTo("insufficient_scope");
        giveByApiKey(apiKey("keys:write"), agent, next).expect(201);

        RotatingAgent.of(agent).requestToken(next).expect(200);
    }

    private String apiKey(String scope) {
        ObjectNode body = Json.object()
                .put("name", "rotation-" + scope.replace(':', '-'))
                .put("expiresAt", Instant.now().plus(Duration.ofDays(1)).toString());
        body.set("scopes", Json.tree(List.of(scope)));
        return agents.realm()
                .admin()
                .post(agents.realm().aimPath("/api-keys"), body)
                .expect(201)
                .body()
                .path("key")
                .asText();
    }

    private Reply giveByApiKey(String apiKey, TestAgent agent, AgentKey key) {
        ObjectNode body = Json.object();
        body.set("publicKey", key.publicJwk());
        return JsonHttp.send(
                "POST",
                agents.realm().runtimeUrl("/agents/" + agent.id() + "/keys"),
                Map.of("Authorization", "Bearer " + apiKey, "Content-Type", "application/json"),
                Json.bytes(body));
    }

    @Test
    void aRevokedKeyIsRefusedAtOnceAndNeverAcceptedAgainInTheRealm() {
        RotatingAgent agent = agent();
        AgentKey second = AgentKey.generate();
        give(agent.agent(), second, Map.of("keepCurrent", true)).expect(201);

        JsonNode vault = revoke(agent.agent(), second).expect(200).body();

        assertThat(AgentRealm.texts(vault.path("history"), "state")).contains("revoked", "active");
        agent.requestToken(second).expect(401);
        agent.requestToken(agent.current()).expect(200);
        revoke(agent.agent(), second).expect(409);
        agents.realm().admin().delete(agent.agent().adminPath("")).expect(204);
        ObjectNode registration = agents.registration(AgentRealm.freshName());
        registration.set("publicKey", second.publicJwk());
        assertThat(agents.register(registration)
                        .expect(409)
                        .body()
                        .path("error")
                        .asText())
                .isEqualTo("key_in_use");
    }

    @Test
    void withoutItsLastKeyAnAgentGetsNoToken() {
        TestAgent agent = agents.verified();

        revoke(agent, agent.key()).expect(200);

        agent.requestToken().expect(401);
        assertThat(AgentRealm.texts(agents.read(agent).path("findings"))).contains("no_usable_key");
    }

    @Test
    void anUnknownKeyCannotBeRevoked() {
        revoke(agents.verified(), AgentKey.generate()).expect(404);
    }

    @Test
    void everybodyMayReadTheKeysThatAreAccepted() {
        RotatingAgent agent = agent();
        AgentKey next = AgentKey.generate();
        agent.rotateTo(next).expect(201);

        JsonNode set = keySet(agent.agent()).expect(200).body();

        assertThat(AgentRealm.texts(set.path("keys"), "kid"))
                .containsExactly(next.thumbprint(), agent.current().thumbprint());
        assertThat(AgentRealm.texts(set.path("keys"), "x")).doesNotContain("");
        assertThat(set.toString()).doesNotContain("\"d\"");
        agents.act(agent.agent(), "suspend").expect(200);
        assertThat(keySet(agent.agent()).expect(200).body().path("keys")).isEmpty();
        keySet(agents.pending()).expect(404);
    }

    private Reply keySet(TestAgent agent) {
        return JsonHttp.get(agents.realm().runtimeUrl("/agents/" + agent.id() + "/jwks.json"));
    }

    private Reply give(TestAgent agent, AgentKey key, Map<String, ?> more) {
        ObjectNode body = Json.object();
        body.set("publicKey", key.publicJwk());
        more.forEach((name, value) -> body.set(name, Json.tree(value)));
        return agents.realm().admin().post(agent.adminPath("/keys"), body);
    }

    private Reply revoke(TestAgent agent, AgentKey key) {
        return agents.realm().admin().delete(agent.adminPath("/keys/" + key.thumbprint() + "?reason=test"));
    }

    private static void refused(Reply reply, String code, String field) {
        JsonNode body = reply.body();
        assertThat(body.path(body.has("code") ? "code" : "error").asText())
                .as(reply.summary())
                .isEqualTo(code);
        assertThat(body.path("field").asText()).isEqualTo(field);
    }
}
