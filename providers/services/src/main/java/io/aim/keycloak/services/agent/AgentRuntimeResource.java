package io.aim.keycloak.services.agent;

import io.aim.keycloak.core.agent.AgentRules;
import io.aim.keycloak.core.agent.AgentStatus;
import io.aim.keycloak.core.apikey.ApiKeyScope;
import io.aim.keycloak.services.audit.AuditLogParameters;
import io.aim.keycloak.services.audit.AuditLogs;
import io.aim.keycloak.services.audit.AuditPageRepresentation;
import io.aim.keycloak.services.capability.AgentCapabilitiesRuntimeResource;
import io.aim.keycloak.services.capability.AgentCapabilityRequestsRuntimeResource;
import io.aim.keycloak.services.decision.ActionsRuntimeResource;
import io.aim.keycloak.services.decision.AgentViolationsRuntimeResource;
import io.aim.keycloak.services.decision.VerifyActionResource;
import io.aim.keycloak.services.key.AgentKeysRuntimeResource;
import io.aim.keycloak.services.key.KeyVaultRepresentation;
import io.aim.keycloak.services.mcp.AgentMcpServersRuntimeResource;
import io.aim.keycloak.services.mcp.DetectionsRuntimeResource;
import io.aim.keycloak.services.rest.AimException;
import io.aim.keycloak.services.rest.ErrorFormat;
import io.aim.keycloak.services.rest.JsonBody;
import io.aim.keycloak.services.rest.PageParameters;
import io.aim.keycloak.services.rest.ReasonRepresentation;
import io.aim.keycloak.services.rest.StatusChangeRepresentation;
import io.aim.keycloak.spi.agent.AgentModel;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.NoCache;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/**
 * One agent, for itself ({@code me} stands for the agent of the token) and for automation with an API key. Keys take
 * power away only: verifying and reactivating is for administrators.
 */
