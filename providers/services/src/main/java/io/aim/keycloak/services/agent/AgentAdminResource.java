package io.aim.keycloak.services.agent;

import io.aim.keycloak.services.apikey.AgentApiKeysAdminResource;
import io.aim.keycloak.services.audit.AuditLogs;
import io.aim.keycloak.services.capability.AgentCapabilitiesAdminResource;
import io.aim.keycloak.services.capability.AgentCapabilityRequestsAdminResource;
import io.aim.keycloak.services.decision.AgentViolationsAdminResource;
import io.aim.keycloak.services.key.AgentKeysAdminResource;
import io.aim.keycloak.services.key.KeyVaultRepresentation;
import io.aim.keycloak.services.mcp.AgentMcpServersAdminResource;
import io.aim.keycloak.services.permission.AimPermissions;
import io.aim.keycloak.services.rest.AimException;
import io.aim.keycloak.services.rest.ErrorFormat;
import io.aim.keycloak.spi.agent.AgentModel;
import io.aim.keycloak.spi.agent.AgentProvider;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.NoCache;
import org.jspecify.annotations.Nullable;
import org.keycloak.events.admin.OperationType;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.services.resources.admin.AdminEventBuilder;

/** One agent, for administrators. */
@SecurityRequirement(name = "administrator")
@Tag(name = "Agents")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class AgentAdminResource extends AgentStatusActions {

    private final KeycloakSession session;
    private final RealmModel realm;
    private final AimPermissions permissions;
    private final AdminEventBuilder adminEvent;
    private final AgentModel agent;
    private final @Nullable ClientModel client;
    private final AgentService service;
    private final AgentRepresentations representations;

    private AgentAdminResource(
            KeycloakSession session,
            RealmModel realm,
            AimPermissions permissions,
            AdminEventBuilder adminEvent,
            AgentModel agent,
            @Nullable ClientModel client) {
        super(session, realm, permissions, adminEvent, agent, client);
        this.session = session;
        this.realm = realm;
        this.permissions = permissions;
        this.adminEvent = adminEvent;
        this.agent = agent;
        this.client = client;
        this.service = new AgentService(session, realm);
        this.representations = new AgentRepresentations(session, realm);
    }

    /** The resource of that agent; a caller who may not see it is refused before it learns what exists. */
    static AgentAdminResource of(
            KeycloakSession session,
            RealmModel realm,
            AimPermissions permissions,
            AdminEventBuilder adminEvent,
            String agentId) {
        AgentModel agent =
                session.getProvider(AgentProvider.class).getById(realm, agentId).orElse(null);
        if (agent == null) {
            permissions.requireView();
            throw AimException.notFound("No such agent");
        }
        ClientModel client = realm.getClientById(agent.getClientUuid());
        permissions.requireView(client);
        return new AgentAdminResource(session, realm, permissions, adminEvent, agent, client);
    }

    @GET
    @NoCache
    @Operation(operationId = "getAgent", summary = "Get an agent")
    @APIResponse(
            responseCode = "200",
            description = "The agent",
            content = @Content(schema = @Schema(implementation = AgentRepresentation.class)))
    @APIResponse(responseCode = "403", description = "Needs an AIM role and view-clients")
    @APIResponse(responseCode = "404", description = "No such agent in this realm")
    public Response get() {
        return Response.ok(representations.full(agent)).build();
    }

    @PUT
    @Operation(operationId = "updateAgent", summary = "Change an agent")
    @RequestBody(content = @Content(schema = @Schema(implementation = AgentUpdateRepresentation.class)))
    @APIResponse(responseCode = "204", description = "Changed")
    @APIResponse(responseCode = "400", description = "A field is not valid; field names it")
    @APIResponse(responseCode = "403", description = "Needs aim-manage and manage-clients")
    @APIResponse(responseCode = "404", description = "No such agent in this realm")
    public Response update(@Nullable String body) {
        permissions.requireManage(client);
        return ErrorFormat.ADMIN.answer(() -> {
            emit(OperationType.UPDATE, service.update(agent.getId(), body));
            return Response.noContent().build();
        });
    }

    @DELETE
    @Operation(operationId = "deleteAgent", summary = "Remove an agent and its client")
    @APIResponse(responseCode = "204", description = "Removed")
    @APIResponse(responseCode = "403", description = "Needs aim-manage and manage-clients")
    @APIResponse(responseCode = "404", description = "No such agent in this realm")
    public Response delete() {
        permissions.requireManage(client);
        return ErrorFormat.ADMIN.answer(() -> {
            emit(OperationType.DELETE, agent);
            service.remove(agent);
            return Response.noContent().build();
        });
    }

    @GET
    @NoCache
    @Path("key-vault")
    @Operation(operationId = "getAgentKeyVault", summary = "The agent's public keys and their history")
    @APIResponse(
            responseCode = "200",
            description = "The keys; there never is a private key",
            content = @Content(schema = @Schema(implementation = KeyVaultRepresentation.class)))
    @APIResponse(responseCode = "403", description = "Needs an AIM role and view-clients")
    @APIResponse(responseCode = "404", description = "No such agent in this realm")
    public Response keyVault() {
        return Response.ok(KeyVaultRepresentation.of(agent)).build();
    }

    @Path("audit-logs")
    public AgentAuditLogsResource auditLogs() {
        return new AgentAuditLogsResource(new AuditLogs(session, realm), agent.getId());
    }

    @Path("activity")
    public AgentActivityResource activity() {
        return new AgentActivityResource(new AuditLogs(session, realm), agent.getId());
    }

    @Path("keys")
    public AgentKeysAdminResource keys() {
        return new AgentKeysAdminResource(session, realm, permissions, adminEvent, agent.getId(), client);
    }

    @Path("api-keys")
    public AgentApiKeysAdminResource apiKeys() {
        return new AgentApiKeysAdminResource();
    }

    @Path("capabilities")
    public AgentCapabilitiesAdminResource capabilities() {
        return new AgentCapabilitiesAdminResource(session, realm, permissions, adminEvent, agent.getId(), client);
    }

    @Path("capability-requests")
    public AgentCapabilityRequestsAdminResource capabilityRequests() {
        return new AgentCapabilityRequestsAdminResource(session, realm, permissions, adminEvent, agent.getId(), client);
    }

    @Path("violations")
    public AgentViolationsAdminResource violations() {
        return new AgentViolationsAdminResource(session, realm, agent.getId());
    }

    @Path("mcp-servers")
    public AgentMcpServersAdminResource mcpServers() {
        return new AgentMcpServersAdminResource(session, realm, permissions, adminEvent, agent.getId(), client);
    }

    @Path("tags")
    public AgentTagsResource tags() {
        return new AgentTagsResource(session, realm, permissions, adminEvent, agent.getId(), client);
    }

    @Path("transfer")
    public AgentTransferAdminResource transfer() {
        return new AgentTransferAdminResource(session, realm, permissions, adminEvent, agent.getId(), client);
    }

    private void emit(OperationType operation, AgentModel subject) {
        adminEvent
                .operation(operation)
                .resourcePath(session.getContext().getUri())
                .detail(AgentEventDetails.AGENT_ID, subject.getId())
                .detail(AgentEventDetails.AGENT_NAME, subject.getName())
                .representation(representations.full(subject))
                .success();
    }
}
