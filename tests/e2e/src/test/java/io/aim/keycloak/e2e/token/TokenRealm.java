package io.aim.keycloak.e2e.token;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aim.keycloak.cli.client.AgentKey;
import io.aim.keycloak.cli.client.Json;
import io.aim.keycloak.cli.client.Reply;
import io.aim.keycloak.testkit.Assertion;
import io.aim.keycloak.testkit.TestAgent;
import io.aim.keycloak.testkit.TestRealm;
import java.util.Map;
import java.util.function.Supplier;

/** A realm for tests of the token endpoint: agent-ready, events kept, two people who answer for its agents. */
final class TokenRealm {
    private final TestRealm realm;
    private final TestRealm.User owner;
    private final TestRealm.User sponsor;

    private TokenRealm(TestRealm realm, TestRealm.User owner, TestRealm.User sponsor) {
        this.realm = realm;
        this.owner = owner;
        this.sponsor = sponsor;
    }

    static TokenRealm prepare(TestRealm realm) {
        TokenRealm prepared =
                new TokenRealm(realm.setUp(), realm.createUser("olga-owner"), realm.createUser("sam-sponsor"));
        prepared.configure(Json.object().put("eventsEnabled", true));
        return prepared;
    }

    TestRealm realm() {
        return realm;
    }

    TestRealm.User owner() {
        return owner;
    }

    TestRealm.User sponsor() {
        return sponsor;
    }

    /** Changes the named settings of the realm. */
    void configure(ObjectNode settings) {
        realm.admin().put(realm.adminPath(""), settings).expect(204);
    }

    /** A verified agent. */
    TestAgent agent(String name) {
        return TestAgent.verified(realm, name, owner, sponsor);
    }

    /** A verified agent with that key. */
    TestAgent agent(String name, AgentKey key) {
        JsonNode created = realm.admin()
                .post(realm.aimPath("/agents"), TestAgent.registration(name, key, owner.id(), sponsor.id()))
                .expect(201)
                .body();
        TestAgent agent = new TestAgent(realm, created.path("id").asText(), name, key);
        agent.prove().expect(200);
        realm.admin().post(agent.adminPath("/verify")).expect(200);
        return agent;
    }

    /** An agent that is registered only. */
    TestAgent pendingAgent(String name) {
        return TestAgent.register(realm, name, owner, sponsor);
    }

    /** Changes the named fields of an agent; every snapshot of it is read anew afterwards. */
    void change(TestAgent agent, Map<String, ?> fields) {
        realm.admin().put(agent.adminPath(""), fields).expect(204);
    }

    /** Makes the server read the rows of an agent anew after they were changed behind its back. */
    void reread(TestAgent agent) {
        change(agent, Map.of("description", "changed in the database"));
    }

    /** Suspends, reactivates or revokes an agent. */
    void act(TestAgent agent, String action) {
        realm.admin()
                .post(agent.adminPath("/" + action), Map.of("reason", "end-to-end test"))
                .expect(200, 204);
    }

    /** Sends an assertion and shows how it was refused. */
    Refusal refusal(Assertion assertion) {
        return refusal(() -> realm.tokens().clientCredentials(assertion.sign()));
    }

    /** Sends a request to the token endpoint and shows how it was refused: the answer and the only event. */
    Refusal refusal(Supplier<Reply> request) {
        forgetEvents();
        Reply reply = request.get();
        JsonNode events = events("CLIENT_LOGIN_ERROR");
        assertThat(events).as("events of " + reply.summary()).hasSize(1);
        return new Refusal(reply, events.get(0));
    }

    /** Sends an assertion that must be accepted; the event of the log-in. */
    JsonNode acceptance(Assertion assertion) {
        return acceptance(() -> realm.tokens().clientCredentials(assertion.sign()));
    }

    /** Sends a request to the token endpoint that must be accepted; the event of the log-in. */
    JsonNode acceptance(Supplier<Reply> request) {
        forgetEvents();
        Reply reply = request.get();
        assertThat(reply.status()).as(reply.summary()).isEqualTo(200);
        assertThat(reply.body().path("access_token").asText()).isNotBlank();
        JsonNode events = events("CLIENT_LOGIN");
        assertThat(events).hasSize(1);
        return events.get(0);
    }

    private void forgetEvents() {
        realm.admin().delete(realm.adminPath("/events")).expect(204);
    }

    private JsonNode events(String type) {
        return realm.admin()
                .get(realm.adminPath("/events?type=" + type))
                .expect(200)
                .body();
    }
}
