package io.aim.keycloak.services.audit.retention;

import io.aim.keycloak.core.InvalidInputException;
import io.aim.keycloak.core.audit.AuditAction;
import io.aim.keycloak.core.audit.AuditCategory;
import io.aim.keycloak.core.audit.AuditEvent;
import io.aim.keycloak.services.audit.AuditTrail;
import io.aim.keycloak.services.permission.AimPermissions;
import io.aim.keycloak.services.rest.ErrorFormat;
import io.aim.keycloak.services.rest.JsonBody;
import io.aim.keycloak.spi.audit.AuditProvider;
import io.aim.keycloak.spi.audit.AuditRetention;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
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

/** How long the realm keeps events. */
@SecurityRequirement(name = "administrator")
@Tag(name = "Audit")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class AuditRetentionResource {

    private static final int MAX_DAYS = 36_500;

    private final KeycloakSession session;
    private final RealmModel realm;
    private final AimPermissions permissions;
    private final AuditRetention retention;

    public AuditRetentionResource(KeycloakSession session, RealmModel realm, AimPermissions permissions) {
        this.session = session;
        this.realm = realm;
        this.permissions = permissions;
        this.retention = session.getProvider(AuditProvider.class).retention(realm);
    }

    @GET
    @NoCache
    @Operation(operationId = "getAuditRetention", summary = "Get the days that events are kept for")
    @APIResponse(
            responseCode = "200",
            description = "Days by category",
            content = @Content(schema = @Schema(implementation = AuditRetentionRepresentation.class)))
    @APIResponse(responseCode = "403", description = "Needs aim-auditor, aim-view or aim-manage, and view-clients")
    public Response get() {
        permissions.requireAudit();
        return Response.ok(AuditRetentionRepresentation.of(retention.days())).build();
    }

    @PUT
    @Operation(
            operationId = "setAuditRetention",
            summary = "Set the days that events are kept for",
            description = "Categories that are not named keep their setting.")
    @RequestBody(
            required = true,
            content = @Content(schema = @Schema(implementation = AuditRetentionRepresentation.class)))
    @APIResponse(responseCode = "204", description = "Set")
    @APIResponse(responseCode = "400", description = "A field is not valid; field names it")
    @APIResponse(responseCode = "403", description = "Needs aim-manage and manage-clients")
    public Response set(@Nullable String body) {
        permissions.requireManage();
        return ErrorFormat.ADMIN.answer(() -> {
            JsonBody json = JsonBody.parse(
                    body,
                    Stream.of(AuditCategory.values()).map(AuditCategory::code).toArray(String[]::new));
            Map<AuditCategory, Integer> before = retention.days();
            AuditTrail trail = new AuditTrail(session, realm);
            AuditEvent.Builder event =
                    trail.begin(AuditAction.AUDIT_RETENTION_CHANGED).target("audit", realm.getId(), realm.getName());
            for (AuditCategory category : AuditCategory.values()) {
                if (json.has(category.code())) {
                    int days = days(json, category);
                    retention.setDays(category, days);
                    event.detail(category.code(), before.get(category) + " -> " + days);
                }
            }
            trail.write(event);
            return Response.noContent().build();
        });
    }

    @POST
    @Path("apply")
    @Operation(
            operationId = "applyAuditRetention",
            summary = "Remove now what is over",
            description = "The server does so every hour by itself.")
    @APIResponse(
            responseCode = "200",
            description = "Number of events removed, by category",
            content = @Content(schema = @Schema(implementation = AuditRemovalRepresentation.class)))
    @APIResponse(responseCode = "403", description = "Needs aim-manage and manage-clients")
    public Response apply() {
        permissions.requireManage();
        Map<AuditCategory, Long> removed = new AuditRemover(session.getKeycloakSessionFactory())
                .run(realm.getId(), Instant.ofEpochMilli(Time.currentTimeMillis()));
        return Response.ok(AuditRemovalRepresentation.of(removed)).build();
    }

    private static int days(JsonBody json, AuditCategory category) {
        Integer days = json.number(category.code());
        if (days == null || days < 1 || days > MAX_DAYS) {
            throw new InvalidInputException(
                    category.code(),
                    "invalid_number",
                    category.code() + " must be a number of days from 1 to " + MAX_DAYS);
        }
        return days;
    }
}
