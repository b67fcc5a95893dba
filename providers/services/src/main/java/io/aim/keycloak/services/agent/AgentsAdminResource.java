package io.aim.keycloak.services.agent;

import io.aim.keycloak.services.permission.AimPermissions;
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
import org.keycloak.events.admin.OperationType;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.services.resources.admin.AdminEventBuilder;

/** The agents of a realm, for administrators. */
@SecurityRequirement(name = "administrator")
@Tag(name = "Agents", description = "Agents of a realm, for administrators")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class AgentsAdminResource {

    private final KeycloakSession session;
    private final RealmModel realm;
    private final AimPermissions permissions;
    private final AdminEventBuilder adminEvent;
    private final BooleanSupplier realmReady;
    private final AgentProvider agents;
    private final AgentRepresentations representations;

    public AgentsAdminResource(
            KeycloakSession session,
            RealmModel realm,
            AimPermissions permissions,
            AdminEventBuilder adminEvent,
            BooleanSupplier realmReady) {
        this.session = session;
        this.realm = realm;
        this.permissions = permissions;
        this.adminEvent = adminEvent.resource(AgentService.RESOURCE_TYPE);
        this.realmReady = realmReady;
        this.agents = session.getProvider(AgentProvider.class);
        this.representations = new AgentRepresentations(session, realm);
    }

    @GET
    @NoCache
    @Operation(operationId = "listAgents", summary = "List agents in the order of their names")
    @APIResponse(
            responseCode = "200",
            description = "A page of agents",
            content = @Content(schema = @Schema(implementation = AgentPageRepresentation.class)))
    @APIResponse(responseCode = "400", description = "A filter is not valid; field names it")
    @APIResponse(responseCode = "403", description = "Needs an AIM role and view-clients")
    public Response list(
            @BeanParam AgentListParameters filters,
            @BeanParam PageParameters paging,
            @Parameter(description = "Leave out capabilities, tags, metadata, findings, offers and keys")
                    @QueryParam("briefRepresentation")
                    @DefaultValue("true")
                    boolean brief) {
        permissions.requireView();
        return ErrorFormat.ADMIN.answer(() -> {
            AgentPage page = agents.search(
                    realm, filters.query(session, realm, AgentPaging.after(paging.after()), paging.size()));
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
            operationId = "registerAgent",
            summary = "Register an agent",
            description = "Creates the agent in status pending and its client with a service account. The server never"
                    + " makes private keys: generate the key pair where the agent runs and send the public key.")
    @RequestBody(
            required = true,
            content = @Content(schema = @Schema(implementation = AgentRegistrationRepresentation.class)))
    @APIResponse(
            responseCode = "201",
            description = "Registered; Location is its address",
            content = @Content(schema = @Schema(implementation = AgentRepresentation.class)))
    @APIResponse(responseCode = "400", description = "A field is not valid; field names it")
    @APIResponse(responseCode = "403", description = "Needs aim-manage and manage-clients")
    @APIResponse(responseCode = "409", description = "name_taken, client_id_taken, key_in_use or realm_not_ready")
    public Response register(@Nullable String body) {
        permissions.requireManage();
        return ErrorFormat.ADMIN.answer(() -> {
            AgentRegistration registration = AgentRegistration.parse(body, AgentService.now());
            if (!realmReady.getAsBoolean()) {
                throw AimException.realmNotReady();
            }
            AgentModel agent = new AgentService(session, realm).register(registration);
            AgentRepresentation representation = representations.full(agent);
            adminEvent
                    .operation(OperationType.CREATE)
                    .resourcePath(session.getContext().getUri(), agent.getId())
                    .detail(AgentEventDetails.AGENT_ID, agent.getId())
                    .detail(AgentEventDetails.AGENT_NAME, agent.getName())
                    .representation(representation)
                    .success();
            return Response.created(session.getContext()
                            .getUri()
                            .getAbsolutePathBuilder()
                            .path(agent.getId())
                            .build())
                    .entity(representation)
                    .build();
        });
    }

    @Path("bulk")
    public AgentBulkResource bulk() {
        return new AgentBulkResource(session, realm, permissions, adminEvent);
    }

    @Path("export")
    public AgentExportResource export() {
        return new AgentExportResource(session, realm, permissions);
    }

    @Path("import")
    public AgentImportResource imports() {
        return new AgentImportResource(session, realm, permissions, adminEvent, realmReady);
    }

    @Path("{agentId}")
    public AgentAdminResource agent(@PathParam("agentId") String agentId) {
        return ErrorFormat.ADMIN.answer(() -> AgentAdminResource.of(session, realm, permissions, adminEvent, agentId));
    }
}
