package io.aim.keycloak.services.alert;

import io.aim.keycloak.services.permission.AimPermissions;
import io.aim.keycloak.services.rest.ErrorFormat;
import io.aim.keycloak.services.rest.PageParameters;
import io.aim.keycloak.spi.alert.Alert;
import io.aim.keycloak.spi.alert.AlertPage;
import io.aim.keycloak.spi.alert.AlertProvider;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
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
import org.jboss.resteasy.reactive.NoCache;
import org.jspecify.annotations.Nullable;
import org.keycloak.events.admin.OperationType;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.services.resources.admin.AdminEventBuilder;

/** The alerts of a realm, for administrators. */
@SecurityRequirement(name = "administrator")
@Tag(name = "Alerts", description = "What somebody has to look at")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class AlertsAdminResource {

    private static final String RESOURCE_TYPE = "AIM_ALERT";

    private final KeycloakSession session;
    private final RealmModel realm;
    private final AimPermissions permissions;
    private final AdminEventBuilder adminEvent;
    private final AlertProvider alerts;

    public AlertsAdminResource(
            KeycloakSession session, RealmModel realm, AimPermissions permissions, AdminEventBuilder adminEvent) {
        this.session = session;
        this.realm = realm;
        this.permissions = permissions;
        this.adminEvent = adminEvent.resource(RESOURCE_TYPE);
        this.alerts = session.getProvider(AlertProvider.class);
    }

    @GET
    @NoCache
    @Operation(operationId = "listAlerts", summary = "List alerts, those that first happened last first")
    @APIResponse(
            responseCode = "200",
            description = "A page of alerts",
            content = @Content(schema = @Schema(implementation = AlertPageRepresentation.class)))
    @APIResponse(responseCode = "400", description = "A filter is not valid; field names it")
    @APIResponse(responseCode = "403", description = "Needs an AIM role and view-clients")
    public Response list(@BeanParam AlertFilter filter, @BeanParam PageParameters page) {
        permissions.requireView();
        return ErrorFormat.ADMIN.answer(() -> {
            AlertPage found = alerts.search(realm, filter.query(), AlertPaging.position(page.after()), page.size());
            return Response.ok(new AlertPageRepresentation(
                            found.items().stream().map(AlertRepresentation::of).toList(),
                            AlertPaging.next(found),
                            found.total(),
                            false))
                    .build();
        });
    }

    @GET
    @NoCache
    @Path("count")
    @Operation(operationId = "countAlerts", summary = "How many alerts there are, by state and severity")
    @APIResponse(
            responseCode = "200",
            description = "The numbers",
            content = @Content(schema = @Schema(implementation = AlertCountRepresentation.class)))
    @APIResponse(responseCode = "400", description = "A filter is not valid; field names it")
    @APIResponse(responseCode = "403", description = "Needs an AIM role and view-clients")
    public Response count(@BeanParam AlertFilter filter) {
        permissions.requireView();
        return ErrorFormat.ADMIN.answer(
                () -> Response.ok(AlertCountRepresentation.of(alerts.count(realm, filter.query())))
                        .build());
    }

    @POST
    @Path("bulk-acknowledge")
    @Operation(
            operationId = "acknowledgeAlerts",
            summary = "Acknowledge many alerts",
            description =
                    "Each alert is changed in a transaction of its own, and the answer says what became of each. With a"
                            + " filter, repeat while remaining is not 0.")
    @RequestBody(required = true, content = @Content(schema = @Schema(implementation = AlertRequests.Bulk.class)))
    @APIResponse(
            responseCode = "200",
            description = "What became of each alert",
            content = @Content(schema = @Schema(implementation = AlertBulkResultRepresentation.class)))
    @APIResponse(responseCode = "400", description = "A field is not valid; field names it")
    @APIResponse(responseCode = "403", description = "Needs aim-operator or aim-manage")
    public Response acknowledge(@Nullable String body) {
        permissions.requireOperate();
        return ErrorFormat.ADMIN.answer(() -> {
            AlertBulkResultRepresentation result = AlertBulk.parse(body).run(session, realm);
            adminEvent
                    .operation(OperationType.ACTION)
                    .resourcePath(session.getContext().getUri())
                    .representation(result)
                    .success();
            return Response.ok(result).build();
        });
    }

    @Path("{alertId}")
    public AlertAdminResource alert(@PathParam("alertId") String alertId) {
        return ErrorFormat.ADMIN.answer(() -> {
            permissions.requireView();
            Alert alert = new AlertService(session, realm).find(alertId);
            return new AlertAdminResource(session, realm, permissions, adminEvent, alert);
        });
    }
}
