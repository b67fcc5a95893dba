package io.aim.keycloak.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aim.keycloak.cli.client.AgentKey;
import io.aim.keycloak.cli.client.Json;
import io.aim.keycloak.cli.client.JsonHttp;
import io.aim.keycloak.cli.client.Reply;

/**
 * An agent of a test realm, seen from the agent's side.
 *
 * @param realm the realm that it is registered in
 * @param id the agent's id
 * @param name its name, which is its client id
 * @param key its key pair
 */
public record TestAgent(TestRealm realm, String id, String name, AgentKey key) {

    /** The body of a registration. */
    public static ObjectNode registration(String name, AgentKey key, String owner, String sponsor) {
        ObjectNode body = Json.object().put("name", name).put("owner", owner).put("sponsor", sponsor);
        body.set("publicKey", key.publicJwk());
        return body;
    }

    /** Registers an agent, which stays pending. */
    public static TestAgent register(TestRealm realm, String name, TestRealm.User owner, TestRealm.User sponsor) {
        AgentKey key = AgentKey.generate();
        JsonNode agent = realm.admin()
                .post(realm.aimPath("/agents"), registration(name, key, owner.id(), sponsor.id()))
                .expect(201)
                .body();
        return new TestAgent(realm, agent.path("id").asText(), name, key);
    }

    /** Registers an agent, proves its key and verifies it. */
    public static TestAgent verified(TestRealm realm, String name, TestRealm.User owner, TestRealm.User sponsor) {
        TestAgent agent = register(realm, name, owner, sponsor);
        agent.prove().expect(200);
        realm.admin().post(agent.adminPath("/verify")).expect(200);
        return agent;
    }

    /** Proves possession of the key. */
    public Reply prove() {
        JsonNode challenge = requestChallenge().expect(201).body();
        return answer(
                challenge.path("challenge").asText(),
                key.sign(challenge.path("signingInput").asText()));
    }

    /** Asks for a challenge. */
    public Reply requestChallenge() {
        return JsonHttp.post(
                realm.runtimeUrl("/agents/" + id + "/challenge"), Json.object().put("thumbprint", key.thumbprint()));
    }

    /** Answers a challenge. */
    public Reply answer(String challenge, String signature) {
        return JsonHttp.post(
                realm.runtimeUrl("/agents/" + id + "/challenge/response"),
                Json.object()
                        .put("thumbprint", key.thumbprint())
                        .put("challenge", challenge)
                        .put("signature", signature));
    }

    /** A correct assertion, to forge or to sign. */
    public Assertion assertion() {
        return Assertion.of(name, key, realm.issuer());
    }

    /** Asks for a token. */
    public Reply requestToken() {
        return realm.tokens().clientCredentials(assertion().sign());
    }

    /** A fresh access token. */
    public String accessToken() {
        return requestToken().expect(200).body().path("access_token").asText();
    }

    /** A path under the agent's Admin REST, as {@code adminPath("/suspend")}. */
    public String adminPath(String path) {
        return realm.aimPath("/agents/" + id + path);
    }
}
