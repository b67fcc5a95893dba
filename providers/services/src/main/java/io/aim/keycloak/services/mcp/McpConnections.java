package io.aim.keycloak.services.mcp;

import io.aim.keycloak.core.InvalidInputException;
import io.aim.keycloak.core.agent.AgentRules;
import io.aim.keycloak.core.agent.AgentStatus;
import io.aim.keycloak.core.audit.AuditAction;
import io.aim.keycloak.core.audit.AuditActor;
import io.aim.keycloak.core.audit.AuditActorKind;
import io.aim.keycloak.core.audit.AuditEvent;
import io.aim.keycloak.core.mcp.ConnectionSource;
import io.aim.keycloak.core.mcp.McpServerStatus;
import io.aim.keycloak.services.audit.AuditTrail;
import io.aim.keycloak.services.rest.AimException;
import io.aim.keycloak.services.rest.JsonBody;
import io.aim.keycloak.spi.agent.AgentModel;
import io.aim.keycloak.spi.agent.AgentProvider;
import io.aim.keycloak.spi.mcp.McpConnection;
import io.aim.keycloak.spi.mcp.McpServerModel;
import io.aim.keycloak.spi.mcp.McpServerProvider;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.keycloak.common.util.Time;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** Which MCP servers agents use, and which they may use. What was declared or detected permits nothing. */
public final class McpConnections {

    /** Most connections of an agent. */
    static final int MAX = 200;

    private final KeycloakSession session;
    private final RealmModel realm;
    private final McpServerProvider servers;
    private final AuditTrail trail;

    public McpConnections(KeycloakSession session, RealmModel realm) {
        this.session = session;
        this.realm = realm;
        this.servers = session.getProvider(McpServerProvider.class);
        this.trail = new AuditTrail(session, realm);
    }

    /** What is known of the agent's connections. */
    List<McpConnection> of(String agentId) {
        return servers.connectionsOf(realm, agentId);
    }

    /** The servers that a list names by ids or names, for a registration. */
    public Set<String> require(String field, @Nullable List<@Nullable String> idsOrNames) {
        Set<String> ids = new LinkedHashSet<>();
        if (idsOrNames != null) {
            if (idsOrNames.size() > MAX) {
                throw new InvalidInputException(
                        field, "too_many_entries", field + " may have at most " + MAX + " entries");
            }
            for (int i = 0; i < idsOrNames.size(); i++) {
                ids.add(require(field + "[" + i + "]", idsOrNames.get(i)).getId());
            }
        }
        return ids;
    }

    private McpServerModel require(String field, @Nullable String idOrName) {
        return find(AgentRules.required(field, idOrName))
                .orElseThrow(() -> new InvalidInputException(
                        field, "unknown_mcp_server", field + " must be the id or name of an MCP server of the realm"));
    }

    private Optional<McpServerModel> find(String idOrName) {
        return servers.getById(realm, idOrName).or(() -> servers.getByName(realm, idOrName));
    }

    /** Notes that the agent, which is new, is said to use those servers. */
    public void declare(AgentModel agent, Set<String> serverIds) {
        for (String serverId : serverIds) {
            servers.getById(realm, serverId).ifPresent(server -> {
                servers.saveConnection(
                        realm, McpConnection.known(agent.getId(), serverId, ConnectionSource.DECLARED, now()));
                trail.write(about(AuditAction.AGENT_MCP_SERVER_DECLARED, agent, server));
            });
        }
    }

