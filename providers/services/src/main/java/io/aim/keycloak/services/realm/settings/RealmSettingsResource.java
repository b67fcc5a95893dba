package io.aim.keycloak.services.realm.settings;

import io.aim.keycloak.core.InvalidInputException;
import io.aim.keycloak.core.audit.AuditAction;
import io.aim.keycloak.core.outbound.AllowedHosts;
import io.aim.keycloak.services.alert.AlertSettings;
import io.aim.keycloak.services.audit.AuditTrail;
import io.aim.keycloak.services.outbound.OutboundSettings;
import io.aim.keycloak.services.permission.AimPermissions;
import io.aim.keycloak.services.rest.ErrorFormat;
import io.aim.keycloak.services.rest.JsonBody;
import io.aim.keycloak.services.rest.UserLookup;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
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
import org.keycloak.events.admin.OperationType;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.services.resources.admin.AdminEventBuilder;

/** Settings of the realm for agents; they are kept as attributes of the realm. */
@SecurityRequirement(name = "administrator")
@Tag(name = "Settings", description = "Settings of a realm for agents")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class RealmSettingsResource {

    private static final String RESOURCE_TYPE = "AIM_SETTINGS";

    private final KeycloakSession session;
    private final RealmModel realm;
    private final AimPermissions permissions;
    private final AdminEventBuilder adminEvent;

    public RealmSettingsResource(
            KeycloakSession session, RealmModel realm, AimPermissions permissions, AdminEventBuilder adminEvent) {
        this.session = session;
        this.realm = realm;
        this.permissions = permissions;
        this.adminEvent = adminEvent.resource(RESOURCE_TYPE);
    }

    @GET
    @NoCache
    @Operation(operationId = "getSettings", summary = "The settings in effect, defaults included")
    @APIResponse(
            responseCode = "200",
            description = "The settings",
            content = @Content(schema = @Schema(implementation = RealmSettingsRepresentation.class)))
    @APIResponse(responseCode = "403", description = "Needs an AIM role and view-clients")
    public Response get() {
        permissions.requireView();
        return Response.ok(representation()).build();
    }

    @PUT
    @Operation(operationId = "changeSettings", summary = "Change settings")
    @RequestBody(
            required = true,
            content = @Content(schema = @Schema(implementation = RealmSettingsRepresentation.class)))
    @APIResponse(responseCode = "204", description = "Changed; in effect at once")
    @APIResponse(responseCode = "400", description = "A field is not valid; field names it. Nothing is changed")
    @APIResponse(responseCode = "403", description = "Needs aim-manage and manage-clients")
    public Response change(@Nullable String body) {
        permissions.requireManage();
        return ErrorFormat.ADMIN.answer(() -> {
            JsonBody json = JsonBody.parse(body, RealmSetting.fields());
            Stream.of(RealmSetting.values()).forEach(setting -> setting.check(json));
            Stream.of(RealmChoiceSetting.values()).forEach(setting -> setting.check(json));
            Stream.of(RealmTextSetting.values()).forEach(setting -> setting.check(json));
            AllowedHosts allowed = allowed(json);
            String fallback = json.has(RealmSetting.FALLBACK_FIELD) ? fallback(json) : null;
            Stream.of(RealmSetting.values()).forEach(setting -> setting.change(realm, json));
            Stream.of(RealmChoiceSetting.values()).forEach(setting -> setting.change(realm, json));
            Stream.of(RealmTextSetting.values()).forEach(setting -> setting.change(realm, json));
            if (json.has(RealmSetting.FALLBACK_FIELD)) {
                RealmSetting.set(realm, RealmSetting.FALLBACK_ATTRIBUTE, fallback);
            }
            if (json.has(RealmSetting.ALLOW_LIST_FIELD)) {
                OutboundSettings.allow(realm, allowed);
            }
            AuditTrail trail = new AuditTrail(session, realm);
            trail.write(trail.begin(AuditAction.REALM_SETTINGS_CHANGED)
                    .target("realm", realm.getId(), realm.getName())
                    .detail("fields", String.join(" ", json.fields())));
            adminEvent
                    .operation(OperationType.UPDATE)
                    .resourcePath(session.getContext().getUri())
                    .representation(representation())
                    .success();
            return Response.noContent().build();
        });
    }

    private static AllowedHosts allowed(JsonBody json) {
        List<@Nullable String> sent = json.texts(RealmSetting.ALLOW_LIST_FIELD);
        return sent == null ? AllowedHosts.NONE : AllowedHosts.parse(RealmSetting.ALLOW_LIST_FIELD, sent);
    }

    private @Nullable String fallback(JsonBody json) {
        String sent = json.text(RealmSetting.FALLBACK_FIELD);
        if (sent == null || sent.isBlank()) {
            return null;
        }
        UserModel user = new UserLookup(session, realm).find(sent);
        if (user == null || !user.isEnabled() || user.getServiceAccountClientLink() != null) {
            throw new InvalidInputException(
                    RealmSetting.FALLBACK_FIELD,
                    "unknown_user",
                    RealmSetting.FALLBACK_FIELD + " must be an enabled user of the realm");
        }
        return user.getId();
    }

    private RealmSettingsRepresentation representation() {
        return new RealmSettingsRepresentation(
                RealmSetting.KEY_LIFETIME_DAYS.of(realm),
                RealmSetting.KEY_GRACE_SECONDS.of(realm),
                RealmSetting.MAX_ACTIVE_KEYS.of(realm),
                realm.getAttribute(RealmSetting.FALLBACK_ATTRIBUTE),
                RealmSetting.SPONSOR_GRACE_DAYS.of(realm),
                RealmSetting.ASSERTION_MAX_LIFETIME.of(realm),
                RealmSetting.ASSERTION_CLOCK_SKEW.of(realm),
                RealmSetting.AGENT_TOKENS.of(realm),
                RealmSetting.AGENT_REQUESTS.of(realm),
                RealmSetting.API_KEY_REQUESTS.of(realm),
                RealmSetting.ADDRESS_REQUESTS.of(realm),
                RealmSetting.CAPABILITY_REQUEST_DAYS.of(realm),
                RealmSetting.APPROVAL_MINUTES.of(realm),
                RealmSetting.DECISION_DAYS.of(realm),
                RealmChoiceSetting.ENFORCEMENT_MODE.of(realm),
                RealmChoiceSetting.REPEATED_VIOLATIONS.of(realm),
                RealmSetting.REPEATED_VIOLATIONS.of(realm),
                RealmSetting.ALERT_FAILURES_WARNING.of(realm),
                RealmSetting.ALERT_FAILURES_HIGH.of(realm),
                RealmSetting.ALERT_FAILURES_MINUTES.of(realm),
                RealmSetting.ALERT_KEY_WARNING.of(realm),
                RealmSetting.ALERT_KEY_HIGH.of(realm),
                RealmSetting.ALERT_DAYS.of(realm),
                AlertSettings.contact(realm),
                AlertSettings.mailSeverity(realm).code(),
                OutboundSettings.allowed(realm).entries(),
                RealmSetting.MCP_VERIFICATION_HOURS.of(realm));
    }
}
