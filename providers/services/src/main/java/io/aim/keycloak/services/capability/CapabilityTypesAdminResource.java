package io.aim.keycloak.services.capability;

import io.aim.keycloak.core.capability.CapabilityType;
import io.aim.keycloak.services.permission.AimPermissions;
import io.aim.keycloak.services.rest.ErrorFormat;
import io.aim.keycloak.services.rest.PageParameters;
import io.aim.keycloak.services.rest.SmallList;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
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

/** The catalogue of a realm, for administrators. */
@SecurityRequirement(name = "administrator")
@Tag(name = "Capabilities")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class CapabilityTypesAdminResource {

    private static final String RESOURCE_TYPE = "AIM_CAPABILITY_TYPE";

    private final KeycloakSession session;
    private final AimPermissions permissions;
    private final AdminEventBuilder adminEvent;
    private final CapabilityTypes types;

    public CapabilityTypesAdminResource(
            KeycloakSession session, RealmModel realm, AimPermissions permissions, AdminEventBuilder adminEvent) {
        this.session = session;
        this.permissions = permissions;
        this.adminEvent = adminEvent.resource(RESOURCE_TYPE);
        this.types = new CapabilityTypes(session, realm);
    }

    @GET
    @NoCache
    @Operation(operationId = "listCapabilityTypes", summary = "The catalogue in the order of names")
    @APIResponse(
            responseCode = "200",
            description = "A page of types",
            content = @Content(schema = @Schema(implementation = CapabilityTypePageRepresentation.class)))
    @APIResponse(responseCode = "403", description = "Needs an AIM role and view-clients")
    public Response list(@BeanParam PageParameters parameters) {
        permissions.requireView();
        return ErrorFormat.ADMIN.answer(() -> {
            SmallList<CapabilityType> page = SmallList.page(types.all(), CapabilityType::name, parameters);
            return Response.ok(new CapabilityTypePageRepresentation(
                            page.items().stream()
                                    .map(CapabilityTypeRepresentation::of)
                                    .toList(),
                            page.next(),
                            page.total(),
                            false))
                    .build();
        });
    }

    @POST
    @Operation(operationId = "createCapabilityType", summary = "Add a capability to the realm's catalogue")
    @RequestBody(
            required = true,
            content = @Content(schema = @Schema(implementation = CapabilityTypeRepresentation.class)))
    @APIResponse(
            responseCode = "201",
            description = "Added; Location is its address",
            content = @Content(schema = @Schema(implementation = CapabilityTypeRepresentation.class)))
    @APIResponse(responseCode = "400", description = "A field is not valid; field names it")
    @APIResponse(responseCode = "403", description = "Needs aim-manage and manage-clients")
    @APIResponse(responseCode = "409", description = "name_taken or too_many_types")
    public Response create(@Nullable String body) {
        permissions.requireManage();
        return ErrorFormat.ADMIN.answer(() -> {
            CapabilityTypeRepresentation created = CapabilityTypeRepresentation.of(types.create(body));
            adminEvent
                    .operation(OperationType.CREATE)
                    .resourcePath(session.getContext().getUri(), created.name())
                    .representation(created)
                    .success();
            return Response.created(session.getContext()
                            .getUri()
                            .getAbsolutePathBuilder()
                            .path(created.name())
                            .build())
                    .entity(created)
                    .build();
        });
    }

    @GET
    @NoCache
    @Path("{name}")
    @Operation(operationId = "getCapabilityType", summary = "Get a capability type")
    @APIResponse(
            responseCode = "200",
            description = "The type",
            content = @Content(schema = @Schema(implementation = CapabilityTypeRepresentation.class)))
    @APIResponse(responseCode = "403", description = "Needs an AIM role and view-clients")
    @APIResponse(responseCode = "404", description = "No such type in this realm")
    public Response get(@PathParam("name") String name) {
        permissions.requireView();
        return ErrorFormat.ADMIN.answer(() ->
                Response.ok(CapabilityTypeRepresentation.of(types.find(name))).build());
    }

    @PUT
    @Path("{name}")
    @Operation(operationId = "changeCapabilityType", summary = "Replace what a type of the realm says")
    @RequestBody(
            required = true,
            content = @Content(schema = @Schema(implementation = CapabilityTypeRepresentation.class)))
    @APIResponse(responseCode = "204", description = "Changed")
    @APIResponse(responseCode = "400", description = "A field is not valid; field names it")
    @APIResponse(responseCode = "403", description = "Needs aim-manage and manage-clients")
    @APIResponse(responseCode = "404", description = "No such type in this realm")
    @APIResponse(responseCode = "409", description = "core_type")
    public Response change(@PathParam("name") String name, @Nullable String body) {
        permissions.requireManage();
        return ErrorFormat.ADMIN.answer(() -> {
            adminEvent
                    .operation(OperationType.UPDATE)
                    .resourcePath(session.getContext().getUri())
                    .representation(CapabilityTypeRepresentation.of(types.change(name, body)))
                    .success();
            return Response.noContent().build();
        });
    }

    @DELETE
    @Path("{name}")
    @Operation(operationId = "removeCapabilityType", summary = "Remove a type of the realm")
    @APIResponse(responseCode = "204", description = "Removed")
    @APIResponse(responseCode = "403", description = "Needs aim-manage and manage-clients")
    @APIResponse(responseCode = "404", description = "No such type in this realm")
    @APIResponse(responseCode = "409", description = "core_type or type_granted")
    public Response remove(@PathParam("name") String name) {
        permissions.requireManage();
        return ErrorFormat.ADMIN.answer(() -> {
            types.remove(name);
            adminEvent
                    .operation(OperationType.DELETE)
                    .resourcePath(session.getContext().getUri())
                    .success();
            return Response.noContent().build();
        });
    }
}
