package io.aim.keycloak.services.realm.setup;

import io.aim.keycloak.services.realm.AimPermissions;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.NoCache;
import org.keycloak.events.admin.OperationType;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.services.resources.admin.AdminEventBuilder;

/** Set-up of a realm. */
@SecurityRequirement(name = "administrator")
@Tag(name = "Set-up", description = "Makes a realm agent-ready")
@Produces(MediaType.APPLICATION_JSON)
public class SetupResource {

    private static final String RESOURCE_TYPE = "AIM_SETUP";

    private final KeycloakSession session;
    private final AimPermissions permissions;
    private final AdminEventBuilder adminEvent;
    private final RealmSetup setup;

    public SetupResource(
            KeycloakSession session, RealmModel realm, AimPermissions permissions, AdminEventBuilder adminEvent) {
        this.session = session;
        this.permissions = permissions;
        this.adminEvent = adminEvent.resource(RESOURCE_TYPE);
        this.setup = new RealmSetup(session, realm);
    }

    @GET
    @NoCache
    @Operation(operationId = "getSetup", summary = "Whether the realm is agent-ready, and what is missing")
    @APIResponse(
            responseCode = "200",
            description = "State of every item",
            content = @Content(schema = @Schema(implementation = SetupReport.class)))
    @APIResponse(responseCode = "403", description = "Needs manage-realm")
    public Response check() {
        permissions.requireSetup();
        return Response.ok(setup.check()).build();
    }

    @POST
    @Operation(
            operationId = "setUp",
            summary = "Make the realm agent-ready",
            description = "Adds what is missing and changes nothing that is there. Repeating it changes nothing.")
    @APIResponse(
            responseCode = "200",
            description = "What was changed, and the state of every item",
            content = @Content(schema = @Schema(implementation = SetupReport.class)))
    @APIResponse(responseCode = "403", description = "Needs manage-realm")
    public Response apply() {
        permissions.requireSetup();
        SetupReport report = setup.apply();
        if (!report.changes().isEmpty()) {
            adminEvent
                    .operation(OperationType.ACTION)
                    .resourcePath(session.getContext().getUri())
                    .representation(report)
                    .success();
        }
        return Response.ok(report).build();
    }
}
