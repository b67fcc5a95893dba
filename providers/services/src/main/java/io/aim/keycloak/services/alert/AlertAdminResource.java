package io.aim.keycloak.services.alert;

import io.aim.keycloak.core.InvalidInputException;
import io.aim.keycloak.core.agent.AgentRules;
import io.aim.keycloak.services.audit.AuditFields;
import io.aim.keycloak.services.permission.AimPermissions;
import io.aim.keycloak.services.rest.ErrorFormat;
import io.aim.keycloak.services.rest.JsonBody;
import io.aim.keycloak.spi.alert.Alert;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.function.BiFunction;
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

/** One alert, for administrators. */
@SecurityRequirement(name = "administrator")
@Tag(name = "Alerts")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class AlertAdminResource {

    private static final String NEEDS = "Needs aim-operator or aim-manage";
    private static final String INVALID = "A field is not valid; field names it";
    private static final String NOT_FOUND = "No such alert in this realm";

    private final KeycloakSession session;
    private final RealmModel realm;
    private final AimPermissions permissions;
    private final AdminEventBuilder adminEvent;
    private final Alert alert;

    AlertAdminResource(
            KeycloakSession session,
            RealmModel realm,
            AimPermissions permissions,
            AdminEventBuilder adminEvent,
            Alert alert) {
        this.session = session;
        this.realm = realm;
        this.permissions = permissions;
        this.adminEvent = adminEvent;
        this.alert = alert;
    }

    @GET
    @NoCache
    @Operation(operationId = "getAlert", summary = "Get an alert")
    @APIResponse(
            responseCode = "200",
            description = "The alert",
            content = @Content(schema = @Schema(implementation = AlertRepresentation.class)))
    @APIResponse(responseCode = "403", description = "Needs an AIM role and view-clients")
    @APIResponse(responseCode = "404", description = NOT_FOUND)
    public Response get() {
        return Response.ok(AlertRepresentation.of(alert)).build();
    }

    @POST
    @Path("acknowledge")
    @Operation(operationId = "acknowledgeAlert", summary = "Take care of an open alert")
    @RequestBody(content = @Content(schema = @Schema(implementation = AlertRequests.Acknowledgement.class)))
    @APIResponse(
            responseCode = "200",
            description = "Acknowledged",
            content = @Content(schema = @Schema(implementation = AlertRepresentation.class)))
    @APIResponse(responseCode = "400", description = INVALID)
    @APIResponse(responseCode = "403", description = NEEDS)
    @APIResponse(responseCode = "404", description = NOT_FOUND)
    @APIResponse(responseCode = "409", description = "illegal_transition: it is not open")
    public Response acknowledge(@Nullable String body) {
        return act(body, "note", (service, json) -> service.acknowledge(alert.id(), note("note", json)));
    }

    @POST
    @Path("resolve")
    @Operation(
            operationId = "resolveAlert",
            summary = "Be done with an acknowledged or suppressed alert",
            description = "Final: what happens again after that is a new alert.")
    @RequestBody(required = true, content = @Content(schema = @Schema(implementation = AlertRequests.Resolution.class)))
    @APIResponse(
            responseCode = "200",
            description = "Resolved",
            content = @Content(schema = @Schema(implementation = AlertRepresentation.class)))
    @APIResponse(responseCode = "400", description = INVALID)
    @APIResponse(responseCode = "403", description = NEEDS)
    @APIResponse(responseCode = "404", description = NOT_FOUND)
    @APIResponse(responseCode = "409", description = "illegal_transition: it is open, or resolved already")
    public Response resolve(@Nullable String body) {
        return act(body, "note", (service, json) -> service.resolve(alert.id(), requiredNote("note", json)));
    }

    @POST
    @Path("suppress")
    @Operation(
            operationId = "suppressAlert",
            summary = "Hear no more of an open or acknowledged alert",
            description = "It goes on counting, and nobody is told until it is resolved.")
    @RequestBody(
            required = true,
            content = @Content(schema = @Schema(implementation = AlertRequests.Suppression.class)))
    @APIResponse(
            responseCode = "200",
            description = "Suppressed",
            content = @Content(schema = @Schema(implementation = AlertRepresentation.class)))
    @APIResponse(responseCode = "400", description = INVALID)
    @APIResponse(responseCode = "403", description = NEEDS)
    @APIResponse(responseCode = "404", description = NOT_FOUND)
    @APIResponse(responseCode = "409", description = "illegal_transition: it is resolved, or suppressed already")
    public Response suppress(@Nullable String body) {
        return act(body, "reason", (service, json) -> service.suppress(alert.id(), requiredNote("reason", json)));
    }

    @POST
    @Path("assign")
    @Operation(operationId = "assignAlert", summary = "Give an alert to somebody, or to nobody")
    @RequestBody(required = true, content = @Content(schema = @Schema(implementation = AlertRequests.Assignment.class)))
    @APIResponse(
            responseCode = "200",
            description = "Assigned",
            content = @Content(schema = @Schema(implementation = AlertRepresentation.class)))
    @APIResponse(responseCode = "400", description = INVALID)
    @APIResponse(responseCode = "403", description = NEEDS)
    @APIResponse(responseCode = "404", description = NOT_FOUND)
    @APIResponse(responseCode = "409", description = "alert_not_active: it is resolved or suppressed")
    public Response assign(@Nullable String body) {
        return act(
                body,
                "to",
                (service, json) -> service.assign(alert.id(), named("to", json).text("to")));
    }

    @POST
    @Path("snooze")
    @Operation(
            operationId = "snoozeAlert",
            summary = "Let nobody be told of an alert until some time",
            description = "It stays in the list, and what was to be told until then is told after.")
    @RequestBody(required = true, content = @Content(schema = @Schema(implementation = AlertRequests.Snooze.class)))
    @APIResponse(
            responseCode = "200",
            description = "Snoozed, or not any more",
            content = @Content(schema = @Schema(implementation = AlertRepresentation.class)))
    @APIResponse(responseCode = "400", description = INVALID)
    @APIResponse(responseCode = "403", description = NEEDS)
    @APIResponse(responseCode = "404", description = NOT_FOUND)
    @APIResponse(responseCode = "409", description = "alert_not_active: it is resolved or suppressed")
    public Response snooze(@Nullable String body) {
        return act(
                body,
                "until",
                (service, json) -> service.snooze(
                        alert.id(),
                        AuditFields.time("until", named("until", json).text("until"))));
    }

    private Response act(@Nullable String body, String field, BiFunction<AlertService, JsonBody, Alert> action) {
        permissions.requireOperate();
        return ErrorFormat.ADMIN.answer(() -> {
            Alert changed = action.apply(new AlertService(session, realm), JsonBody.parse(body, field));
            AlertRepresentation representation = AlertRepresentation.of(changed);
            adminEvent
                    .operation(OperationType.ACTION)
                    .resourcePath(session.getContext().getUri())
                    .representation(representation)
                    .success();
            return Response.ok(representation).build();
        });
    }

    private static @Nullable String note(String field, JsonBody json) {
        return AgentRules.text(field, json.text(field), AgentRules.REASON_MAX);
    }

    private static String requiredNote(String field, JsonBody json) {
        AgentRules.required(field, json.text(field));
        return String.valueOf(note(field, json));
    }

    /** Null is a value here, and so the field has to be there. */
    private static JsonBody named(String field, JsonBody json) {
        if (!json.has(field)) {
            throw new InvalidInputException(field, "required", field + " is required");
        }
        return json;
    }
}
