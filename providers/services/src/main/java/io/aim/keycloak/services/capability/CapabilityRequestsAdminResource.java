package io.aim.keycloak.services.capability;

import io.aim.keycloak.services.permission.AimPermissions;
import io.aim.keycloak.services.rest.ErrorFormat;
import io.aim.keycloak.services.rest.PageParameters;
import io.aim.keycloak.spi.agent.AgentModel;
import io.aim.keycloak.spi.agent.AgentProvider;
import io.aim.keycloak.spi.capability.CapabilityProvider;
import io.aim.keycloak.spi.capability.CapabilityRequest;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
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
import org.keycloak.events.admin.OperationType;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.services.resources.admin.AdminEventBuilder;

/** Requests for capabilities in a realm, for administrators. */
@SecurityRequirement(name = "administrator")
@Tag(name = "Capabilities")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class CapabilityRequestsAdminResource {

    static final String RESOURCE_TYPE = "AIM_CAPABILITY_REQUEST";

    private final KeycloakSession session;
    private final RealmModel realm;
    private final AimPermissions permissions;
    private final AdminEventBuilder adminEvent;
    private final CapabilityProvider store;
    private final CapabilityRequests requests;

    public CapabilityRequestsAdminResource(
            KeycloakSession session, RealmModel realm, AimPermissions permissions, AdminEventBuilder adminEvent) {
        this.session = session;
        this.realm = realm;
        this.permissions = permissions;
        this.adminEvent = adminEvent.resource(RESOURCE_TYPE);
        this.store = session.getProvider(CapabilityProvider.class);
        this.requests = new CapabilityRequests(session, realm);
    }

    @GET
    @NoCache
    @Operation(operationId = "listCapabilityRequests", summary = "Requests in the realm, newest first")
    @APIResponse(
            responseCode = "200",
            description = "A page of requests",
            content = @Content(schema = @Schema(implementation = CapabilityRequestPageRepresentation.class)))
    @APIResponse(responseCode = "400", description = "A filter is not valid; field names it")
    @APIResponse(responseCode = "403", description = "Needs an AIM role and view-clients")
    public Response list(
            @BeanParam CapabilityRequestParameters filters,
            @Parameter(description = "Id of an agent") @QueryParam("agent") @Nullable String agent,
            @BeanParam PageParameters page) {
        permissions.requireView();
        return ErrorFormat.ADMIN.answer(() -> Response.ok(
                        CapabilityRequestParameters.answer(store.searchRequests(realm, filters.query(agent, page))))
                .build());
    }

    @POST
    @Path("{requestId}/approve")
    @Operation(
            operationId = "approveCapabilityRequest",
            summary = "Grant what was asked for, or less of it",
            description = "Not for who asked, and not for the agent.")
    @RequestBody(
            required = false,
            content = @Content(schema = @Schema(implementation = CapabilityApprovalRepresentation.class)))
    @APIResponse(
            responseCode = "200",
            description = "The grant",
            content = @Content(schema = @Schema(implementation = CapabilityGrantRepresentation.class)))
    @APIResponse(responseCode = "400", description = "A field is not valid; field names it")
    @APIResponse(responseCode = "403", description = "Needs aim-manage and manage-clients; or own_request")
    @APIResponse(responseCode = "404", description = "No such request in this realm")
    @APIResponse(responseCode = "409", description = "request_decided, agent_revoked or too_many_grants")
    public Response approve(@PathParam("requestId") String requestId, @Nullable String body) {
        return ErrorFormat.ADMIN.answer(() -> {
            CapabilityRequest request = find(requestId);
            return acted(CapabilityGrantRepresentation.of(requests.approve(request, body)));
        });
    }

    @POST
    @Path("{requestId}/reject")
    @Operation(
            operationId = "rejectCapabilityRequest",
            summary = "Reject a request",
            description = "Not for who asked, and not for the agent.")
    @RequestBody(required = true, content = @Content(schema = @Schema(implementation = RejectionRepresentation.class)))
    @APIResponse(
            responseCode = "200",
            description = "The request",
            content = @Content(schema = @Schema(implementation = CapabilityRequestRepresentation.class)))
    @APIResponse(responseCode = "400", description = "A field is not valid; field names it")
    @APIResponse(responseCode = "403", description = "Needs aim-manage and manage-clients; or own_request")
    @APIResponse(responseCode = "404", description = "No such request in this realm")
    @APIResponse(responseCode = "409", description = "request_decided")
    public Response reject(@PathParam("requestId") String requestId, @Nullable String body) {
        return ErrorFormat.ADMIN.answer(() -> {
            CapabilityRequest request = find(requestId);
            return acted(CapabilityRequestRepresentation.of(requests.reject(request, body)));
        });
    }

    @POST
    @Path("{requestId}/withdraw")
    @Operation(operationId = "withdrawCapabilityRequest", summary = "Take one's own request back")
    @APIResponse(
            responseCode = "200",
            description = "The request",
            content = @Content(schema = @Schema(implementation = CapabilityRequestRepresentation.class)))
    @APIResponse(responseCode = "403", description = "Needs aim-manage and manage-clients; or not_requester")
    @APIResponse(responseCode = "404", description = "No such request in this realm")
    @APIResponse(responseCode = "409", description = "request_decided")
    public Response withdraw(@PathParam("requestId") String requestId) {
        return ErrorFormat.ADMIN.answer(
                () -> acted(CapabilityRequestRepresentation.of(requests.withdraw(find(requestId)))));
    }

    /** A caller who may not see the realm's agents is refused before it learns what exists. */
    private CapabilityRequest find(String requestId) {
        permissions.requireView();
        CapabilityRequest request = store.getRequest(realm, requestId).orElseThrow(CapabilityRequests::unknown);
        AgentModel agent = session.getProvider(AgentProvider.class)
                .getById(realm, request.agentId())
                .orElseThrow(CapabilityRequests::unknown);
        permissions.requireManage(realm.getClientById(agent.getClientUuid()));
        return request;
    }

    private Response acted(Object representation) {
        adminEvent
                .operation(OperationType.ACTION)
                .resourcePath(session.getContext().getUri())
                .representation(representation)
                .success();
        return Response.ok(representation).build();
    }
}
