package io.aim.keycloak.services.realm.setup;

import io.aim.keycloak.core.audit.AuditAction;
import io.aim.keycloak.core.audit.AuditActor;
import io.aim.keycloak.services.audit.AuditTrail;
import io.aim.keycloak.services.permission.AimPermissions;
import io.aim.keycloak.services.rest.AimException;
import io.aim.keycloak.services.rest.ErrorFormat;
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
import org.keycloak.cluster.ClusterProvider;
import org.keycloak.cluster.ExecutionResult;
import org.keycloak.events.admin.OperationType;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.keycloak.services.resources.admin.AdminEventBuilder;

/** Set-up of a realm. */
@SecurityRequirement(name = "administrator")
@Tag(name = "Set-up", description = "Makes a realm agent-ready")
@Produces(MediaType.APPLICATION_JSON)
public class SetupResource {

    private static final String RESOURCE_TYPE = "AIM_SETUP";
    private static final int LOCK_SECONDS = 600;

    private final KeycloakSession session;
    private final AimPermissions permissions;
    private final AdminEventBuilder adminEvent;
    private final RealmModel realm;

    public SetupResource(
            KeycloakSession session, RealmModel realm, AimPermissions permissions, AdminEventBuilder adminEvent) {
        this.session = session;
        this.permissions = permissions;
        this.adminEvent = adminEvent.resource(RESOURCE_TYPE);
        this.realm = realm;
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
        return Response.ok(new RealmSetup(session, realm).check()).build();
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
    @APIResponse(responseCode = "409", description = "setup_running")
    public Response apply() {
        permissions.requireSetup();
        return ErrorFormat.ADMIN.answer(() -> {
            SetupReport report = applyAlone();
            if (!report.changes().isEmpty()) {
                adminEvent
                        .operation(OperationType.ACTION)
                        .resourcePath(session.getContext().getUri())
                        .representation(report)
                        .success();
            }
            return Response.ok(report).build();
        });
    }

    private static SetupReport apply(KeycloakSession session, RealmModel realm, AuditActor actor) {
        SetupReport report = new RealmSetup(session, realm).apply();
        if (!report.changes().isEmpty()) {
            AuditTrail trail = new AuditTrail(session, realm);
            trail.write(trail.begin(AuditAction.REALM_SETUP, actor)
                    .target("realm", realm.getId(), realm.getName())
                    .detail("changes", String.valueOf(report.changes().size())));
        }
        return report;
    }

    /**
     * One set-up of a realm at a time, in a transaction of its own that is over before the next may begin: two that
     * create the same role at once would wait for each other inside Keycloak's caches.
     */
    private SetupReport applyAlone() {
        AuditActor actor = new AuditTrail(session, realm).caller();
        ExecutionResult<SetupReport> result = session.getProvider(ClusterProvider.class)
                .executeIfNotExecuted(
                        "aim-setup::" + realm.getId(),
                        LOCK_SECONDS,
                        () -> KeycloakModelUtils.runJobInTransactionWithResult(
                                session.getKeycloakSessionFactory(),
                                session.getContext(),
                                inner -> {
                                    RealmModel fresh = inner.realms().getRealm(realm.getId());
                                    inner.getContext().setRealm(fresh);
                                    AuditTrail.actAs(inner, actor);
                                    return apply(inner, fresh, actor);
                                },
                                "AIM set-up"));
        if (!result.isExecuted()) {
            throw AimException.conflict("setup_running", "Another set-up of this realm is running", null);
        }
        return result.getResult();
    }
}
