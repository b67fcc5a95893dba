package io.aim.keycloak.services;

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
import io.aim.keycloak.services.permission.AimPermissions;
import io.aim.keycloak.services.policy.PoliciesAdminResource;
import io.aim.keycloak.services.realm.settings.RealmSettingsResource;
import io.aim.keycloak.services.realm.setup.RealmSetup;
import io.aim.keycloak.services.realm.setup.SetupResource;
import io.aim.keycloak.spi.apikey.ApiKeyCreator;
import jakarta.ws.rs.Path;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.services.resources.admin.AdminEventBuilder;

/** Root of {@code /admin/realms/{realm}/aim}. */
public class AimAdminResource {

    private final KeycloakSession session;
    private final RealmModel realm;
    private final AimPermissions permissions;
    private final ApiKeyCreator caller;
    private final AdminEventBuilder adminEvent;

    AimAdminResource(
            KeycloakSession session,
            RealmModel realm,
            AimPermissions permissions,
            ApiKeyCreator caller,
            AdminEventBuilder adminEvent) {
        this.session = session;
        this.realm = realm;
        this.permissions = permissions;
        this.caller = caller;
        this.adminEvent = adminEvent;
    }

    @Path("setup")
    public SetupResource setup() {
        return new SetupResource(session, realm, permissions, adminEvent);
    }

    @Path("settings")
    public RealmSettingsResource settings() {
        return new RealmSettingsResource(session, realm, permissions, adminEvent);
    }

    @Path("audit-logs")
    public AuditLogsAdminResource auditLogs() {
        return new AuditLogsAdminResource(session, realm, permissions);
    }

    @Path("audit-checkpoints")
    public AuditCheckpointsAdminResource auditCheckpoints() {
        return new AuditCheckpointsAdminResource(session, realm, permissions);
    }

    @Path("agents")
    public AgentsAdminResource agents() {
        return new AgentsAdminResource(
                session, realm, permissions, adminEvent, new RealmSetup(session, realm)::isReady);
    }

    @Path("mcp-servers")
    public McpServersAdminResource mcpServers() {
        return new McpServersAdminResource(session, realm, permissions, adminEvent);
    }

    @Path("capability-types")
    public CapabilityTypesAdminResource capabilityTypes() {
        return new CapabilityTypesAdminResource(session, realm, permissions, adminEvent);
    }

    @Path("capability-requests")
    public CapabilityRequestsAdminResource capabilityRequests() {
        return new CapabilityRequestsAdminResource(session, realm, permissions, adminEvent);
    }

    @Path("capabilities")
    public UnusedCapabilitiesAdminResource capabilities() {
        return new UnusedCapabilitiesAdminResource(session, realm, permissions, adminEvent);
    }

    @Path("decisions")
    public DecisionsAdminResource decisions() {
        return new DecisionsAdminResource(session, realm, permissions, adminEvent);
    }

    @Path("violations")
    public ViolationsAdminResource violations() {
        return new ViolationsAdminResource(session, realm, permissions);
    }

    @Path("alerts")
    public AlertsAdminResource alerts() {
        return new AlertsAdminResource(session, realm, permissions, adminEvent);
    }

    @Path("policies")
    public PoliciesAdminResource policies() {
        return new PoliciesAdminResource(session, realm, permissions, adminEvent);
    }

    @Path("api-keys")
    public ApiKeysAdminResource apiKeys() {
        return new ApiKeysAdminResource(session, realm, permissions, caller, adminEvent);
    }
}
