package io.aim.keycloak.services.decision;

import io.aim.keycloak.services.capability.RejectionRepresentation;
import io.aim.keycloak.services.permission.AimPermissions;
import io.aim.keycloak.services.rest.ErrorFormat;
import io.aim.keycloak.services.rest.PageParameters;
import io.aim.keycloak.spi.agent.AgentModel;
import io.aim.keycloak.spi.agent.AgentProvider;
import io.aim.keycloak.spi.decision.DecisionProvider;
import io.aim.keycloak.spi.decision.RecordedDecision;
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
import org.keycloak.events.admin.OperationType;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.services.resources.admin.AdminEventBuilder;

/** Decisions of a realm, and people's part in them. */
@SecurityRequirement(name = "administrator")
@Tag(name = "Decisions")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class DecisionsAdminResource {

    private static final String RESOURCE_TYPE = "AIM_DECISION";

    private final KeycloakSession session;
    private final RealmModel realm;
    private final AimPermissions permissions;
    private final AdminEventBuilder adminEvent;
    private final DecisionProvider store;
    private final DecisionApprovals approvals;

    public DecisionsAdminResource(
            KeycloakSession session, RealmModel realm, AimPermissions permissions, AdminEventBuilder adminEvent) {
        this.session = session;
        this.realm = realm;
        this.permissions = permissions;
        this.adminEvent = adminEvent.resource(RESOURCE_TYPE);
        this.store = session.getProvider(DecisionProvider.class);
        this.approvals = new DecisionApprovals(session, realm);
    }

    @GET
    @NoCache
    @Operation(operationId = "listDecisions", summary = "Decisions of the realm, newest first")
    @APIResponse(
            responseCode = "200",
            description = "A page of decisions",
            content = @Content(schema = @Schema(implementation = DecisionPageRepresentation.class)))
    @APIResponse(responseCode = "400", description = "A filter is not valid; field names it")
    @APIResponse(responseCode = "403", description = "Needs an AIM role and view-clients")
    public Response list(@BeanParam DecisionParameters filters, @BeanParam PageParameters page) {
        permissions.requireView();
        return ErrorFormat.ADMIN.answer(
                () -> Response.ok(DecisionPageRepresentation.of(store.search(realm, filters.query(page))))
                        .build());
    }

    @GET
    @NoCache
    @Path("{decisionId}")
    @Operation(operationId = "getDecision", summary = "A decision")
    @APIResponse(
            responseCode = "200",
            description = "The decision",
            content = @Content(schema = @Schema(implementation = DecisionRepresentation.class)))
    @APIResponse(responseCode = "403", description = "Needs an AIM role and view-clients")
    @APIResponse(responseCode = "404", description = "No such decision in this realm")
    public Response get(@PathParam("decisionId") String decisionId) {
        permissions.requireView();
        return ErrorFormat.ADMIN.answer(() -> Response.ok(
                        DecisionRepresentation.of(store.get(realm, decisionId).orElseThrow(DecisionApprovals::unknown)))
                .build());
    }

    @POST
    @Path("{decisionId}/approve")
    @Operation(
            operationId = "approveAction",
            summary = "Agree to an action that waits",
            description = "Not for the agent, and not for who asked. The agent has as much time to act as there was to"
                    + " agree.")
    @RequestBody(
            required = false,
            content = @Content(schema = @Schema(implementation = ApprovalNoteRepresentation.class)))
    @APIResponse(
            responseCode = "200",
            description = "The decision",
            content = @Content(schema = @Schema(implementation = DecisionRepresentation.class)))
    @APIResponse(responseCode = "400", description = "A field is not valid; field names it")
    @APIResponse(responseCode = "403", description = "Needs aim-manage and manage-clients; or own_request")
    @APIResponse(responseCode = "404", description = "No such decision in this realm")
    @APIResponse(
            responseCode = "409",
            description = "decision_made, decision_expired, agent_suspended, agent_revoked or grant_ended")
    public Response approve(@PathParam("decisionId") String decisionId, @Nullable String body) {
        return ErrorFormat.ADMIN.answer(() -> acted(approvals.approve(find(decisionId), body)));
    }

    @POST
    @Path("{decisionId}/reject")
    @Operation(
            operationId = "rejectAction",
            summary = "Refuse an action that waits",
            description = "Not for the agent, and not for who asked.")
    @RequestBody(required = true, content = @Content(schema = @Schema(implementation = RejectionRepresentation.class)))
    @APIResponse(
            responseCode = "200",
            description = "The decision",
            content = @Content(schema = @Schema(implementation = DecisionRepresentation.class)))
    @APIResponse(responseCode = "400", description = "A field is not valid; field names it")
    @APIResponse(responseCode = "403", description = "Needs aim-manage and manage-clients; or own_request")
    @APIResponse(responseCode = "404", description = "No such decision in this realm")
    @APIResponse(responseCode = "409", description = "decision_made or decision_expired")
    public Response reject(@PathParam("decisionId") String decisionId, @Nullable String body) {
        return ErrorFormat.ADMIN.answer(() -> acted(approvals.reject(find(decisionId), body)));
    }

    /** A caller who may not see the realm's agents is refused before it learns what exists. */
    private RecordedDecision find(String decisionId) {
        permissions.requireView();
        RecordedDecision decision = store.get(realm, decisionId).orElseThrow(DecisionApprovals::unknown);
        AgentModel agent = session.getProvider(AgentProvider.class)
                .getById(realm, decision.agentId())
                .orElseThrow(DecisionApprovals::unknown);
        permissions.requireManage(realm.getClientById(agent.getClientUuid()));
        return decision;
    }

    private Response acted(RecordedDecision decision) {
        DecisionRepresentation representation = DecisionRepresentation.of(decision);
        adminEvent
                .operation(OperationType.ACTION)
                .resourcePath(session.getContext().getUri())
                .representation(representation)
                .success();
        return Response.ok(representation).build();
    }
}