    /**
     * Permits the agent to use a server.
     *
     * @param json names the server in {@code server}, by id or name
     */
    McpConnection grant(String agentId, @Nullable String json) {
        McpServerModel server = require("server", JsonBody.parse(json, "server").text("server"));
        AuditActor caller = trail.caller();
        if (caller.kind() == AuditActorKind.AGENT && agentId.equals(caller.id())) {
            throw AimException.forbidden("own_grant", "An agent cannot grant MCP servers to itself");
        }
        AgentModel agent = lock(agentId);
        if (agent.getStatus() == AgentStatus.REVOKED) {
            throw AimException.conflict("agent_revoked", "The agent is revoked for good", null);
        }
        if (server.getStatus() == McpServerStatus.REVOKED) {
            throw AimException.conflict("mcp_server_revoked", "The MCP server is revoked for good", "server");
        }
        Instant now = now();
        McpConnection connection = servers.getConnection(realm, agentId, server.getId())
                .orElseGet(() -> fresh(agentId, server, ConnectionSource.DECLARED, now));
        if (!connection.isGranted()) {
            connection = connection.granted(new McpConnection.Grant(caller.id(), now));
            servers.saveConnection(realm, connection);
            trail.write(about(AuditAction.AGENT_MCP_SERVER_GRANTED, agent, server)
                    .detail("source", connection.source().code()));
        }
        return connection;
    }

    private McpConnection fresh(String agentId, McpServerModel server, ConnectionSource source, Instant at) {
        if (servers.connectionsOf(realm, agentId).size() >= MAX) {
            throw AimException.conflict(
                    "too_many_connections", "An agent has at most " + MAX + " connections to MCP servers", null);
        }
        return McpConnection.known(agentId, server.getId(), source, at);
    }

    /** Forgets a connection, and takes its permission away. */
    void remove(String agentId, String serverId) {
        AgentModel agent = lock(agentId);
        McpServerModel server = servers.getById(realm, serverId).orElseThrow(McpConnections::unknown);
        McpConnection connection =
                servers.getConnection(realm, agentId, serverId).orElseThrow(McpConnections::unknown);
        servers.removeConnection(realm, agentId, serverId);
        trail.write(about(AuditAction.AGENT_MCP_SERVER_REMOVED, agent, server)
                .detail("granted", String.valueOf(connection.isGranted())));
    }

    /** Notes what the agent was seen to use; what nobody registered is left out of the record. */
    List<DetectionResult> detect(String agentId, List<ReportedServer> reported) {
        AgentModel agent = lock(agentId);
        return reported.stream().map(each -> detect(agent, each)).toList();
    }

    private DetectionResult detect(AgentModel agent, ReportedServer reported) {
        Optional<McpServerModel> server = reported.url() == null
                ? find(String.valueOf(reported.server()))
                : servers.getByUrl(realm, reported.url());
        if (server.isEmpty()) {
            return DetectionResult.of(reported, null, "unknown");
        }
        Instant now = now();
        Optional<McpConnection> known =
                servers.getConnection(realm, agent.getId(), server.get().getId());
        McpConnection connection =
                known.orElseGet(() -> fresh(agent.getId(), server.get(), ConnectionSource.DETECTED, now));
        servers.saveConnection(realm, connection.detected(reported.detection(), now));
        if (known.isEmpty()) {
            trail.write(about(AuditAction.AGENT_MCP_SERVER_DETECTED, agent, server.get())
                    .detail("method", reported.detection().method())
                    .detail("confidence", String.valueOf(reported.detection().confidence())));
        }
        return DetectionResult.of(reported, server.get().getId(), known.isEmpty() ? "recorded" : "known");
    }

    private AuditEvent.Builder about(AuditAction action, AgentModel agent, McpServerModel server) {
        return trail.begin(action, agent)
                .detail("privilege", server.getName())
                .detail("mcp_server", server.getId())
                .detail("url", server.getUrl());
    }

    private AgentModel lock(String agentId) {
        return session.getProvider(AgentProvider.class)
                .getByIdForUpdate(realm, agentId)
                .orElseThrow(() -> AimException.notFound("No such agent"));
    }

    private static Instant now() {
        return Instant.ofEpochMilli(Time.currentTimeMillis());
    }

    private static AimException unknown() {
        return AimException.notFound("The agent has no connection to such an MCP server");
    }
}
