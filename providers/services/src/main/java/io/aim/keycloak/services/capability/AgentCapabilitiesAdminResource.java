package io.aim.keycloak.services.capability;

import io.aim.keycloak.services.permission.AimPermissions;
import io.aim.keycloak.services.rest.ErrorFormat;
import io.aim.keycloak.services.rest.PageParameters;
import io.aim.keycloak.services.rest.SmallList;
import io.aim.keycloak.spi.capability.CapabilityGrant;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
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
import org.keycloak.events.admin.OperationType;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.services.resources.admin.AdminEventBuilder;

/** What one agent may do, for administrators. */
@SecurityRequirement(name = "administrator")
@Tag(name = "Capabilities", description = "What agents may do")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class AgentCapabilitiesAdminResource {

    private static final String RESOURCE_TYPE = "AIM_CAPABILITY_GRANT";

    private final KeycloakSession session;
    private final AimPermissions permissions;
    private final AdminEventBuilder adminEvent;
    private final String agentId;
    private final @Nullable ClientModel client;
    private final CapabilityGrants grants;

    public AgentCapabilitiesAdminResource(
            KeycloakSession session,
            RealmModel realm,
            AimPermissions permissions,
            AdminEventBuilder adminEvent,
            String agentId,
            @Nullable ClientModel client) {
        this.session = session;
        this.permissions = permissions;
        this.adminEvent = adminEvent.resource(RESOURCE_TYPE);
        this.agentId = agentId;
        this.client = client;
        this.grants = new CapabilityGrants(session, realm);
    }

    @GET
    @NoCache
    @Operation(operationId = "listCapabilities", summary = "What the agent may do now, in the order of capabilities")
    @APIResponse(
            responseCode = "200",
            description = "A page of grants",
            content = @Content(schema = @Schema(implementation = CapabilityGrantPageRepresentation.class)))
    @APIResponse(responseCode = "403", description = "Needs an AIM role and view-clients")
    @APIResponse(responseCode = "404", description = "No such agent in this realm")
    public Response list(@BeanParam PageParameters page) {
        return ErrorFormat.ADMIN.answer(
                () -> Response.ok(page(grants, agentId, page)).build());
    }

    static CapabilityGrantPageRepresentation page(CapabilityGrants grants, String agentId, PageParameters parameters) {
        SmallList<CapabilityGrant> page =
                SmallList.page(grants.live(agentId), grant -> grant.capability() + " " + grant.id(), parameters);
        return new CapabilityGrantPageRepresentation(
                page.items().stream().map(CapabilityGrantRepresentation::of).toList(),
                page.next(),
                page.total(),
                false);
    }

    @POST
    @Operation(operationId = "grantCapability", summary = "Grant a capability, effective on every node within a second")
    @RequestBody(
            required = true,
            content = @Content(schema = @Schema(implementation = CapabilityGrantingRepresentation.class)))
    @APIResponse(
            responseCode = "201",
            description = "Granted; Location is its address",
            content = @Content(schema = @Schema(implementation = CapabilityGrantRepresentation.class)))
    @APIResponse(responseCode = "400", description = "A field is not valid; field names it")
    @APIResponse(responseCode = "403", description = "Needs aim-manage and manage-clients; or own_grant")
    @APIResponse(responseCode = "404", description = "No such agent in this realm")
    @APIResponse(responseCode = "409", description = "agent_revoked or too_many_grants")
    public Response grant(@Nullable String body) {
        permissions.requireManage(client);
        return ErrorFormat.ADMIN.answer(() -> {
            CapabilityGrantRepresentation granted = CapabilityGrantRepresentation.of(grants.grant(agentId, body));
            adminEvent
                    .operation(OperationType.CREATE)
                    .resourcePath(session.getContext().getUri(), granted.id())
                    .representation(granted)
                    .success();
            return Response.created(session.getContext()
                            .getUri()
                            .getAbsolutePathBuilder()
                            .path(granted.id())
                            .build())
                    .entity(granted)
                    .build();
        });
    }

    @DELETE
    @Path("{grantId}")
    @Operation(operationId = "revokeCapability", summary = "Take a grant away, effective on every node within a second")
    @APIResponse(responseCode = "204", description = "Taken away")
    @APIResponse(responseCode = "403", description = "Needs aim-operator and view-clients, or aim-manage")
    @APIResponse(responseCode = "404", description = "No such agent in this realm, or it has no such grant")
    public Response revoke(@PathParam("grantId") String grantId) {
        permissions.requireOperate(client);
        return ErrorFormat.ADMIN.answer(() -> {
            grants.revoke(agentId, grantId);
            adminEvent
                    .operation(OperationType.DELETE)
                    .resourcePath(session.getContext().getUri())
                    .success();
            return Response.noContent().build();
        });
    }
}
