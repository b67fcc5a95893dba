package io.aim.keycloak.services.capability;

import io.aim.keycloak.services.permission.AimPermissions;
import io.aim.keycloak.services.rest.ErrorFormat;
import io.aim.keycloak.services.rest.PageParameters;
import io.aim.keycloak.spi.capability.CapabilityGrant;
import io.aim.keycloak.spi.capability.CapabilityPage;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
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

/** Grants that were not used for long, for administrators. */
@SecurityRequirement(name = "administrator")
@Tag(name = "Capabilities")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class UnusedCapabilitiesAdminResource {

    private final KeycloakSession session;
    private final AimPermissions permissions;
    private final AdminEventBuilder adminEvent;
    private final UnusedCapabilities unused;

    public UnusedCapabilitiesAdminResource(
            KeycloakSession session, RealmModel realm, AimPermissions permissions, AdminEventBuilder adminEvent) {
        this.session = session;
        this.permissions = permissions;
        this.adminEvent = adminEvent.resource("AIM_CAPABILITY_GRANT");
        this.unused = new UnusedCapabilities(session, realm);
    }

    @GET
    @NoCache
    @Path("unused")
    @Operation(operationId = "listUnusedCapabilities", summary = "Grants that no decision rested on for some time")
    @APIResponse(
            responseCode = "200",
            description = "A page of grants",
            content = @Content(schema = @Schema(implementation = CapabilityGrantPageRepresentation.class)))
    @APIResponse(responseCode = "400", description = "days is out of range")
    @APIResponse(responseCode = "403", description = "Needs an AIM role and view-clients")
    public Response list(
            @Parameter(description = "Days without use, 1 to 3650") @QueryParam("days") @DefaultValue("90") int days,
            @BeanParam PageParameters parameters) {
        permissions.requireView();
        return ErrorFormat.ADMIN.answer(() -> {
            CapabilityPage<CapabilityGrant> page = unused.page(days, parameters.after(), parameters.size());
            return Response.ok(new CapabilityGrantPageRepresentation(
                            page.items().stream()
                                    .map(CapabilityGrantRepresentation::of)
                                    .toList(),
                            page.more()
                                    ? page.items().get(page.items().size() - 1).id()
                                    : null,
                            page.total(),
                            false))
                    .build();
        });
    }

    @POST
    @Path("unused/revoke")
    @Operation(
            operationId = "revokeUnusedCapabilities",
            summary = "Take grants away that no decision rested on for some time",
            description = "At most 500 at once; all of them or none. With dryRun nothing is changed.")
    @RequestBody(
            required = false,
            content = @Content(schema = @Schema(implementation = UnusedRevocationRepresentation.class)))
    @APIResponse(
            responseCode = "200",
            description = "What became of each",
            content = @Content(schema = @Schema(implementation = UnusedCapabilitiesRepresentation.class)))
    @APIResponse(responseCode = "400", description = "A field is not valid; field names it")
    @APIResponse(responseCode = "403", description = "Needs aim-operator and view-clients, or aim-manage")
    public Response revoke(@Nullable String body) {
        permissions.requireOperate();
        return ErrorFormat.ADMIN.answer(() -> {
            UnusedCapabilitiesRepresentation result = unused.revoke(body);
            if (!result.dryRun()) {
                adminEvent
                        .operation(OperationType.ACTION)
                        .resourcePath(session.getContext().getUri())
                        .representation(result)
                        .success();
            }
            return Response.ok(result).build();
        });
    }
}
