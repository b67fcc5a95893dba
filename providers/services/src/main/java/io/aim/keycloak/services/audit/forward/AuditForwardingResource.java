package io.aim.keycloak.services.audit.forward;

import io.aim.keycloak.core.audit.AuditAction;
import io.aim.keycloak.core.audit.AuditEvent;
import io.aim.keycloak.core.audit.AuditResult;
import io.aim.keycloak.services.audit.AuditTrail;
import io.aim.keycloak.services.permission.AimPermissions;
import io.aim.keycloak.services.rest.AimException;
import io.aim.keycloak.services.rest.ErrorFormat;
import io.aim.keycloak.services.rest.JsonBody;
import io.aim.keycloak.spi.audit.AuditForwarding;
import io.aim.keycloak.spi.audit.AuditProvider;
import io.aim.keycloak.spi.audit.ForwardingSettings;
import io.aim.keycloak.spi.audit.ForwardingState;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.NoCache;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** Where the realm's trail is forwarded to. */
@SecurityRequirement(name = "administrator")
@Tag(name = "Audit")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class AuditForwardingResource {

    private final KeycloakSession session;
    private final RealmModel realm;
    private final AimPermissions permissions;
    private final AuditProvider audit;
    private final AuditForwarding forwarding;

    public AuditForwardingResource(KeycloakSession session, RealmModel realm, AimPermissions permissions) {
        this.session = session;
        this.realm = realm;
        this.permissions = permissions;
        this.audit = session.getProvider(AuditProvider.class);
        this.forwarding = audit.forwarding(realm);
    }

    @GET
    @NoCache
    @Operation(
            operationId = "getAuditForwarding",
            summary = "Get where the trail is forwarded to, and how far that got")
    @APIResponse(
            responseCode = "200",
            description = "Settings and state",
            content = @Content(schema = @Schema(implementation = AuditForwardingRepresentation.class)))
    @APIResponse(responseCode = "403", description = "Needs aim-auditor, aim-view or aim-manage, and view-clients")
    @APIResponse(responseCode = "404", description = "The trail of this realm is not forwarded")
    public Response get() {
        permissions.requireAudit();
        return ErrorFormat.ADMIN.answer(() -> Response.ok(AuditForwardingRepresentation.of(
                        required(), audit.tree(realm).frontier().size()))
                .build());
    }

    @PUT
    @Operation(
            operationId = "setAuditForwarding",
            summary = "Forward the trail to a syslog receiver",
            description = "Replaces all settings. The operator of the server decides which receivers are allowed.")
    @RequestBody(required = true, content = @Content(schema = @Schema(implementation = AuditForwardingRequest.class)))
    @APIResponse(responseCode = "204", description = "Set")
    @APIResponse(responseCode = "400", description = "A field is not valid; field names it")
    @APIResponse(responseCode = "403", description = "Needs aim-manage and manage-clients")
    @APIResponse(responseCode = "409", description = "receiver_not_allowed")
    public Response set(@Nullable String body) {
        permissions.requireManage();
        return ErrorFormat.ADMIN.answer(() -> {
            JsonBody json = AuditForwardingRequest.body(body);
            ForwardingSettings settings = AuditForwardingRequest.settings(json);
            String from = AuditForwardingRequest.from(json);
            requireAllowed(settings);
            Optional<ForwardingState> before = forwarding.get();
            long next = next(from, before);
            forwarding.set(settings, next);
            write(about(AuditAction.AUDIT_FORWARDING_CHANGED, settings)
                    .detail("from", String.valueOf(next))
                    .detail(
                            "previous",
                            before.map(AuditForwardingResource::summary).orElse(null)));
            return Response.noContent().build();
        });
    }

    private long next(@Nullable String from, Optional<ForwardingState> before) {
        if (AuditForwardingRequest.BEGINNING.equals(from)) {
            return 0;
        }
        return from == null && before.isPresent()
                ? before.get().next()
                : audit.tree(realm).frontier().size();
    }

    private void requireAllowed(ForwardingSettings settings) {
        AuditForwarderProvider forwarder = session.getProvider(AuditForwarderProvider.class);
        if (!forwarder.allows(settings.receiver())) {
            throw AimException.conflict("receiver_not_allowed", forwarder.refusal(settings.receiver()), "host");
        }
    }

    @DELETE
    @Operation(
            operationId = "removeAuditForwarding",
            summary = "Forward the trail no longer, and forget how far it got")
    @APIResponse(responseCode = "204", description = "Removed")
    @APIResponse(responseCode = "403", description = "Needs aim-manage and manage-clients")
    @APIResponse(responseCode = "404", description = "The trail of this realm is not forwarded")
    public Response remove() {
        permissions.requireManage();
        return ErrorFormat.ADMIN.answer(() -> {
            ForwardingState state = required();
            forwarding.remove();
            write(about(AuditAction.AUDIT_FORWARDING_STOPPED, state.settings())
                    .detail("next", String.valueOf(state.next())));
            return Response.noContent().build();
        });
    }

    @POST
    @Path("test")
    @Operation(
            operationId = "testAuditForwarding",
            summary = "Send a test message to the receiver, now",
            description = "An event audit.forwarding.tested without a number, in the realm's format.")
    @APIResponse(
            responseCode = "200",
            description = "What became of it",
            content = @Content(schema = @Schema(implementation = AuditForwardingTestRepresentation.class)))
    @APIResponse(responseCode = "403", description = "Needs aim-manage and manage-clients")
    @APIResponse(responseCode = "404", description = "The trail of this realm is not forwarded")
    @APIResponse(responseCode = "409", description = "receiver_not_allowed")
    public Response test() {
        permissions.requireManage();
        return ErrorFormat.ADMIN.answer(() -> {
            ForwardingSettings settings = required().settings();
            requireAllowed(settings);
            AuditEvent.Builder event = about(AuditAction.AUDIT_FORWARDING_TESTED, settings);
            Optional<String> error =
                    session.getProvider(AuditForwarderProvider.class).send(settings, event.build());
            error.ifPresent(
                    what -> event.ended(AuditResult.FAILURE, "not_delivered").detail("error", what));
            write(event);
            return Response.ok(new AuditForwardingTestRepresentation(error.isEmpty(), error.orElse(null)))
                    .build();
        });
    }

    private ForwardingState required() {
        return forwarding.get().orElseThrow(() -> AimException.notFound("The trail of this realm is not forwarded"));
    }

    private AuditEvent.Builder about(AuditAction action, ForwardingSettings settings) {
        return new AuditTrail(session, realm)
                .begin(action)
                .target("audit", realm.getId(), realm.getName())
                .detail("receiver", settings.receiver().toString())
                .detail("format", settings.format().name())
                .detail("enabled", String.valueOf(settings.enabled()))
                .detail("ownCertificates", String.valueOf(settings.caCertificates() != null));
    }

    private static String summary(ForwardingState state) {
        ForwardingSettings settings = state.settings();
        return settings.receiver() + " " + settings.format() + (settings.enabled() ? "" : " disabled") + " at "
                + state.next();
    }

    private void write(AuditEvent.Builder event) {
        new AuditTrail(session, realm).write(event);
    }
}
