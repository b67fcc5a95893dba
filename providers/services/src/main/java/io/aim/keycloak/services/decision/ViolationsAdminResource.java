package io.aim.keycloak.services.decision;

import io.aim.keycloak.core.InvalidInputException;
import io.aim.keycloak.services.permission.AimPermissions;
import io.aim.keycloak.services.rest.AimException;
import io.aim.keycloak.services.rest.ErrorFormat;
import io.aim.keycloak.services.rest.PageParameters;
import io.aim.keycloak.spi.decision.DecisionProvider;
import io.aim.keycloak.spi.decision.ViolationQuery;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
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
import org.keycloak.common.util.Time;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** Violations in a realm, for administrators. */
@SecurityRequirement(name = "administrator")
@Tag(name = "Violations")
public class ViolationsAdminResource {

    private static final int MAX_DAYS = 90;

    private final KeycloakSession session;
    private final RealmModel realm;
    private final AimPermissions permissions;

    public ViolationsAdminResource(KeycloakSession session, RealmModel realm, AimPermissions permissions) {
        this.session = session;
        this.realm = realm;
        this.permissions = permissions;
    }

    @GET
    @NoCache
    @Produces({MediaType.APPLICATION_JSON, ViolationCsv.TYPE})
    @Operation(operationId = "listViolations", summary = "Violations in the realm, newest first")
    @APIResponse(
            responseCode = "200",
            description = "A page of violations; all of them as CSV",
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(implementation = ViolationPageRepresentation.class)),
                @Content(mediaType = ViolationCsv.TYPE, schema = @Schema(implementation = String.class))
            })
    @APIResponse(responseCode = "400", description = "A filter is not valid; field names it")
    @APIResponse(responseCode = "403", description = "Needs an AIM role and view-clients")
    public Response list(
            @BeanParam ViolationParameters filters,
            @Parameter(description = "Id of an agent") @QueryParam("agent") @Nullable String agent,
            @Parameter(description = "json or csv; else what the request accepts") @QueryParam("format") @Nullable
                    String format,
            @BeanParam PageParameters page) {
        permissions.requireView();
        return ErrorFormat.ADMIN.answer(() -> new Violations(session, realm).list(filters, agent, format, page));
    }

    @GET
    @NoCache
    @Path("{violationId}")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(operationId = "getViolation", summary = "A violation")
    @APIResponse(
            responseCode = "200",
            description = "The violation, with the ids of its decision and its audit event",
            content = @Content(schema = @Schema(implementation = ViolationRepresentation.class)))
    @APIResponse(responseCode = "403", description = "Needs an AIM role and view-clients")
    @APIResponse(responseCode = "404", description = "No such violation in this realm")
    public Response get(@PathParam("violationId") String violationId) {
        permissions.requireView();
        return ErrorFormat.ADMIN.answer(() -> Response.ok(
                        ViolationRepresentation.of(session.getProvider(DecisionProvider.class)
                                .violations(realm)
                                .get(violationId)
                                .orElseThrow(() -> AimException.notFound("No such violation"))))
                .build());
    }

    @GET
    @NoCache
    @Path("trend")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "getViolationTrend",
            summary = "Violations by day (UTC)",
            description = "Of the last days, today included; from and to of the filters do not count.")
    @APIResponse(
            responseCode = "200",
            description = "Every day with its counts",
            content = @Content(schema = @Schema(implementation = ViolationTrendRepresentation.class)))
    @APIResponse(responseCode = "400", description = "A filter is not valid; field names it")
    @APIResponse(responseCode = "403", description = "Needs an AIM role and view-clients")
    public Response trend(
            @BeanParam ViolationParameters filters,
            @Parameter(description = "Id of an agent") @QueryParam("agent") @Nullable String agent,
            @Parameter(
                            description = "1 to 90",
                            schema = @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "90"))
                    @QueryParam("days")
                    @DefaultValue("30")
                    String days) {
        permissions.requireView();
        return ErrorFormat.ADMIN.answer(() -> {
            LocalDate last = Instant.ofEpochMilli(Time.currentTimeMillis())
                    .atOffset(ZoneOffset.UTC)
                    .toLocalDate();
            LocalDate first = last.minusDays(days(days) - 1L);
            ViolationQuery query = filters.query(agent)
                    .between(
                            first.atStartOfDay().toInstant(ZoneOffset.UTC),
                            last.plusDays(1).atStartOfDay().toInstant(ZoneOffset.UTC));
            return Response.ok(ViolationTrendRepresentation.of(
                            first,
                            last,
                            session.getProvider(DecisionProvider.class)
                                    .violations(realm)
                                    .byDay(query)))
                    .build();
        });
    }

    private static int days(String value) {
        if (value.matches("[1-9]\\d?") && Integer.parseInt(value) <= MAX_DAYS) {
            return Integer.parseInt(value);
        }
        throw new InvalidInputException("days", "invalid_number", "days must be a number from 1 to " + MAX_DAYS);
    }
}