@Tag(name = "Agent runtime")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class AgentRuntimeResource {

    private static final String NEEDS_READ =
            "Not an agent's own token, or the agent is not verified; insufficient_scope"
                    + " (agents:read) or insufficient_power of an API key";
    private static final String NEEDS_AUDIT =
            "Not an agent's own token, or the agent is not verified; insufficient_scope"
                    + " (audit:read) or insufficient_power of an API key";
    private static final String NEEDS_SUSPEND = "insufficient_scope (agents:suspend) or insufficient_power";

    private final KeycloakSession session;
    private final RealmModel realm;
    private final AgentAccess access;

    AgentRuntimeResource(KeycloakSession session, String agentId) {
        this.session = session;
        this.realm = session.getContext().getRealm();
        this.access = new AgentAccess(session, realm, agentId);
    }

    @GET
    @NoCache
    @SecurityRequirement(name = "agent")
    @SecurityRequirement(name = "apiKey")
    @Operation(operationId = "getOwnAgent", summary = "The agent of the token, or any agent by API key")
    @APIResponse(
            responseCode = "200",
            description = "The agent",
            content = @Content(schema = @Schema(implementation = AgentRepresentation.class)))
    @APIResponse(responseCode = "401", description = "No valid token or API key")
    @APIResponse(responseCode = "403", description = NEEDS_READ)
    @APIResponse(responseCode = "404", description = "No such agent, or another agent's id with a token")
    public Response get() {
        return ErrorFormat.PROBLEM.answer(() -> Response.ok(new AgentRepresentations(session, realm)
                        .full(access.selfOr(ApiKeyScope.AGENTS_READ, "getOwnAgent")))
                .build());
    }

    @GET
    @NoCache
    @Path("key-vault")
    @SecurityRequirement(name = "agent")
    @SecurityRequirement(name = "apiKey")
    @Operation(operationId = "getOwnKeyVault", summary = "The agent's public keys and their history")
    @APIResponse(
            responseCode = "200",
            description = "The keys; there never is a private key",
            content = @Content(schema = @Schema(implementation = KeyVaultRepresentation.class)))
    @APIResponse(responseCode = "401", description = "No valid token or API key")
    @APIResponse(responseCode = "403", description = NEEDS_READ)
    @APIResponse(responseCode = "404", description = "No such agent, or another agent's id with a token")
    public Response keyVault() {
        return ErrorFormat.PROBLEM.answer(
                () -> Response.ok(KeyVaultRepresentation.of(access.selfOr(ApiKeyScope.AGENTS_READ, "getOwnKeyVault")))
                        .build());
    }

    @GET
    @NoCache
    @Path("audit-logs")
    @SecurityRequirement(name = "agent")
    @SecurityRequirement(name = "apiKey")
    @Operation(operationId = "listOwnAuditLogs", summary = "What the agent did and what was done to it, newest first")
    @APIResponse(
            responseCode = "200",
            description = "A page of events",
            content = @Content(schema = @Schema(implementation = AuditPageRepresentation.class)))
    @APIResponse(responseCode = "400", description = "A filter is not valid; field names it")
    @APIResponse(responseCode = "401", description = "No valid token or API key")
    @APIResponse(responseCode = "403", description = NEEDS_AUDIT)
    @APIResponse(responseCode = "404", description = "No such agent, or another agent's id with a token")
    public Response auditLogs(@BeanParam AuditLogParameters parameters, @BeanParam PageParameters page) {
        return ErrorFormat.PROBLEM.answer(() -> Response.ok(new AuditLogs(session, realm)
                        .page(
                                parameters,
                                access.selfOr(ApiKeyScope.AUDIT_READ, "listOwnAuditLogs")
                                        .getId(),
                                page))
                .build());
    }

    @GET
    @NoCache
    @Path("activity")
    @SecurityRequirement(name = "agent")
    @SecurityRequirement(name = "apiKey")
    @Operation(operationId = "listOwnActivity", summary = "What the agent did itself, newest first")
    @APIResponse(
            responseCode = "200",
            description = "A page of events",
            content = @Content(schema = @Schema(implementation = AuditPageRepresentation.class)))
    @APIResponse(responseCode = "400", description = "A filter is not valid; field names it")
    @APIResponse(responseCode = "401", description = "No valid token or API key")
    @APIResponse(responseCode = "403", description = NEEDS_AUDIT)
    @APIResponse(responseCode = "404", description = "No such agent, or another agent's id with a token")
    public Response activity(@BeanParam PageParameters page) {
        return ErrorFormat.PROBLEM.answer(() -> Response.ok(new AuditLogs(session, realm)
                        .activity(
                                access.selfOr(ApiKeyScope.AUDIT_READ, "listOwnActivity")
                                        .getId(),
                                page))
                .build());
    }

    @Path("capabilities")
    public AgentCapabilitiesRuntimeResource capabilities() {
        return new AgentCapabilitiesRuntimeResource(session, access);
    }

    @Path("capability-requests")
    public AgentCapabilityRequestsRuntimeResource capabilityRequests() {
        return new AgentCapabilityRequestsRuntimeResource(session, access);
    }

    @Path("mcp-servers")
    public AgentMcpServersRuntimeResource mcpServers() {
        return new AgentMcpServersRuntimeResource(
                session, operation -> access.selfOr(ApiKeyScope.AGENTS_READ, operation));
    }

    @Path("detections")
    public DetectionsRuntimeResource detections() {
        return new DetectionsRuntimeResource(session, access::self);
    }

    @Path("verify-action")
    public VerifyActionResource verifyAction() {
        return new VerifyActionResource(session, new AgentDecisions(session, realm), access.agentId());
    }

    @Path("actions")
    public ActionsRuntimeResource actions() {
        return new ActionsRuntimeResource(session, new AgentDecisions(session, realm), access.agentId());
    }

    @Path("violations")
    public AgentViolationsRuntimeResource violations() {
        return new AgentViolationsRuntimeResource(
                session,
                () -> access.selfOr(ApiKeyScope.AGENTS_READ, "listOwnViolations")
                        .getId());
    }

    @Path("keys")
    public AgentKeysRuntimeResource keys() {
        return new AgentKeysRuntimeResource(session, new AgentKeysRuntimeResource.Owner() {
            @Override
            public <T> T choose(Function<AgentModel, T> itself, Function<AgentModel, T> byApiKey) {
                return access.selfOr(ApiKeyScope.KEYS_WRITE, "rotateOwnKey", itself, byApiKey);
            }
        });
    }

    @PUT
    @Path("status")
    @SecurityRequirement(name = "apiKey")
    @Operation(operationId = "setAgentStatusByApiKey", summary = "Suspend or revoke")
    @RequestBody(
            required = true,
            content = @Content(schema = @Schema(implementation = StatusChangeRepresentation.class)))
    @APIResponse(
            responseCode = "200",
            description = "Changed, effective on every node within one second",
            content = @Content(schema = @Schema(implementation = AgentRepresentation.class)))
    @APIResponse(responseCode = "400", description = "A field is not valid; field names it")
    @APIResponse(responseCode = "401", description = "No valid API key")
    @APIResponse(responseCode = "403", description = NEEDS_SUSPEND + "; not_by_api_key: keys take power away only")
    @APIResponse(responseCode = "404", description = "No such agent in this realm")
    @APIResponse(responseCode = "409", description = "illegal_transition")
    public Response status(@Nullable String body) {
        return ErrorFormat.PROBLEM.answer(() -> {
            AgentModel agent = access.byKey(ApiKeyScope.AGENTS_SUSPEND, "setAgentStatusByApiKey");
            JsonBody json = JsonBody.parse(body, "status", "reason");
            AgentStatus target = AgentRules.status(json.text("status"));
            if (!target.reducesPower()) {
                throw AimException.forbidden(
                        "not_by_api_key", "An API key may suspend and revoke; an administrator does the rest");
            }
            return change(agent, target, json);
        });
    }

    @POST
    @Path("suspend")
    @SecurityRequirement(name = "apiKey")
    @Operation(operationId = "suspendAgentByApiKey", summary = "Suspend: no more tokens")
    @RequestBody(required = false, content = @Content(schema = @Schema(implementation = ReasonRepresentation.class)))
    @APIResponse(
            responseCode = "200",
            description = "Suspended",
            content = @Content(schema = @Schema(implementation = AgentRepresentation.class)))
    @APIResponse(responseCode = "401", description = "No valid API key")
    @APIResponse(responseCode = "403", description = NEEDS_SUSPEND)
    @APIResponse(responseCode = "404", description = "No such agent in this realm")
    @APIResponse(responseCode = "409", description = "illegal_transition")
    public Response suspend(@Nullable String body) {
        return shortcut(AgentStatus.SUSPENDED, "suspendAgentByApiKey", body);
    }

    @POST
    @Path("revoke")
    @SecurityRequirement(name = "apiKey")
    @Operation(operationId = "revokeAgentByApiKey", summary = "Revoke for good")
    @RequestBody(required = false, content = @Content(schema = @Schema(implementation = ReasonRepresentation.class)))
    @APIResponse(
            responseCode = "200",
            description = "Revoked",
            content = @Content(schema = @Schema(implementation = AgentRepresentation.class)))
    @APIResponse(responseCode = "401", description = "No valid API key")
    @APIResponse(responseCode = "403", description = NEEDS_SUSPEND)
    @APIResponse(responseCode = "404", description = "No such agent in this realm")
    @APIResponse(responseCode = "409", description = "illegal_transition")
    public Response revoke(@Nullable String body) {
        return shortcut(AgentStatus.REVOKED, "revokeAgentByApiKey", body);
    }

    private Response shortcut(AgentStatus target, String operation, @Nullable String body) {
        return ErrorFormat.PROBLEM.answer(() ->
                change(access.byKey(ApiKeyScope.AGENTS_SUSPEND, operation), target, JsonBody.parse(body, "reason")));
    }

    private Response change(AgentModel agent, AgentStatus target, JsonBody json) {
        AgentStatusService.Changed changed =
                new AgentStatusService(session, realm).change(agent.getId(), target, json.text("reason"));
        return Response.ok(new AgentRepresentations(session, realm).cut(changed.agent(), changed.receipt()))
                .build();
    }
}
