package io.aim.keycloak.services.mcp;

import io.aim.keycloak.core.InvalidInputException;
import io.aim.keycloak.core.agent.AgentRules;
import io.aim.keycloak.core.audit.AuditAction;
import io.aim.keycloak.core.mcp.McpServerStatus;
import io.aim.keycloak.services.audit.AuditTrail;
import io.aim.keycloak.services.rest.AimException;
import io.aim.keycloak.services.rest.UserLookup;
import io.aim.keycloak.spi.agent.AgentProvider;
import io.aim.keycloak.spi.mcp.McpServerKey;
import io.aim.keycloak.spi.mcp.McpServerModel;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** Verifies, stops and reactivates MCP servers. The client is enabled as long as the server is verified. */
public final class McpServerStatusService {

    private final KeycloakSession session;
    private final RealmModel realm;

    public McpServerStatusService(KeycloakSession session, RealmModel realm) {
        this.session = session;
        this.realm = realm;
    }

    /** Changes the status as somebody asked for it. */
    public McpServerModel change(String serverId, McpServerStatus target, @Nullable String reason) {
        String text = AgentRules.text("reason", reason, AgentRules.REASON_MAX);
        McpServerModel server = new McpServerService(session, realm).lock(serverId);
        McpServerStatus before = server.getStatus();
        if (!before.canBecome(target)) {
            throw AimException.conflict(
                    "illegal_transition",
                    "An MCP server that is " + before.code() + " cannot become " + target.code(),
                    "status");
        }
        if (target == McpServerStatus.VERIFIED) {
            requireReason(before, text);
            requireVerifiable(server);
        }
        server.changeStatus(target, text);
        if (target == McpServerStatus.REVOKED) {
            banKey(server);
        }
        follow(server, before);
        return server;
    }

    private static void requireReason(McpServerStatus before, @Nullable String reason) {
        if (before == McpServerStatus.SUSPENDED && reason == null) {
            throw new InvalidInputException("reason", "required", "reason is required to end a suspension");
        }
    }

    private void requireVerifiable(McpServerModel server) {
        if (!new UserLookup(session, realm).isThere(server.getOwnerId())) {
            throw AimException.conflict(
                    "owner_missing", "The MCP server needs an owner who is an enabled user", "owner");
        }
        if (server.getKey() == null) {
            throw AimException.conflict("key_missing", "The MCP server has no public key", "publicKey");
        }
        if (!server.getVerification().isProven()) {
            throw AimException.conflict(
                    "key_not_proven",
                    "The MCP server did not prove that its key is its own, or changed key or address since",
                    "publicKey");
        }
    }

    private void banKey(McpServerModel server) {
        McpServerKey key = server.getKey();
        if (key != null) {
            session.getProvider(AgentProvider.class).banKey(realm, key.thumbprint(), server.getId());
        }
    }

    /** Brings the client in line with the status, and records the change if there was one. */
    public void follow(McpServerModel server, McpServerStatus before) {
        if (server.getStatus() == before) {
            return;
        }
        ClientModel client = realm.getClientById(server.getClientUuid());
        if (client != null) {
            client.setEnabled(server.getStatus() == McpServerStatus.VERIFIED);
        }
        AuditTrail trail = new AuditTrail(session, realm);
        trail.write(trail.begin(AuditAction.MCP_SERVER_STATUS_CHANGED, server)
                .detail("previous_status", before.code())
                .detail("status", server.getStatus().code())
                .detail("reason", server.getStatusReason()));
    }
}
