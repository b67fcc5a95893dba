package io.aim.keycloak.e2e.agent;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aim.keycloak.cli.client.AgentKey;
import io.aim.keycloak.cli.client.Json;
import io.aim.keycloak.testkit.TestAgent;
import java.nio.charset.StandardCharsets;

/** An endpoint of the administrators' root, with a request that succeeds for whoever may make it. */
enum Endpoint {
    SETUP_READ(Need.SET_UP, 200, "GET", "/setup", State.VERIFIED, null),
    SETUP_RUN(Need.SET_UP, 200, "POST", "/setup", State.VERIFIED, null),
    LIST(Need.VIEW, 200, "GET", "/agents", State.VERIFIED, null),
    REGISTER(Need.MANAGE, 201, "POST", "/agents", State.VERIFIED, null) {
        @Override
        byte[] body(AgentRealm agents) {
            return Json.bytes(agents.registration(AgentRealm.freshName()));
        }
    },
    READ(Need.VIEW, 200, "GET", "/agents/{id}", State.VERIFIED, null),
    KEY_VAULT(Need.VIEW, 200, "GET", "/agents/{id}/key-vault", State.VERIFIED, null),
    UPDATE(Need.MANAGE, 204, "PUT", "/agents/{id}", State.VERIFIED, "{\"displayName\":\"Renamed\"}"),
    DELETE(Need.MANAGE, 204, "DELETE", "/agents/{id}", State.VERIFIED, null),
    VERIFY(Need.MANAGE, 200, "POST", "/agents/{id}/verify", State.PROVEN, null),
    STATUS_SUSPENDED(Need.OPERATE, 200, "PUT", "/agents/{id}/status", State.VERIFIED, "{\"status\":\"suspended\"}"),
    STATUS_REVOKED(Need.OPERATE, 200, "PUT", "/agents/{id}/status", State.VERIFIED, "{\"status\":\"revoked\"}"),
    STATUS_VERIFIED(
            Need.MANAGE,
            200,
            "PUT",
            "/agents/{id}/status",
            State.SUSPENDED,
            "{\"status\":\"verified\",\"reason\":\"r\"}"),
    SUSPEND(Need.OPERATE, 200, "POST", "/agents/{id}/suspend", State.VERIFIED, null),
    REACTIVATE(Need.MANAGE, 200, "POST", "/agents/{id}/reactivate", State.SUSPENDED, "{\"reason\":\"r\"}"),
    COMPROMISED(Need.OPERATE, 200, "POST", "/agents/{id}/compromised", State.VERIFIED, "{\"reason\":\"r\"}"),
    ROTATE_KEY(Need.MANAGE, 201, "POST", "/agents/{id}/keys", State.VERIFIED, null) {
        @Override
        byte[] body(AgentRealm agents) {
            ObjectNode body = Json.object();
            body.set("publicKey", AgentKey.generate().publicJwk());
            return Json.bytes(body);
        }
    },
    TAGS(Need.VIEW, 200, "GET", "/agents/{id}/tags", State.VERIFIED, null),
    TAG(Need.MANAGE, 200, "POST", "/agents/{id}/tags", State.VERIFIED, "{\"tags\":[\"eu\"]}"),
    MCP_SERVERS(Need.VIEW, 200, "GET", "/agents/{id}/mcp-servers", State.VERIFIED, null),
    TRANSFER(Need.MANAGE, 200, "POST", "/agents/{id}/transfer", State.VERIFIED, null) {
        @Override
        byte[] body(AgentRealm agents) {
            return Json.bytes(Json.object()
                    .put("role", "owner")
                    .put("to", agents.sponsor().id()));
        }
    },
    BULK_SUSPEND(
            Need.OPERATE, 200, "POST", "/agents/bulk", State.VERIFIED, "{\"action\":\"suspend\",\"ids\":[\"nobody\"]}"),
    BULK_TAG(
            Need.MANAGE,
            200,
            "POST",
            "/agents/bulk",
            State.VERIFIED,
            "{\"action\":\"tag\",\"tags\":[\"a\"],\"ids\":[\"nobody\"]}"),
    EXPORT(Need.VIEW, 200, "GET", "/agents/export", State.VERIFIED, null),
    IMPORT(Need.MANAGE, 200, "POST", "/agents/import?dryRun=true", State.VERIFIED, "{\"name\":\"imported\"}") {
        @Override
        String contentType() {
            return "application/x-ndjson";
        }
    },
    SETTINGS(Need.VIEW, 200, "GET", "/settings", State.VERIFIED, null),
    CHANGE_SETTINGS(Need.MANAGE, 204, "PUT", "/settings", State.VERIFIED, "{}"),
    REVOKE(Need.OPERATE, 200, "POST", "/agents/{id}/revoke", State.VERIFIED, null);

    /** What a caller must be allowed. */
    enum Need {
        VIEW,
        OPERATE,
        MANAGE,
        SET_UP
    }

    /** Where the agent of the request must stand for it to succeed. */
    enum State {
        PROVEN,
        VERIFIED,
        SUSPENDED;

        TestAgent fresh(AgentRealm agents) {
            return switch (this) {
                case PROVEN -> agents.proven();
                case VERIFIED -> agents.verified();
                case SUSPENDED -> agents.suspended();
            };
        }
    }

    private final Need need;
    private final int success;
    private final String method;
    private final String path;
    private final State state;
    private final String json;

    Endpoint(Need need, int success, String method, String path, State state, String json) {
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

    byte[] body(AgentRealm agents) {
        return json == null ? null : json.getBytes(StandardCharsets.UTF_8);
    }
}
