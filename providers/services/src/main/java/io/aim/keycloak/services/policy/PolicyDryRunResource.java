package io.aim.keycloak.services.policy;

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
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** What policies would have done; nothing changes by asking. */
@SecurityRequirement(name = "administrator")
@Tag(name = "Policies")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class PolicyDryRunResource {

    private final KeycloakSession session;
    private final RealmModel realm;
    private final AimPermissions permissions;

    PolicyDryRunResource(KeycloakSession session, RealmModel realm, AimPermissions permissions) {
        this.session = session;
        this.realm = realm;
        this.permissions = permissions;
    }

    @POST
    @Operation(
            operationId = "dryRunPolicies",
            summary = "What would have been decided in the last days with other policies",
            description =
                    "Replays the recorded decisions, oldest first. Agents, grants, scores and catalogue are those of the"
                            + " time of the action. Nothing is changed.")
    @RequestBody(
            required = false,
            content = @Content(schema = @Schema(implementation = PolicyDryRunRequestRepresentation.class)))
    @APIResponse(
            responseCode = "200",
            description = "What was, what would have been, and the first hundred decisions that differ",
            content = @Content(schema = @Schema(implementation = PolicyDryRunRepresentation.class)))
    @APIResponse(responseCode = "400", description = "A field is not valid; field names it")
    @APIResponse(responseCode = "403", description = "Needs an AIM role and view-clients")
    public Response dryRun(@Nullable String body) {
        permissions.requireView();
        return ErrorFormat.ADMIN.answer(() -> {
            DryRunRequest request = DryRunRequest.parse(session, realm, body);
            return Response.ok(new PolicyDryRun(session, realm).run(request)).build();
        });
    }
}
