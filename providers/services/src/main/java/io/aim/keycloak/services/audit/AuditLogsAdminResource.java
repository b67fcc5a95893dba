package io.aim.keycloak.services.audit;

import io.aim.keycloak.core.agent.AgentRules;
import io.aim.keycloak.services.audit.forward.AuditForwardingResource;
import io.aim.keycloak.services.audit.retention.AuditErasuresResource;
import io.aim.keycloak.services.audit.retention.AuditRetentionResource;
import io.aim.keycloak.services.audit.retention.LegalHoldsResource;
import io.aim.keycloak.services.permission.AimPermissions;
import io.aim.keycloak.services.rest.AimException;
import io.aim.keycloak.services.rest.ErrorFormat;
import io.aim.keycloak.services.rest.PageParameters;
import io.aim.keycloak.spi.audit.AuditProvider;
import io.aim.keycloak.spi.audit.AuditRecord;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
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
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** The audit trail of a realm, for auditors. */
@SecurityRequirement(name = "administrator")
@Tag(name = "Audit", description = "The audit trail and its proofs")
@Produces(MediaType.APPLICATION_JSON)
public class AuditLogsAdminResource {

    private final KeycloakSession session;
    private final RealmModel realm;
    private final AimPermissions permissions;

    public AuditLogsAdminResource(KeycloakSession session, RealmModel realm, AimPermissions permissions) {
        this.session = session;
        this.realm = realm;
        this.permissions = permissions;
    }

    @GET
    @NoCache
    @Operation(operationId = "listAuditLogs", summary = "List events, newest first")
    @APIResponse(
            responseCode = "200",
            description = "A page of events",
            content = @Content(schema = @Schema(implementation = AuditPageRepresentation.class)))
    @APIResponse(responseCode = "400", description = "A filter is not valid; field names it")
    @APIResponse(responseCode = "403", description = "Needs aim-auditor, aim-view or aim-manage, and view-clients")
    public Response list(@BeanParam AuditLogParameters parameters, @BeanParam PageParameters page) {
        permissions.requireAudit();
        return ErrorFormat.ADMIN.answer(() -> Response.ok(new AuditLogs(session, realm).page(parameters, null, page))
                .build());
    }

    @Path("export")
    public AuditExportResource export() {
        return new AuditExportResource(session, realm, permissions);
    }

    @Path("retention")
    public AuditRetentionResource retention() {
        return new AuditRetentionResource(session, realm, permissions);
    }

    @Path("forwarding")
    public AuditForwardingResource forwarding() {
        return new AuditForwardingResource(session, realm, permissions);
    }

    @Path("legal-holds")
    public LegalHoldsResource legalHolds() {
        return new LegalHoldsResource(session, realm, permissions);
    }

    @Path("erasures")
    public AuditErasuresResource erasures() {
        return new AuditErasuresResource(session, realm, permissions);
    }

    @GET
    @NoCache
    @Path("{eventId}")
    @Operation(operationId = "getAuditLog", summary = "Get an event")
    @APIResponse(
            responseCode = "200",
            description = "The event",
            content = @Content(schema = @Schema(implementation = AuditEventRepresentation.class)))
    @APIResponse(responseCode = "403", description = "Needs aim-auditor, aim-view or aim-manage, and view-clients")
    @APIResponse(responseCode = "404", description = "No such event in this realm")
    public Response get(@PathParam("eventId") String eventId) {
        permissions.requireAudit();
        return ErrorFormat.ADMIN.answer(
                () -> Response.ok(AuditEventRepresentation.of(event(eventId))).build());
    }

    @GET
    @NoCache
    @Path("{eventId}/proof")
    @Operation(
            operationId = "getAuditProof",
            summary = "Prove that an event is in the tree of the latest checkpoint",
            description = "RFC 9162 inclusion proof; docs/audit-verification.md says how to check it.")
    @APIResponse(
            responseCode = "200",
            description = "The proof",
            content = @Content(schema = @Schema(implementation = AuditProofRepresentation.class)))
    @APIResponse(responseCode = "403", description = "Needs aim-auditor, aim-view or aim-manage, and view-clients")
    @APIResponse(responseCode = "404", description = "No such event in this realm")
    @APIResponse(responseCode = "409", description = "not_in_a_checkpoint_yet, unreadable, unproven")
    public Response proof(@PathParam("eventId") String eventId) {
        permissions.requireAudit();
        return ErrorFormat.ADMIN.answer(() -> Response.ok(new AuditProofs(session, realm).inclusion(event(eventId)))
                .build());
    }

    private AuditRecord event(String eventId) {
        AuditRecord found = AgentRules.isLookupKey(eventId)
                ? session.getProvider(AuditProvider.class).get(realm, eventId).orElse(null)
                : null;
        if (found == null) {
            throw AimException.notFound("No such event");
        }
        return found;
    }
}
