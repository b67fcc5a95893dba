package io.aim.keycloak.services.agent;

import io.aim.keycloak.services.permission.AimPermissions;
import io.aim.keycloak.services.rest.ErrorFormat;
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
import org.keycloak.events.admin.OperationType;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.services.resources.admin.AdminEventBuilder;

/** One change for many agents. */
@SecurityRequirement(name = "administrator")
@Tag(name = "Agents")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class AgentBulkResource {

    private final KeycloakSession session;
    private final RealmModel realm;
    private final AimPermissions permissions;
    private final AdminEventBuilder adminEvent;

    AgentBulkResource(
            KeycloakSession session, RealmModel realm, AimPermissions permissions, AdminEventBuilder adminEvent) {
        this.session = session;
        this.realm = realm;
        this.permissions = permissions;
        this.adminEvent = adminEvent;
    }

    @POST
    @Operation(
            operationId = "changeAgents",
            summary = "Suspend, revoke, tag, untag or transfer many agents",
            description =
                    "Each agent is changed in a transaction of its own, and the answer says what became of each. With a"
                            + " filter, repeat with after while next is there.")
    @RequestBody(
            required = true,
            content = @Content(schema = @Schema(implementation = BulkRequest.Documentation.class)))
    @APIResponse(
            responseCode = "200",
            description = "What became of each agent",
            content = @Content(schema = @Schema(implementation = BulkResultRepresentation.class)))
    @APIResponse(responseCode = "400", description = "A field is not valid; field names it")
    @APIResponse(
            responseCode = "403",
            description =
                    "suspend and revoke need aim-operator or aim-manage, the others aim-manage and manage-clients")
    public Response change(@Nullable String body) {
        permissions.requireView();
        return ErrorFormat.ADMIN.answer(() -> {
            BulkRequest request = BulkRequest.parse(body);
            if (request.action().reducesPower()) {
                permissions.requireOperate(null);
            } else {
                permissions.requireManage();
            }
            BulkResultRepresentation result = new AgentBulk(session, realm, request).run();
            if (!request.dryRun()) {
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
