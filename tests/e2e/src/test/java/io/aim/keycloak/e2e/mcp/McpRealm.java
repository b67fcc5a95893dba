package io.aim.keycloak.e2e.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aim.keycloak.cli.client.AgentKey;
import io.aim.keycloak.cli.client.Json;
import io.aim.keycloak.cli.client.JsonHttp;
import io.aim.keycloak.cli.client.Reply;
import io.aim.keycloak.testkit.TestRealm;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.StreamSupport;

/**
 * A realm with somebody who owns MCP servers.
 *
 * @param realm the realm
 * @param owner the owner of every server
 */
record McpRealm(TestRealm realm, TestRealm.User owner) {

    static McpRealm of(TestRealm realm) {
        realm.setUp();
        return new McpRealm(realm, realm.createUser("owner"));
    }

    /** A name that no other server has. */
    static String freshName() {
        return "mcp-" + UUID.randomUUID();
    }

    /** A correct registration, to break or to send. */
    ObjectNode registration(String name) {
        ObjectNode body = Json.object().put("name", name).put("url", url(name)).put("owner", owner.id());
        body.set("publicKey", AgentKey.generate().publicJwk());
        return body;
    }

    /** The address in the registration of that name. */
    static String url(String name) {
        return "https://" + name + ".example.com/mcp";
    }

    Reply register(JsonNode body) {
        return realm.admin().post(realm.aimPath("/mcp-servers"), body);
    }

    /** Registers a server, which stays pending. */
    JsonNode pending() {
        return register(registration(freshName())).expect(201).body();
    }

    /** A server whose key counts as proven, as after a check that succeeded; still pending. */
    JsonNode proven() {
        JsonNode server = pending();
        prove(server);
        return read(server);
    }

    void prove(JsonNode server) {
        try {
            realm.keycloak()
                    .jdbc()
                    .update(
                            "update AIM_MCP_SERVER set VERIFIED_AT = ?, VERIFICATION_METHOD = 'challenge' where ID = ?",
                            System.currentTimeMillis(),
                            id(server));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    JsonNode verified() {
        JsonNode server = proven();
        return setStatus(server, "verified").expect(200).body();
    }

    JsonNode suspended() {
        return act(verified(), "suspend").expect(200).body();
    }

    JsonNode revoked() {
        return act(verified(), "revoke").expect(200).body();
    }

    /** As the administrator of the server: suspend, reactivate or revoke, with a reason. */
    Reply act(JsonNode server, String action) {
        return realm.admin().post(path(server, "/" + action), Json.object().put("reason", "end-to-end test"));
    }

    Reply setStatus(JsonNode server, String status) {
        return realm.admin()
                .put(
                        path(server, "/status"),
                        Json.object().put("status", status).put("reason", "end-to-end test"));
    }

    Reply setKey(JsonNode server, AgentKey key) {
        ObjectNode body = Json.object();
        body.set("publicKey", key.publicJwk());
        return realm.admin().put(path(server, "/public-key"), body);
    }

    Reply update(JsonNode server, ObjectNode change) {
        return realm.admin().put(path(server, ""), change);
    }

    JsonNode read(JsonNode server) {
        return realm.admin().get(path(server, "")).expect(200).body();
    }

    /** A list with that query string. */
    JsonNode list(String query) {
        return realm.admin()
                .get(realm.aimPath("/mcp-servers" + query))
                .expect(200)
                .body();
    }

    static String id(JsonNode server) {
        return server.path("id").asText();
    }

    String path(JsonNode server, String rest) {
        return realm.aimPath("/mcp-servers/" + id(server) + rest);
    }

    /** The Keycloak client of a server. */
    JsonNode client(JsonNode server) {
        JsonNode found = realm.admin()
                .get(realm.adminPath("/clients?clientId="
                        + JsonHttp.escape(server.path("name").asText())))
                .expect(200)
                .body();
        if (found.size() != 1) {
            throw new AssertionError(found.size() + " clients have the id of " + server);
        }
        return found.get(0);
    }

    String clientPath(JsonNode server) {
        return realm.adminPath("/clients/" + client(server).path("id").asText());
    }

    /** The newest audit event of that action about the server. */
    JsonNode event(JsonNode server, String action) {
        JsonNode items = realm.admin()
                .get(realm.aimPath("/audit-logs?max=1&action=" + action + "&target=" + id(server)))
                .expect(200)
                .body()
                .path("items");
        if (items.isEmpty()) {
            throw new AssertionError("no event " + action + " about " + server);
        }
        return items.get(0);
    }

    /** How many rows of the realm there are in every table that a registration writes to. */
    Map<String, Long> rows() throws SQLException {
        String realmId = realm.admin()
                .get(realm.adminPath(""))
                .expect(200)
                .body()
                .path("id")
                .asText();
        Map<String, Long> rows = new LinkedHashMap<>();
        for (String table : List.of("AIM_MCP_SERVER", "AIM_MCP_SERVER_TAG", "CLIENT", "USER_ENTITY")) {
            rows.put(
                    table,
                    realm.keycloak().jdbc().number("select count(*) from " + table + " where REALM_ID = ?", realmId));
        }
        return rows;
    }

    /** One field of every element of a JSON array. */
    static List<String> texts(JsonNode array, String field) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(element -> element.path(field).asText())
                .toList();
    }
}
