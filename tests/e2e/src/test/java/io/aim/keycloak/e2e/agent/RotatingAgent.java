package io.aim.keycloak.e2e.agent;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aim.keycloak.cli.client.AgentKey;
import io.aim.keycloak.cli.client.Json;
import io.aim.keycloak.cli.client.JsonHttp;
import io.aim.keycloak.cli.client.Reply;
import io.aim.keycloak.testkit.Assertion;
import io.aim.keycloak.testkit.TestAgent;
import java.util.Map;

/**
 * An agent that rotates its key itself.
 *
 * @param agent the agent
 * @param current the key that it has
 */
record RotatingAgent(TestAgent agent, AgentKey current) {

    static RotatingAgent of(TestAgent agent) {
        return new RotatingAgent(agent, agent.key());
    }

    /** A correct statement for a new key, to forge or to sign. */
    Assertion statement(AgentKey signer, AgentKey next) {
        return Assertion.of(agent.name(), signer, agent.realm().issuer())
                .header("typ", "aim-key-rotation+jwt")
                .claim("sub", next.thumbprint());
    }

    /** A correct request, to break or to send. */
    ObjectNode request(AgentKey next) {
        ObjectNode body = Json.object();
        body.set("publicKey", next.publicJwk());
        return body.put("currentKeyProof", statement(current, next).sign())
                .put("newKeyProof", statement(next, next).sign());
    }

    Reply send(ObjectNode body) {
        return send(agent.id(), body);
    }

    Reply send(String agentId, ObjectNode body) {
        return JsonHttp.send(
                "POST",
                agent.realm().runtimeUrl("/agents/" + agentId + "/keys"),
                Map.of("Authorization", "Bearer " + token(), "Content-Type", "application/json"),
                Json.bytes(body));
    }

    Reply rotateTo(AgentKey next) {
        return send(request(next));
    }

    String token() {
        return requestToken(current).expect(200).body().path("access_token").asText();
    }

    Reply requestToken(AgentKey key) {
        return agent.realm()
                .tokens()
                .clientCredentials(
                        Assertion.of(agent.name(), key, agent.realm().issuer()).sign());
    }

    RotatingAgent with(AgentKey key) {
        return new RotatingAgent(agent, key);
    }
}
