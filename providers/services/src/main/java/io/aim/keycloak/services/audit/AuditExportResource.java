package io.aim.keycloak.services.audit;

import io.aim.keycloak.core.audit.AuditAction;
import io.aim.keycloak.core.audit.AuditActor;
import io.aim.keycloak.services.audit.checkpoint.AuditCheckpoints;
import io.aim.keycloak.services.audit.export.AuditExportProvider;
import io.aim.keycloak.services.audit.export.ExportFormat;
import io.aim.keycloak.services.permission.AimPermissions;
import io.aim.keycloak.services.rest.AimException;
import io.aim.keycloak.services.rest.ErrorFormat;
import io.aim.keycloak.spi.audit.AuditQuery;
import io.aim.keycloak.spi.audit.StoredCheckpoint;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.NoCache;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.utils.KeycloakModelUtils;

/** Exports of the trail, for auditors. */
@SecurityRequirement(name = "administrator")
@Tag(name = "Audit")
public class AuditExportResource {

    private static final String ZIP = "application/zip";

    private final KeycloakSession session;
    private final RealmModel realm;
    private final AimPermissions permissions;

    AuditExportResource(KeycloakSession session, RealmModel realm, AimPermissions permissions) {
        this.session = session;
        this.realm = realm;
        this.permissions = permissions;
    }

    @GET
    @NoCache
    @Produces({ZIP, "application/json"})
    @Operation(
            operationId = "exportAuditLogs",
            summary = "Export events as a zip archive",
            description = "Signs a checkpoint of all that is committed now, then streams the events that match, the"
                    + " checkpoint and a manifest with count and SHA-256. ./aim verify-audit verifies format ndjson"
                    + " without the server. The export itself is an audit event.")
    @APIResponse(
            responseCode = "200",
            description = "The archive",
            content = @Content(mediaType = ZIP, schema = @Schema(type = SchemaType.STRING, format = "binary")))
    @APIResponse(responseCode = "400", description = "A filter is not valid; field names it")
    @APIResponse(responseCode = "403", description = "Needs aim-auditor, aim-view or aim-manage, and view-clients")
    @APIResponse(responseCode = "409", description = "no_events")
    @APIResponse(
            responseCode = "429",
            description = "too_many_exports: the node streams as many as it may; Retry-After")
    public Response export(
            @BeanParam AuditLogParameters parameters,
            @Parameter(description = "ndjson (default; verifiable), csv or ocsf") @QueryParam("format") @Nullable
                    String format) {
        permissions.requireAudit();
        return ErrorFormat.ADMIN.answer(() -> {
            ExportFormat wanted = ExportFormat.of(format);
            AuditQuery query = parameters.query(session, realm, null);
            StreamingOutput archive = session.getProvider(AuditExportProvider.class)
                    .export(realm, query, wanted, () -> begin(wanted, query))
                    .orElseThrow(() -> AimException.tooMany(
                            "too_many_exports",
                            "This node streams as many exports as it may: try again later",
                            AuditExportProvider.RETRY_SECONDS));
            // the archive reads in transactions of its own; that of the request would end in the middle of a long one
            session.getTransactionManager().commit();
            return Response.ok(archive, ZIP)
                    .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"audit.zip\"")
                    .build();
        });
    }

    private StoredCheckpoint begin(ExportFormat format, AuditQuery query) {
        StoredCheckpoint checkpoint = new AuditCheckpoints(session, realm)
                .createNowOrLatest()
                .orElseThrow(() -> AimException.conflict("no_events", "The realm has no audit events yet", null));
        record(format, query, checkpoint);
        return checkpoint;
    }

    /** In a transaction of its own: that of the request ends after the stream. */
    private void record(ExportFormat format, AuditQuery query, StoredCheckpoint checkpoint) {
        AuditActor actor = new AuditTrail(session, realm).caller();
        KeycloakModelUtils.runJobInTransaction(session.getKeycloakSessionFactory(), session.getContext(), inner -> {
            AuditTrail trail = new AuditTrail(inner, realm);
            trail.write(trail.begin(AuditAction.AUDIT_EXPORTED, actor)
                    .target("audit", realm.getId(), realm.getName())
                    .detail("format", format.code())
                    .detail("filter", query.equals(AuditQuery.ALL) ? null : query.toString())
                    .detail("tree_size", String.valueOf(checkpoint.size())));
        });
    }
}
