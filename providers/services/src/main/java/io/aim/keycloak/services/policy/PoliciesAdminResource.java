package io.aim.keycloak.services.policy;

import io.aim.keycloak.core.policy.Enforcement;
import io.aim.keycloak.core.policy.Policy;
import io.aim.keycloak.services.permission.AimPermissions;
import io.aim.keycloak.services.rest.ErrorFormat;
import io.aim.keycloak.services.rest.PageParameters;
import io.aim.keycloak.services.rest.SmallList;
import io.aim.keycloak.spi.policy.SecurityPolicy;
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

/** The security policies of a realm, for administrators. */
@SecurityRequirement(name = "administrator")
@Tag(name = "Policies", description = "When something about an action of an agent is wrong, and what follows")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class PoliciesAdminResource {

    private static final String RESOURCE_TYPE = "AIM_POLICY";
    private static final int ABOVE_ALL = 9_999;

    private final KeycloakSession session;
    private final RealmModel realm;
    private final AimPermissions permissions;
    private final AdminEventBuilder adminEvent;
    private final Policies policies;

    public PoliciesAdminResource(
            KeycloakSession session, RealmModel realm, AimPermissions permissions, AdminEventBuilder adminEvent) {
        this.session = session;
        this.realm = realm;
        this.permissions = permissions;
        this.adminEvent = adminEvent.resource(RESOURCE_TYPE);
        this.policies = new Policies(session, realm);
    }

    @GET
    @NoCache
    @Operation(operationId = "listPolicies", summary = "The policies of the realm, highest priority first")
    @APIResponse(
            responseCode = "200",
            description = "A page of policies",
            content = @Content(schema = @Schema(implementation = PolicyPageRepresentation.class)))
    @APIResponse(responseCode = "403", description = "Needs an AIM role and view-clients")
    public Response list(@BeanParam PageParameters parameters) {
        permissions.requireView();
        return ErrorFormat.ADMIN.answer(() -> {
            SmallList<SecurityPolicy> page = SmallList.page(policies.all(), PoliciesAdminResource::place, parameters);
            return Response.ok(new PolicyPageRepresentation(
                            page.items().stream().map(PolicyRepresentation::of).toList(),
                            page.next(),
                            page.total(),
                            false))
                    .build();
        });
    }

    /** Texts in the order in which policies are asked. */
    private static String place(SecurityPolicy policy) {
        Policy rule = policy.rule();
        return (ABOVE_ALL - rule.priority()) + strictness(rule.enforcement()) + rule.id();
    }

    private static String strictness(Enforcement enforcement) {
        return switch (enforcement) {
            case BLOCK_AND_ALERT -> "-a-";
            case ALERT_ONLY -> "-b-";
            case ALLOW -> "-c-";
        };
    }

    @POST
    @Operation(operationId = "createPolicy", summary = "Add a policy; decisions ask it at once")
    @RequestBody(required = true, content = @Content(schema = @Schema(implementation = PolicyRepresentation.class)))
    @APIResponse(
            responseCode = "201",
            description = "Added; Location is its address",
            content = @Content(schema = @Schema(implementation = PolicyRepresentation.class)))
    @APIResponse(responseCode = "400", description = "A field is not valid; field names it")
    @APIResponse(responseCode = "403", description = "Needs aim-manage and manage-clients")
    @APIResponse(responseCode = "409", description = "name_taken or too_many_policies")
    public Response create(@Nullable String body) {
        permissions.requireManage();
        return ErrorFormat.ADMIN.answer(() -> {
            SecurityPolicy policy = policies.create(body);
            PolicyRepresentation created = PolicyRepresentation.of(policy);
            adminEvent
                    .operation(OperationType.CREATE)
                    .resourcePath(session.getContext().getUri(), policy.id())
                    .representation(created)
                    .success();
            return Response.created(session.getContext()
                            .getUri()
                            .getAbsolutePathBuilder()
                            .path(policy.id())
                            .build())
                    .entity(created)
                    .build();
        });
    }

    @Path("dry-run")
    public PolicyDryRunResource dryRun() {
        return new PolicyDryRunResource(session, realm, permissions);
    }

    @GET
    @NoCache
    @Path("{id}")
    @Operation(operationId = "getPolicy", summary = "Get a policy")
    @APIResponse(
            responseCode = "200",
            description = "The policy",
            content = @Content(schema = @Schema(implementation = PolicyRepresentation.class)))
    @APIResponse(responseCode = "403", description = "Needs an AIM role and view-clients")
    @APIResponse(responseCode = "404", description = "No such policy in this realm")
    public Response get(@PathParam("id") String id) {
        permissions.requireView();
        return ErrorFormat.ADMIN.answer(
                () -> Response.ok(PolicyRepresentation.of(policies.find(id))).build());
    }

    @PUT
    @Path("{id}")
    @Operation(
            operationId = "changePolicy",
            summary = "Replace what a policy says",
            description = "An absent field gets its default. In effect at once on every node.")
    @RequestBody(required = true, content = @Content(schema = @Schema(implementation = PolicyRepresentation.class)))
    @APIResponse(responseCode = "204", description = "Changed")
    @APIResponse(responseCode = "400", description = "A field is not valid; field names it")
    @APIResponse(responseCode = "403", description = "Needs aim-manage and manage-clients")
    @APIResponse(responseCode = "404", description = "No such policy in this realm")
    @APIResponse(responseCode = "409", description = "name_taken")
    public Response change(@PathParam("id") String id, @Nullable String body) {
        permissions.requireManage();
        return ErrorFormat.ADMIN.answer(() -> {
            adminEvent
                    .operation(OperationType.UPDATE)
                    .resourcePath(session.getContext().getUri())
                    .representation(PolicyRepresentation.of(policies.change(id, body)))
                    .success();
            return Response.noContent().build();
        });
    }

    @DELETE
    @Path("{id}")
    @Operation(operationId = "removePolicy", summary = "Remove a policy; set-up does not bring it back")
    @APIResponse(responseCode = "204", description = "Removed")
    @APIResponse(responseCode = "403", description = "Needs aim-manage and manage-clients")
    @APIResponse(responseCode = "404", description = "No such policy in this realm")
    public Response remove(@PathParam("id") String id) {
        permissions.requireManage();
        return ErrorFormat.ADMIN.answer(() -> {
            policies.remove(id);
            adminEvent
                    .operation(OperationType.DELETE)
                    .resourcePath(session.getContext().getUri())
                    .success();
            return Response.noContent().build();
        });
    }
}
