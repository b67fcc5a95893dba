package io.aim.keycloak.services.agent;

import io.aim.keycloak.services.audit.AuditLogParameters;
import io.aim.keycloak.services.audit.AuditLogs;
import io.aim.keycloak.services.audit.AuditPageRepresentation;
import io.aim.keycloak.services.key.AgentKeySetResource;
import io.aim.keycloak.services.key.AgentKeysRuntimeResource;
import io.aim.keycloak.services.key.KeyVaultRepresentation;
import io.aim.keycloak.services.rest.AimException;
import io.aim.keycloak.services.rest.ErrorFormat;
import io.aim.keycloak.services.rest.PageParameters;
import io.aim.keycloak.services.rest.RuntimeCaller;
import io.aim.keycloak.spi.agent.AgentModel;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirements;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.NoCache;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** What agents do with their own identity. {@code me} stands for the agent of the token. */
@Tag(name = "Agent runtime", description = "For agents themselves; errors are problem details (RFC 9457)")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class AgentsRuntimeResource {

    private final KeycloakSession session;
    private final RealmModel realm;

    public AgentsRuntimeResource(KeycloakSession session) {
        this.session = session;
        this.realm = session.getContext().getRealm();
    }

    @GET
    @NoCache
    @Path("{agentId}")
    @SecurityRequirement(name = "agent")
    @Operation(operationId = "getOwnAgent", summary = "The agent of the token")
    @APIResponse(
            responseCode = "200",
            description = "The agent",
            content = @Content(schema = @Schema(implementation = AgentRepresentation.class)))
    @APIResponse(responseCode = "401", description = "No valid token")
    @APIResponse(responseCode = "403", description = "Not an agent's token, or the agent is not verified")
    @APIResponse(responseCode = "404", description = "Another agent's id")
    public Response get(@PathParam("agentId") String agentId) {
        return ErrorFormat.PROBLEM.answer(
                () -> Response.ok(new AgentRepresentations(session, realm).full(self(agentId)))
                        .build());
    }

    @GET
    @NoCache
    @Path("{agentId}/key-vault")
    @SecurityRequirement(name = "agent")
    @Operation(operationId = "getOwnKeyVault", summary = "The agent's public keys and their history")
    @APIResponse(
            responseCode = "200",
            description = "The keys; there never is a private key",
            content = @Content(schema = @Schema(implementation = KeyVaultRepresentation.class)))
    @APIResponse(responseCode = "401", description = "No valid token")
    @APIResponse(responseCode = "403", description = "Not an agent's token, or the agent is not verified")
    @APIResponse(responseCode = "404", description = "Another agent's id")
    public Response keyVault(@PathParam("agentId") String agentId) {
        return ErrorFormat.PROBLEM.answer(
                () -> Response.ok(KeyVaultRepresentation.of(self(agentId))).build());
    }

    @GET
    @NoCache
    @Path("{agentId}/audit-logs")
    @SecurityRequirement(name = "agent")
    @Operation(operationId = "listOwnAuditLogs", summary = "What the agent did and what was done to it, newest first")
    @APIResponse(
            responseCode = "200",
            description = "A page of events",
            content = @Content(schema = @Schema(implementation = AuditPageRepresentation.class)))
    @APIResponse(responseCode = "400", description = "A filter is not valid; field names it")
    @APIResponse(responseCode = "401", description = "No valid token")
    @APIResponse(responseCode = "403", description = "Not an agent's token, or the agent is not verified")
    @APIResponse(responseCode = "404", description = "Another agent's id")
    public Response auditLogs(
            @PathParam("agentId") String agentId,
            @BeanParam AuditLogParameters parameters,
            @BeanParam PageParameters page) {
        return ErrorFormat.PROBLEM.answer(() -> Response.ok(new AuditLogs(session, realm)
                        .page(parameters, self(agentId).getId(), page))
                .build());
    }

    @GET
    @NoCache
    @Path("{agentId}/activity")
    @SecurityRequirement(name = "agent")
    @Operation(operationId = "listOwnActivity", summary = "What the agent did itself, newest first")
    @APIResponse(
            responseCode = "200",
            description = "A page of events",
            content = @Content(schema = @Schema(implementation = AuditPageRepresentation.class)))
    @APIResponse(responseCode = "400", description = "A filter is not valid; field names it")
    @APIResponse(responseCode = "401", description = "No valid token")
    @APIResponse(responseCode = "403", description = "Not an agent's token, or the agent is not verified")
    @APIResponse(responseCode = "404", description = "Another agent's id")
    public Response activity(@PathParam("agentId") String agentId, @BeanParam PageParameters page) {
        return ErrorFormat.PROBLEM.answer(() -> Response.ok(
                        new AuditLogs(session, realm).activity(self(agentId).getId(), page))
                .build());
    }

    @Path("{agentId}/keys")
    public AgentKeysRuntimeResource keys(@PathParam("agentId") String agentId) {
        return new AgentKeysRuntimeResource(session, () -> self(agentId).getId());
    }

    @Path("{agentId}/jwks.json")
    public AgentKeySetResource keySet(@PathParam("agentId") String agentId) {
        return new AgentKeySetResource(session, agentId);
    }

    /** Another agent's id is answered as one that does not exist. */
    private AgentModel self(String agentId) {
        AgentModel agent = RuntimeCaller.require(session).requireAgent();
        if (!"me".equals(agentId) && !agent.getId().equals(agentId)) {
            throw AimException.notFound("No such agent");
        }
        return agent;
    }

    @POST
    @Path("{agentId}/challenge")
    @SecurityRequirements
    @Operation(
            operationId = "requestChallenge",
            summary = "Ask for a challenge that proves possession of a key",
            description = "Public: whoever knows the agent's id and key may ask, only the key's holder can answer.")
    @RequestBody(
            required = true,
            content = @Content(schema = @Schema(implementation = ChallengeRequestRepresentation.class)))
    @APIResponse(
            responseCode = "201",
            description = "A challenge for one use within five minutes",
            content = @Content(schema = @Schema(implementation = ChallengeRepresentation.class)))
    @APIResponse(responseCode = "400", description = "A field is not valid; field names it")
    @APIResponse(responseCode = "404", description = "No agent with this id has this key")
    public Response challenge(@PathParam("agentId") String agentId, @Nullable String body) {
        return ErrorFormat.PROBLEM.answer(() -> Response.status(Response.Status.CREATED)
                .entity(new ProofOfPossession(session, realm).challenge(agentId, body))
                .build());
    }

    @POST
    @Path("{agentId}/challenge/response")
    @SecurityRequirements
    @Operation(operationId = "answerChallenge", summary = "Answer a challenge")
    @RequestBody(
            required = true,
            content = @Content(schema = @Schema(implementation = ChallengeResponseRepresentation.class)))
    @APIResponse(
            responseCode = "200",
            description = "The key is proven",
            content = @Content(schema = @Schema(implementation = ProofRepresentation.class)))
    @APIResponse(responseCode = "400", description = "challenge_invalid, signature_invalid, or a field is not valid")
    @APIResponse(responseCode = "404", description = "No agent with this id has this key")
    public Response respond(@PathParam("agentId") String agentId, @Nullable String body) {
        return ErrorFormat.PROBLEM.answer(
                () -> Response.ok(new ProofOfPossession(session, realm).respond(agentId, body))
                        .build());
    }
}
