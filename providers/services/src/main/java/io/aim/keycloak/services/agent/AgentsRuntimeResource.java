package io.aim.keycloak.services.agent;

import io.aim.keycloak.core.apikey.ApiKeyScope;
import io.aim.keycloak.services.apikey.AgentApiKeysRuntimeResource;
import io.aim.keycloak.services.apikey.ApiKeyCaller;
import io.aim.keycloak.services.key.AgentKeySetResource;
import io.aim.keycloak.services.rest.AimException;
import io.aim.keycloak.services.rest.ErrorFormat;
import io.aim.keycloak.services.rest.PageParameters;
import io.aim.keycloak.spi.agent.AgentModel;
import io.aim.keycloak.spi.agent.AgentPage;
import io.aim.keycloak.spi.agent.AgentProvider;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.function.BooleanSupplier;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.NoCache;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** The agents of a realm, for automation with an API key; and the way to a single agent. */
@Tag(name = "Agent runtime", description = "For agents and for automation; errors are problem details (RFC 9457)")
@SecurityRequirement(name = "apiKey")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class AgentsRuntimeResource {

    private final KeycloakSession session;
    private final RealmModel realm;
    private final BooleanSupplier realmReady;

    public AgentsRuntimeResource(KeycloakSession session, BooleanSupplier realmReady) {
        this.session = session;
        this.realm = session.getContext().getRealm();
        this.realmReady = realmReady;
    }

    @GET
    @NoCache
    @Operation(operationId = "listAgentsByApiKey", summary = "List agents in the order of their names")
    @APIResponse(
            responseCode = "200",
            description = "A page of agents",
            content = @Content(schema = @Schema(implementation = AgentPageRepresentation.class)))
    @APIResponse(responseCode = "400", description = "A filter is not valid; field names it")
    @APIResponse(responseCode = "401", description = "No valid API key")
    @APIResponse(responseCode = "403", description = "insufficient_scope (agents:read) or insufficient_power")
    public Response list(
            @BeanParam AgentListParameters filters,
            @BeanParam PageParameters paging,
            @Parameter(description = "Leave out capabilities, tags, metadata, findings, offers and keys")
                    @QueryParam("briefRepresentation")
                    @DefaultValue("true")
                    boolean brief) {
        return ErrorFormat.PROBLEM.answer(() -> {
            ApiKeyScope scope = ApiKeyScope.AGENTS_READ;
            ApiKeyCaller.require(session, "listAgentsByApiKey")
                    .permissions(scope)
                    .require(scope.needs(), null);
            AgentPage page = session.getProvider(AgentProvider.class)
                    .search(realm, filters.query(session, realm, AgentPaging.after(paging.after()), paging.size()));
            AgentRepresentations representations = new AgentRepresentations(session, realm);
            return Response.ok(new AgentPageRepresentation(
                            page.items().stream()
                                    .map(agent -> brief ? representations.brief(agent) : representations.full(agent))
                                    .toList(),
                            AgentPaging.next(page),
                            page.total(),
                            page.totalIsEstimate()))
                    .build();
        });
    }

    @POST
    @Operation(
            operationId = "registerAgentByApiKey",
            summary = "Register an agent, which stays pending until an administrator verifies it",
            description = "Owner and sponsor are the creator of the key by default, if that is a person of the realm.")
    @RequestBody(
            required = true,
            content = @Content(schema = @Schema(implementation = AgentRegistrationRepresentation.class)))
    @APIResponse(
            responseCode = "201",
            description = "Registered; Location is its address",
            content = @Content(schema = @Schema(implementation = AgentRepresentation.class)))
    @APIResponse(responseCode = "400", description = "A field is not valid; field names it")
    @APIResponse(responseCode = "401", description = "No valid API key")
    @APIResponse(responseCode = "403", description = "insufficient_scope (agents:write) or insufficient_power")
    @APIResponse(responseCode = "409", description = "name_taken, client_id_taken, key_in_use or realm_not_ready")
    public Response register(@Nullable String body) {
        return ErrorFormat.PROBLEM.answer(() -> {
            ApiKeyScope scope = ApiKeyScope.AGENTS_WRITE;
            ApiKeyCaller caller = ApiKeyCaller.require(session, "registerAgentByApiKey");
            caller.permissions(scope).require(scope.needs(), null);
            AgentRegistration registration = AgentRegistration.parse(body, caller.creatorInRealm(), AgentService.now());
            if (!realmReady.getAsBoolean()) {
                throw AimException.realmNotReady();
            }
            AgentModel agent = new AgentService(session, realm).register(registration);
            return Response.created(session.getContext()
                            .getUri()
                            .getAbsolutePathBuilder()
                            .path(agent.getId())
                            .build())
                    .entity(new AgentRepresentations(session, realm).full(agent))
                    .build();
        });
    }

    @Path("{agentId}")
    public AgentRuntimeResource agent(@PathParam("agentId") String agentId) {
        return new AgentRuntimeResource(session, agentId);
    }

    @Path("{agentId}/challenge")
    public ChallengeResource challenge(@PathParam("agentId") String agentId) {
        return new ChallengeResource(session, agentId);
    }

    @Path("{agentId}/jwks.json")
    public AgentKeySetResource keySet(@PathParam("agentId") String agentId) {
        return new AgentKeySetResource(session, agentId);
    }

    @Path("{agentId}/api-keys")
    public AgentApiKeysRuntimeResource apiKeys(@PathParam("agentId") String agentId) {
        return new AgentApiKeysRuntimeResource(session);
    }
}
