package io.aim.keycloak.services.audit.retention;

import io.aim.keycloak.core.agent.AgentRules;
import io.aim.keycloak.core.audit.AuditAction;
import io.aim.keycloak.core.audit.AuditEvent;
import io.aim.keycloak.services.audit.AuditFields;
import io.aim.keycloak.services.audit.AuditTrail;
import io.aim.keycloak.services.permission.AimPermissions;
import io.aim.keycloak.services.rest.AimException;
import io.aim.keycloak.services.rest.ErrorFormat;
import io.aim.keycloak.services.rest.JsonBody;
import io.aim.keycloak.spi.audit.AuditProvider;
import io.aim.keycloak.spi.audit.AuditRetention;
import io.aim.keycloak.spi.audit.LegalHold;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.NoCache;
import org.jspecify.annotations.Nullable;
import org.keycloak.common.util.Time;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.utils.KeycloakModelUtils;

/** Legal holds on events of the realm. */
@SecurityRequirement(name = "administrator")
@Tag(name = "Audit")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class LegalHoldsResource {

    private final KeycloakSession session;
    private final RealmModel realm;
    private final AimPermissions permissions;
    private final AuditRetention retention;

    public LegalHoldsResource(KeycloakSession session, RealmModel realm, AimPermissions permissions) {
        this.session = session;
        this.realm = realm;
        this.permissions = permissions;
        this.retention = session.getProvider(AuditProvider.class).retention(realm);
    }

    @GET
    @NoCache
    @Operation(operationId = "listLegalHolds", summary = "List legal holds, oldest first")
    @APIResponse(
            responseCode = "200",
            description = "The holds",
            content =
                    @Content(schema = @Schema(type = SchemaType.ARRAY, implementation = LegalHoldRepresentation.class)))
    @APIResponse(responseCode = "403", description = "Needs aim-auditor, aim-view or aim-manage, and view-clients")
    public Response list() {
        permissions.requireAudit();
        return Response.ok(retention.holds().stream()
                        .map(LegalHoldRepresentation::of)
                        .toList())
                .build();
    }

    @POST
    @Operation(
            operationId = "placeLegalHold",
            summary = "Place a legal hold",
            description = "Events that it matches are kept beyond their retention, and the personal data of its subject"
                    + " cannot be erased.")
    @RequestBody(required = true, content = @Content(schema = @Schema(implementation = LegalHoldRepresentation.class)))
    @APIResponse(
            responseCode = "201",
            description = "Placed",
            content = @Content(schema = @Schema(implementation = LegalHoldRepresentation.class)))
    @APIResponse(responseCode = "400", description = "A field is not valid; field names it")
    @APIResponse(responseCode = "403", description = "Needs aim-manage and manage-clients")
    public Response place(@Nullable String body) {
        permissions.requireManage();
        return ErrorFormat.ADMIN.answer(() -> {
            LegalHold hold = parse(JsonBody.parse(body, "reason", "subject", "action", "from", "to"));
            retention.place(hold);
            record(AuditAction.AUDIT_HOLD_PLACED, hold);
            return Response.status(Response.Status.CREATED)
                    .entity(LegalHoldRepresentation.of(hold))
                    .build();
        });
    }

    private LegalHold parse(JsonBody json) {
        String reason = AgentRules.required("reason", json.text("reason"));
        UserModel user = session.getContext().getUser();
        Instant from = AuditFields.time("from", json.text("from"));
        Instant to = AuditFields.time("to", json.text("to"));
        AuditFields.requireOrder(from, to);
        return new LegalHold(
                KeycloakModelUtils.generateId(),
                String.valueOf(AgentRules.text("reason", reason, AgentRules.REASON_MAX)),
                user == null ? null : user.getId(),
                Instant.ofEpochMilli(Time.currentTimeMillis()),
                AuditFields.id("subject", json.text("subject")),
                AuditFields.action(json.text("action")),
                from,
                to);
    }

    @DELETE
    @Path("{holdId}")
    @Operation(operationId = "releaseLegalHold", summary = "Release a legal hold")
    @APIResponse(responseCode = "204", description = "Released")
    @APIResponse(responseCode = "403", description = "Needs aim-manage and manage-clients")
    @APIResponse(responseCode = "404", description = "No such hold in this realm")
    public Response release(@PathParam("holdId") String holdId) {
        permissions.requireManage();
        return ErrorFormat.ADMIN.answer(() -> {
            LegalHold hold = (AgentRules.isLookupKey(holdId) ? retention.release(holdId) : Optional.<LegalHold>empty())
                    .orElseThrow(() -> AimException.notFound("No such legal hold"));
            record(AuditAction.AUDIT_HOLD_RELEASED, hold);
            return Response.noContent().build();
        });
    }

    private void record(AuditAction action, LegalHold hold) {
        AuditTrail trail = new AuditTrail(session, realm);
        AuditEvent.Builder event = trail.begin(action)
                .target("legal_hold", hold.id(), null)
                .detail("reason", hold.reason())
                .detail("subject", hold.subjectId())
                .detail("action", hold.action());
        trail.write(event);
    }
}
