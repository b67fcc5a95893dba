package io.aim.keycloak.services.capability;

import io.aim.keycloak.services.permission.AimPermissions;
import io.aim.keycloak.services.rest.ErrorFormat;
import io.aim.keycloak.services.rest.PageParameters;
import io.aim.keycloak.spi.capability.CapabilityProvider;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
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

/** Requests for capabilities of one agent, for administrators. */
@SecurityRequirement(name = "administrator")
@Tag(name = "Capabilities")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class AgentCapabilityRequestsAdminResource {

    private final KeycloakSession session;
    private final RealmModel realm;
    private final AimPermissions permissions;
    private final AdminEventBuilder adminEvent;
    private final String agentId;
    private final @Nullable ClientModel client;

    public AgentCapabilityRequestsAdminResource(
            KeycloakSession session,
            RealmModel realm,
            AimPermissions permissions,
            AdminEventBuilder adminEvent,
            String agentId,
            @Nullable ClientModel client) {
        this.session = session;
        this.realm = realm;
        this.permissions = permissions;
        this.adminEvent = adminEvent.resource(CapabilityRequestsAdminResource.RESOURCE_TYPE);
        this.agentId = agentId;
        this.client = client;
    }

    @GET
    @NoCache
    @Operation(operationId = "listAgentCapabilityRequests", summary = "Requests for the agent, newest first")
    @APIResponse(
            responseCode = "200",
            description = "A page of requests",
            content = @Content(schema = @Schema(implementation = CapabilityRequestPageRepresentation.class)))
    @APIResponse(responseCode = "400", description = "A filter is not valid; field names it")
    @APIResponse(responseCode = "403", description = "Needs an AIM role and view-clients")
    @APIResponse(responseCode = "404", description = "No such agent in this realm")
    public Response list(@BeanParam CapabilityRequestParameters filters, @BeanParam PageParameters page) {
        return ErrorFormat.ADMIN.answer(() -> Response.ok(
                        CapabilityRequestParameters.answer(session.getProvider(CapabilityProvider.class)
                                .searchRequests(realm, filters.query(agentId, page))))
                .build());
    }

    @POST
    @Operation(
            operationId = "requestCapability",
            summary = "Ask for a capability of the agent",
            description = "Somebody else has to approve.")
    @RequestBody(
            required = true,
            content = @Content(schema = @Schema(implementation = CapabilityAskingRepresentation.class)))
    @APIResponse(
            responseCode = "201",
            description = "Asked",
            content = @Content(schema = @Schema(implementation = CapabilityRequestRepresentation.class)))
    @APIResponse(responseCode = "400", description = "A field is not valid; field names it")
    @APIResponse(responseCode = "403", description = "Needs aim-manage and manage-clients")
    @APIResponse(responseCode = "404", description = "No such agent in this realm")
    @APIResponse(responseCode = "409", description = "agent_revoked or too_many_requests")
    public Response ask(@Nullable String body) {
        permissions.requireManage(client);
        return ErrorFormat.ADMIN.answer(() -> {
            CapabilityRequestRepresentation asked =
                    CapabilityRequestRepresentation.of(new CapabilityRequests(session, realm).ask(agentId, body));
            adminEvent
                    .operation(OperationType.CREATE)
                    .resourcePath(session.getContext().getUri(), asked.id())
                    .representation(asked)
                    .success();
            return Response.status(Response.Status.CREATED).entity(asked).build();
        });
    }
}
