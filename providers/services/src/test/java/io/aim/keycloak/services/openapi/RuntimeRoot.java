package io.aim.keycloak.services.openapi;

import io.aim.keycloak.services.agent.AgentsRuntimeResource;
import io.aim.keycloak.services.agent.TransfersRuntimeResource;
import io.aim.keycloak.services.apikey.leak.ApiKeysRuntimeResource;
import io.aim.keycloak.services.audit.AuditCheckpointsRuntimeResource;
import io.aim.keycloak.services.decision.AccessRuntimeResource;
import io.aim.keycloak.services.mcp.McpServersRuntimeResource;
import io.aim.keycloak.services.realm.MeResource;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/** Where Keycloak mounts our runtime root. */
@Path("/realms/{realm}/aim/v1")
class RuntimeRoot {

    @Parameter(description = "Name of the realm")
    @PathParam("realm")
    String realm;

    @Path("agents")
    public AgentsRuntimeResource agents() {
        throw new UnsupportedOperationException("described, never served");
    }

    @Path("me")
    public MeResource me() {
        throw new UnsupportedOperationException("described, never served");
    }

    @Path("audit-checkpoints")
    public AuditCheckpointsRuntimeResource auditCheckpoints() {
        throw new UnsupportedOperationException("described, never served");
    }

    @Path("transfers")
    public TransfersRuntimeResource transfers() {
        throw new UnsupportedOperationException("described, never served");
    }

    @Path("api-keys")
    public ApiKeysRuntimeResource apiKeys() {
        throw new UnsupportedOperationException("described, never served");
    }

    @Path("mcp-servers")
    public McpServersRuntimeResource mcpServers() {
        throw new UnsupportedOperationException("described, never served");
    }

    @Path("access/v1")
    public AccessRuntimeResource access() {
        throw new UnsupportedOperationException("described, never served");
    }
}
