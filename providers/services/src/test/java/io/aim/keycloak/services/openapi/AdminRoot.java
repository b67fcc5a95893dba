package io.aim.keycloak.services.openapi;

import io.aim.keycloak.services.agent.AgentsAdminResource;
import io.aim.keycloak.services.alert.AlertsAdminResource;
import io.aim.keycloak.services.apikey.ApiKeysAdminResource;
import io.aim.keycloak.services.audit.AuditCheckpointsAdminResource;
import io.aim.keycloak.services.audit.AuditLogsAdminResource;
import io.aim.keycloak.services.capability.CapabilityRequestsAdminResource;
import io.aim.keycloak.services.capability.CapabilityTypesAdminResource;
import io.aim.keycloak.services.capability.UnusedCapabilitiesAdminResource;
import io.aim.keycloak.services.decision.DecisionsAdminResource;
import io.aim.keycloak.services.decision.ViolationsAdminResource;
import io.aim.keycloak.services.mcp.McpServersAdminResource;
import io.aim.keycloak.services.policy.PoliciesAdminResource;
import io.aim.keycloak.services.realm.settings.RealmSettingsResource;
import io.aim.keycloak.services.realm.setup.SetupResource;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/**
 * Where Keycloak mounts our admin root. It exists for the description only: a class with this annotation in a provider
 * jar would be served without Keycloak's authentication.
 */
@Path("/admin/realms/{realm}/aim")
class AdminRoot {

    @Parameter(description = "Name of the realm")
    @PathParam("realm")
    String realm;

    @Path("setup")
    public SetupResource setup() {
        throw new UnsupportedOperationException("described, never served");
    }

    @Path("agents")
    public AgentsAdminResource agents() {
        throw new UnsupportedOperationException("described, never served");
    }

    @Path("audit-logs")
    public AuditLogsAdminResource auditLogs() {
        throw new UnsupportedOperationException("described, never served");
    }

    @Path("audit-checkpoints")
    public AuditCheckpointsAdminResource auditCheckpoints() {
        throw new UnsupportedOperationException("described, never served");
    }

    @Path("settings")
    public RealmSettingsResource settings() {
        throw new UnsupportedOperationException("described, never served");
    }

    @Path("capability-types")
    public CapabilityTypesAdminResource capabilityTypes() {
        throw new UnsupportedOperationException("described, never served");
    }

    @Path("capability-requests")
    public CapabilityRequestsAdminResource capabilityRequests() {
        throw new UnsupportedOperationException("described, never served");
    }

    @Path("capabilities")
    public UnusedCapabilitiesAdminResource capabilities() {
        throw new UnsupportedOperationException("described, never served");
    }

    @Path("alerts")
    public AlertsAdminResource alerts() {
        throw new UnsupportedOperationException("described, never served");
    }

    @Path("policies")
    public PoliciesAdminResource policies() {
        throw new UnsupportedOperationException("described, never served");
    }

    @Path("api-keys")
    public ApiKeysAdminResource apiKeys() {
        throw new UnsupportedOperationException("described, never served");
    }

    @Path("decisions")
    public DecisionsAdminResource decisions() {
        throw new UnsupportedOperationException("described, never served");
    }

    @Path("mcp-servers")
    public McpServersAdminResource mcpServers() {
        throw new UnsupportedOperationException("described, never served");
    }

    @Path("violations")
    public ViolationsAdminResource violations() {
        throw new UnsupportedOperationException("described, never served");
    }
}
