package io.aim.keycloak.e2e.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aim.keycloak.cli.client.AgentKey;
import io.aim.keycloak.cli.client.Json;
import java.nio.charset.StandardCharsets;

/** An administrators' endpoint of MCP servers, with a request that succeeds for whoever may make it. */
enum McpEndpoint {
    LIST(Need.VIEW, 200, "GET", "/mcp-servers", State.PENDING, null),
    REGISTER(Need.MANAGE, 201, "POST", "/mcp-servers", State.PENDING, null) {
        @Override
        byte[] body(McpRealm servers) {
            return Json.bytes(servers.registration(McpRealm.freshName()));
        }
    },
    READ(Need.VIEW, 200, "GET", "/mcp-servers/{id}", State.PENDING, null),
    UPDATE(Need.MANAGE, 204, "PUT", "/mcp-servers/{id}", State.PENDING, "{\"displayName\":\"Renamed\"}"),
    DELETE(Need.MANAGE, 204, "DELETE", "/mcp-servers/{id}", State.PENDING, null),
    STATUS_VERIFIED(Need.MANAGE, 200, "PUT", "/mcp-servers/{id}/status", State.PROVEN, "{\"status\":\"verified\"}"),
    STATUS_SUSPENDED(
            Need.OPERATE, 200, "PUT", "/mcp-servers/{id}/status", State.VERIFIED, "{\"status\":\"suspended\"}"),
    STATUS_REVOKED(Need.OPERATE, 200, "PUT", "/mcp-servers/{id}/status", State.VERIFIED, "{\"status\":\"revoked\"}"),
    SUSPEND(Need.OPERATE, 200, "POST", "/mcp-servers/{id}/suspend", State.VERIFIED, null),
    REACTIVATE(Need.MANAGE, 200, "POST", "/mcp-servers/{id}/reactivate", State.SUSPENDED, "{\"reason\":\"r\"}"),
    REVOKE(Need.OPERATE, 200, "POST", "/mcp-servers/{id}/revoke", State.PENDING, null),
    PUBLIC_KEY(Need.VIEW, 200, "GET", "/mcp-servers/{id}/public-key", State.PENDING, null),
    CHANGE_PUBLIC_KEY(Need.MANAGE, 200, "PUT", "/mcp-servers/{id}/public-key", State.PENDING, null) {
        @Override
        byte[] body(McpRealm servers) {
            ObjectNode body = Json.object();
            body.set("publicKey", AgentKey.generate().publicJwk());
            return Json.bytes(body);
        }
    },
    TAGS(Need.VIEW, 200, "GET", "/mcp-servers/{id}/tags", State.PENDING, null),
    TAG(Need.MANAGE, 200, "POST", "/mcp-servers/{id}/tags", State.PENDING, "{\"tags\":[\"eu\"]}"),
    UNTAG(Need.MANAGE, 204, "DELETE", "/mcp-servers/{id}/tags/there", State.PENDING, null),
    BULK_DELETE(Need.MANAGE, 200, "POST", "/mcp-servers/bulk-delete", State.PENDING, "{\"ids\":[\"nobody\"]}"),
    EXPORT(Need.VIEW, 200, "GET", "/mcp-servers/export", State.PENDING, null),
    IMPORT(Need.MANAGE, 200, "POST", "/mcp-servers/import?dryRun=true", State.PENDING, "{\"name\":\"imported\"}") {
        @Override
        String contentType() {
            return "application/x-ndjson";
        }
    };

    /** What a caller must be allowed; every need contains those before it. */
    enum Need {
        VIEW,
        OPERATE,
        MANAGE
    }

    /** Where the server of the request must stand for it to succeed. */
    enum State {
        PENDING,
        PROVEN,
        VERIFIED,
        SUSPENDED;

        JsonNode fresh(McpRealm servers) {
            return switch (this) {
                case PENDING -> servers.pending();
                case PROVEN -> servers.proven();
                case VERIFIED -> servers.verified();
                case SUSPENDED -> servers.suspended();
            };
        }
    }

    private final Need need;
    private final int success;
    private final String method;
    private final String path;
    private final State state;
    private final String json;

    McpEndpoint(Need need, int success, String method, String path, State state, String json) {
        this.need = need;
        this.success = success;
        this.method = method;
        this.path = path;
        this.state = state;
        this.json = json;
    }

    Need need() {
        return need;
    }

    int success() {
        return success;
    }

    String method() {
        return method;
    }

    String path() {
        return path;
    }

    State state() {
        return state;
    }

    String contentType() {
        return "application/json";
    }

    byte[] body(McpRealm servers) {
        return json == null ? null : json.getBytes(StandardCharsets.UTF_8);
    }
}
