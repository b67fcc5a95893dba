package io.aim.keycloak.e2e.mcp.verification;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aim.keycloak.cli.client.AgentKey;
import io.aim.keycloak.cli.client.Json;
import io.aim.keycloak.cli.client.Reply;
import io.aim.keycloak.testkit.TestRealm;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.UUID;

/**
 * A realm whose MCP servers are verified.
 *
 * @param realm the realm
 * @param owner the owner of every server
 */
record VerifiedRealm(TestRealm realm, TestRealm.User owner) {

    /** Lets the server connect to those internal hosts. */
    static VerifiedRealm of(TestRealm realm, String... allowed) {
        realm.setUp();
        ObjectNode settings = Json.object();
        List.of(allowed).forEach(settings.putArray("outboundAllowList")::add);
        realm.admin().put(realm.aimPath("/settings"), settings).expect(204);
        return new VerifiedRealm(realm, realm.createUser("owner-" + UUID.randomUUID()));
    }

    /** Registers a server with an owner, which stays pending. */
    JsonNode register(String url, AgentKey key) {
        return register(url, key, owner.id());
    }

    JsonNode register(String url, AgentKey key, String ownerId) {
        ObjectNode body = Json.object().put("name", "mcp-" + UUID.randomUUID()).put("url", url);
        body.put("owner", ownerId);
        if (key != null) {
            body.set("publicKey", key.publicJwk());
        }
        return realm.admin()
                .post(realm.aimPath("/mcp-servers"), body)
                .expect(201)
                .body();
    }

    JsonNode read(JsonNode server) {
        return realm.admin().get(path(server, "")).expect(200).body();
    }

    String path(JsonNode server, String rest) {
        return realm.aimPath("/mcp-servers/" + server.path("id").asText() + rest);
    }

    Reply verify(JsonNode server, String method, boolean wait) {
        return realm.admin()
                .post(
                        path(server, "/verify" + (wait ? "?wait=true" : "")),
                        Json.object().put("method", method));
    }

    /** The result of a verification that somebody waits for. */
    JsonNode verified(JsonNode server, String method) {
        return verify(server, method, true).expect(200).body();
    }

    JsonNode verifications(JsonNode server, String query) {
        return realm.admin()
                .get(path(server, "/verifications" + query))
                .expect(200)
                .body();
    }

    /** Audit events of that action about the server, newest first. */
    JsonNode events(JsonNode server, String action) {
        return realm.admin()
                .get(realm.aimPath("/audit-logs?action=" + action + "&target="
                        + server.path("id").asText()))
                .expect(200)
                .body()
                .path("items");
    }

    /** A server that signs what it is asked to sign with that key, and names that one. */
    static McpHost.Behaviour signing(AgentKey key, String kid) {
        return (exchange, challenge) -> McpHost.say(exchange, 200, answer(key, kid, challenge));
    }

    static McpHost.Behaviour honest(AgentKey key) {
        return signing(key, key.thumbprint());
    }

    static String answer(AgentKey key, String kid, JsonNode challenge) {
        String signed = String.join(
                "\n",
                "aim-mcp-verify-v1",
                challenge.path("issuer").asText(),
                challenge.path("serverId").asText(),
                challenge.path("url").asText(),
                challenge.path("challenge").asText());
        return Json.object()
                .put("signature", base64Url(key.sign(signed.getBytes(StandardCharsets.UTF_8))))
                .put("kid", kid)
                .toString();
    }

    private static String base64Url(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** A key as DNS and files publish it. */
    static String published(AgentKey key) {
        return "v=MCPv1; k=ed25519; p=" + Base64.getEncoder().encodeToString(key.publicBytes());
    }
}
