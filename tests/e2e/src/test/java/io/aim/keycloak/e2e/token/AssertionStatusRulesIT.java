package io.aim.keycloak.e2e.token;

import io.aim.keycloak.cli.client.AgentKey;
import io.aim.keycloak.testkit.KeycloakTest;
import io.aim.keycloak.testkit.TestAgent;
import io.aim.keycloak.testkit.TestRealm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Only verified agents get tokens; only the holder of the key learns the status. */
@KeycloakTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AssertionStatusRulesIT {
    private final TokenRealm realm;

    AssertionStatusRulesIT(TestRealm testRealm) {
        realm = TokenRealm.prepare(testRealm);
    }

    @Test
    void refusesAPendingAgent() {
        TestAgent agent = realm.pendingAgent("pending-agent");
        realm.refusal(agent.assertion()).discloses("agent_pending").withItsKey(agent);
    }

    @Test
    void refusesAPendingAgentThatProvedItsKey() {
        TestAgent agent = realm.pendingAgent("proven-agent");
        agent.prove().expect(200);
        realm.refusal(agent.assertion()).discloses("agent_pending").withItsKey(agent);
    }

    @Test
    void refusesASuspendedAgentUntilItIsReactivated() {
        TestAgent agent = realm.agent("suspended-agent");
        realm.acceptance(agent.assertion());
        realm.act(agent, "suspend");
        realm.refusal(agent.assertion()).discloses("agent_suspended").withItsKey(agent);
        realm.act(agent, "reactivate");
        realm.acceptance(agent.assertion());
    }

    @Test
    void refusesARevokedAgent() {
        TestAgent agent = realm.agent("revoked-agent");
        realm.acceptance(agent.assertion());
        realm.act(agent, "revoke");
        realm.refusal(agent.assertion()).discloses("agent_revoked").withItsKey(agent);
    }

    @Test
    void forgetsADeletedAgent() {
        TestAgent agent = realm.agent("deleted-agent");
        realm.acceptance(agent.assertion());
        realm.realm().admin().delete(agent.adminPath("")).expect(204);
        realm.refusal(agent.assertion()).hides("unknown_agent").ofNobody();
    }

    @Test
    void doesNotTellTheStatusToThoseWithoutTheKey() {
        TestAgent agent = realm.agent("suspended-victim");
        realm.act(agent, "suspend");
        realm.refusal(agent.assertion().signedBy(AgentKey.generate()))
                .hides("signature_invalid")
                .withItsKey(agent);
    }

    @Test
    void tellsABrokenRuleBeforeTheStatus() {
        TestAgent agent = realm.agent("suspended-and-wrong");
        realm.act(agent, "suspend");
        realm.refusal(agent.assertion().claim("aud", "https://elsewhere.example"))
                .discloses("audience_invalid")
                .withItsKey(agent);
    }
}
