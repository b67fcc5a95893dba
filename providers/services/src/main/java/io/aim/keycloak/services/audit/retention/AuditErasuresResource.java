package io.aim.keycloak.services.audit.retention;

import io.aim.keycloak.core.agent.AgentRules;
import io.aim.keycloak.core.audit.AuditAction;
import io.aim.keycloak.services.audit.AuditFields;
import io.aim.keycloak.services.audit.AuditTrail;
import io.aim.keycloak.services.permission.AimPermissions;
import io.aim.keycloak.services.rest.AimException;
import io.aim.keycloak.services.rest.ErrorFormat;
import io.aim.keycloak.services.rest.JsonBody;
import io.aim.keycloak.spi.audit.AuditProvider;
import io.aim.keycloak.spi.audit.AuditRetention;
import jakarta.ws.rs.Consumes;
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
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** Erasure of what the trail knows of a person who has left. */
@SecurityRequirement(name = "administrator")
@Tag(name = "Audit")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class AuditErasuresResource {

    private final KeycloakSession session;
    private final RealmModel realm;
    private final AimPermissions permissions;

    public AuditErasuresResource(KeycloakSession session, RealmModel realm, AimPermissions permissions) {
        this.session = session;
        this.realm = realm;
        this.permissions = permissions;
    }

    /**
     * Whose data to erase.
     *
     * @param user id of a user who is no longer in the realm
     * @param reason why, for people
     */
    @Schema(name = "AuditErasure")
    public record Erasure(String user, String reason) {}

    @POST
    @Operation(
            operationId = "erasePersonalData",
            summary = "Erase the personal data of a removed user",
            description =
                    "Destroys the key that name, addresses and user agents are encrypted with, for good. The events"
                            + " and their proofs stay.")
    @RequestBody(required = true, content = @Content(schema = @Schema(implementation = Erasure.class)))
    @APIResponse(responseCode = "204", description = "Erased")
    @APIResponse(responseCode = "400", description = "A field is not valid; field names it")
    @APIResponse(responseCode = "403", description = "Needs aim-manage and manage-clients")
    @APIResponse(responseCode = "409", description = "user_exists or legal_hold")
    public Response erase(@Nullable String body) {
        permissions.requireManage();
        return ErrorFormat.ADMIN.answer(() -> {
            JsonBody json = JsonBody.parse(body, "user", "reason");
            String userId = AgentRules.required("user", AuditFields.id("user", json.text("user")));
            String reason = AgentRules.required("reason", json.text("reason"));
            requireErasable(userId);
            session.getProvider(AuditProvider.class).retention(realm).erase(userId);
            AuditTrail trail = new AuditTrail(session, realm);
            trail.write(trail.begin(AuditAction.AUDIT_SUBJECT_ERASED)
                    .target("erased_user", userId, null)
                    .detail("reason", AgentRules.text("reason", reason, AgentRules.REASON_MAX)));
            return Response.noContent().build();
        });
    }

    private void requireErasable(String userId) {
        if (!userId.startsWith("f:") && session.users().getUserById(realm, userId) != null) {
            throw AimException.conflict(
                    "user_exists", "The user is still in the realm: its actions stay attributable", "user");
        }
        AuditRetention retention = session.getProvider(AuditProvider.class).retention(realm);
        if (retention.isHeld(userId)) {
            throw AimException.conflict("legal_hold", "A legal hold keeps the events of this user", "user");
        }
    }
}
