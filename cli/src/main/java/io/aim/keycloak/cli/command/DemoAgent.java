package io.aim.keycloak.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aim.keycloak.cli.client.AdminClient;
import io.aim.keycloak.cli.client.AgentKey;
import io.aim.keycloak.cli.client.Json;
import io.aim.keycloak.cli.client.JsonHttp;
import io.aim.keycloak.cli.client.Jws;
import io.aim.keycloak.cli.client.Reply;
import java.util.LinkedHashMap;
import java.util.Map;

/** The agent of the demonstration: its own calls, and those that an administrator makes for it. */
final class DemoAgent {
    static final String NAME = "demo-agent";

    private static final String AGENTS = AgentRealm.ADMIN_PATH + "/aim/agents";
    private static final String USERS = AgentRealm.ADMIN_PATH + "/users";
    private static final String JWT_BEARER = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    private final AdminClient admin;
    private final String realmUrl;
    private final AgentKey key = AgentKey.generate();
    private String id;

    DemoAgent(AdminClient admin, String baseUrl) {
        this.admin = admin;
        this.realmUrl = baseUrl + "/realms/" + AgentRealm.NAME;
    }

    String realmUrl() {
        return realmUrl;
    }

    String thumbprint() {
        return key.thumbprint();
    }

    /** The id of a user, who is created where missing. */
    String ensureUser(String username, String firstName, String lastName) {
        JsonNode found = admin.get(USERS + "?exact=true&username=" + JsonHttp.escape(username))
                .expect(200)
                .body();
        if (!found.isEmpty()) {
            return found.get(0).path("id").asText();
        }
        ObjectNode user = Json.object()
                .put("username", username)
                .put("firstName", firstName)
                .put("lastName", lastName)
                .put("email", username + "@example.com")
                .put("emailVerified", true)
                .put("enabled", true);
        return admin.post(USERS, user).expect(201).createdId();
    }

    /** Removes what an earlier run left, whose private key died with it. */
    boolean removeEarlier() {
        JsonNode found =
                admin.get(AGENTS + "?search=" + NAME).expect(200).body().path("items");
        boolean removed = false;
        for (JsonNode agent : found) {
            if (NAME.equals(agent.path("name").asText())) {
                admin.delete(AGENTS + "/" + agent.path("id").asText()).expect(204);
                removed = true;
            }
        }
        return removed;
    }

    /** Registers the public key; the private one stays here. */
    JsonNode register(String ownerId, String sponsorId) {
        ObjectNode agent = Json.object()
                .put("name", NAME)
                .put("displayName", "Demo agent")
                .put("type", "ai_agent")
                .put("owner", ownerId)
                .put("sponsor", sponsorId);
        agent.set("publicKey", key.publicJwk());
        agent.putArray("declaredCapabilities").add("file:read").add("db:read");
        JsonNode created = admin.post(AGENTS, agent).expect(201).body();
        id = created.path("id").asText();
        return created;
    }

    /** Signs the server's challenge. */
    void provePossession() {
        String challengeUrl = realmUrl + "/aim/v1/agents/" + id + "/challenge";
        JsonNode challenge = JsonHttp.post(challengeUrl, Map.of("thumbprint", key.thumbprint()))
                .expect(201)
                .body();
        ObjectNode answer = Json.object()
                .put("thumbprint", key.thumbprint())
                .put("challenge", challenge.path("challenge").asText())
                .put("signature", key.sign(challenge.path("signingInput").asText()));
        JsonHttp.post(challengeUrl + "/response", answer).expect(200);
    }

    /** An administrator's decision about the agent: verify, suspend or reactivate. */
    void decide(String action, ObjectNode body) {
        admin.post(AGENTS + "/" + id + "/" + action, body).expect(200, 204);
    }

    /** A fresh proof of identity, good for one use. */
    String assertion() {
        return Jws.clientAssertion(NAME, realmUrl, key);
    }

    /** Asks for a token. */
    Reply requestToken(String assertion) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "client_credentials");
        form.put("client_assertion_type", JWT_BEARER);
        form.put("client_assertion", assertion);
        return JsonHttp.form(realmUrl + "/protocol/openid-connect/token", form, Map.of());
    }

    /** Asks the extension who the token belongs to. */
    JsonNode me(String token) {
        return JsonHttp.get(realmUrl + "/aim/v1/me", token).expect(200).body();
    }
}
