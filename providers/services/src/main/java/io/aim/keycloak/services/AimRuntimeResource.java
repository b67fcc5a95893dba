package io.aim.keycloak.services;

import io.aim.keycloak.services.agent.AgentDecisions;
import io.aim.keycloak.services.agent.AgentsRuntimeResource;
import io.aim.keycloak.services.agent.TransfersRuntimeResource;
import io.aim.keycloak.services.apikey.leak.ApiKeysRuntimeResource;
import io.aim.keycloak.services.audit.AuditCheckpointsRuntimeResource;
import io.aim.keycloak.services.decision.AccessRuntimeResource;
import io.aim.keycloak.services.mcp.McpServersRuntimeResource;
import io.aim.keycloak.services.realm.MeResource;
import io.aim.keycloak.services.realm.setup.RealmSetup;
import jakarta.ws.rs.Path;
import org.keycloak.models.KeycloakSession;

/** Root of {@code /realms/{realm}/aim}. */
public class AimRuntimeResource {

    private final KeycloakSession session;

    AimRuntimeResource(KeycloakSession session) {
        this.session = session;
    }

    @Path("v1/agents")
    public AgentsRuntimeResource agents() {
        return new AgentsRuntimeResource(
                session, new RealmSetup(session, session.getContext().getRealm())::isReady);
    }

    @Path("v1/mcp-servers")
    public McpServersRuntimeResource mcpServers() {
        return new McpServersRuntimeResource(session);
    }

    @Path("v1/audit-checkpoints")
    public AuditCheckpointsRuntimeResource auditCheckpoints() {
        return new AuditCheckpointsRuntimeResource(session);
    }

    @Path("v1/transfers")
    public TransfersRuntimeResource transfers() {
        return new TransfersRuntimeResource(session);
    }

    @Path("v1/me")
    public MeResource me() {
        return new MeResource(session);
    }

    @Path("v1/api-keys")
    public ApiKeysRuntimeResource apiKeys() {
        return new ApiKeysRuntimeResource(session);
    }

    @Path("v1/access/v1")
    public AccessRuntimeResource access() {
        return new AccessRuntimeResource(
                session, new AgentDecisions(session, session.getContext().getRealm()));
    }
}
