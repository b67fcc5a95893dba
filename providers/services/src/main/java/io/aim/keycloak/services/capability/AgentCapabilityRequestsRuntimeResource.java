package io.aim.keycloak.services.capability;

import io.aim.keycloak.services.rest.ErrorFormat;
import io.aim.keycloak.services.rest.PageParameters;
import io.aim.keycloak.spi.agent.AgentModel;
import io.aim.keycloak.spi.capability.CapabilityProvider;
import io.aim.keycloak.spi.capability.CapabilityRequest;
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
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.NoCache;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** Requests for capabilities of an agent, for itself and for those who answer for it. */
@Tag(name = "Agent runtime")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class AgentCapabilityRequestsRuntimeResource {

    private final KeycloakSession session;
    private final RealmModel realm;
    private final CapabilityHolder holder;

    public AgentCapabilityRequestsRuntimeResource(KeycloakSession session, CapabilityHolder holder) {
        this.session = session;
        this.realm = session.getContext().getRealm();
        this.holder = holder;
    }

    @GET
    @NoCache
    @SecurityRequirement(name = "agent")
    @SecurityRequirement(name = "user")
    @SecurityRequirement(name = "apiKey")
    @Operation(operationId = "listOwnCapabilityRequests", summary = "Requests for the agent, newest first")
    @APIResponse(
            responseCode = "200",
            description = "A page of requests",
            content = @Content(schema = @Schema(implementation = CapabilityRequestPageRepresentation.class)))
    @APIResponse(responseCode = "400", description = "A filter is not valid; field names it")
    @APIResponse(responseCode = "401", description = "No valid token or API key")
    @APIResponse(
            responseCode = "403",
            description =
                    "The agent is not verified; insufficient_scope (agents:read) or insufficient_power of an API key")
    @APIResponse(responseCode = "404", description = "No such agent, or it is none of the caller's business")
    public Response list(@BeanParam CapabilityRequestParameters filters, @BeanParam PageParameters page) {
        return ErrorFormat.PROBLEM.answer(() -> {
            AgentModel agent = holder.forReading("listOwnCapabilityRequests");
            return Response.ok(CapabilityRequestParameters.answer(session.getProvider(CapabilityProvider.class)
                            .searchRequests(realm, filters.query(agent.getId(), page))))
                    .build();
        });
    }

    @POST
    @SecurityRequirement(name = "agent")
    @SecurityRequirement(name = "user")
    @Operation(
            operationId = "requestOwnCapability",
            summary = "Ask for a capability",
            description = "For the agent itself, its owner or its sponsor. An administrator decides.")
    @RequestBody(
            required = true,
            content = @Content(schema = @Schema(implementation = CapabilityAskingRepresentation.class)))
    @APIResponse(
            responseCode = "201",
            description = "Asked",
            content = @Content(schema = @Schema(implementation = CapabilityRequestRepresentation.class)))
    @APIResponse(responseCode = "400", description = "A field is not valid; field names it")
    @APIResponse(responseCode = "401", description = "No valid token")
    @APIResponse(
            responseCode = "403",
            description = "The agent is not verified, or the user may not manage the account")
    @APIResponse(responseCode = "404", description = "No such agent, or it is none of the caller's business")
    @APIResponse(responseCode = "409", description = "agent_revoked or too_many_requests")
    public Response ask(@Nullable String body) {
        return ErrorFormat.PROBLEM.answer(() -> {
            AgentModel agent = holder.forAsking();
            return Response.status(Response.Status.CREATED)
                    .entity(CapabilityRequestRepresentation.of(
                            new CapabilityRequests(session, realm).ask(agent.getId(), body)))
                    .build();
        });
    }

    @POST
    @Path("{requestId}/withdraw")
    @SecurityRequirement(name = "agent")
    @SecurityRequirement(name = "user")
    @Operation(operationId = "withdrawOwnCapabilityRequest", summary = "Take one's own request back")
    @APIResponse(
            responseCode = "200",
            description = "The request",
            content = @Content(schema = @Schema(implementation = CapabilityRequestRepresentation.class)))
    @APIResponse(responseCode = "401", description = "No valid token")
    @APIResponse(responseCode = "403", description = "not_requester")
    @APIResponse(responseCode = "404", description = "No such agent or request")
    @APIResponse(responseCode = "409", description = "request_decided")
    public Response withdraw(@PathParam("requestId") String requestId) {
        return ErrorFormat.PROBLEM.answer(() -> {
            AgentModel agent = holder.forAsking();
            CapabilityRequest request = session.getProvider(CapabilityProvider.class)
                    .getRequest(realm, requestId)
                    .filter(found -> found.agentId().equals(agent.getId()))
                    .orElseThrow(CapabilityRequests::unknown);
            return Response.ok(CapabilityRequestRepresentation.of(
                            new CapabilityRequests(session, realm).withdraw(request)))
                    .build();
        });
    }
}
