package io.aim.keycloak.services.agent;

import io.aim.keycloak.services.bulk.JsonLines;
import io.aim.keycloak.services.permission.AimPermissions;
import io.aim.keycloak.services.rest.AimException;
import io.aim.keycloak.services.rest.ErrorFormat;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.function.BooleanSupplier;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.keycloak.events.admin.OperationType;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.services.resources.admin.AdminEventBuilder;

/** Agents as JSON lines, into a realm. */
@SecurityRequirement(name = "administrator")
@Tag(name = "Agents")
public class AgentImportResource {

    private final KeycloakSession session;
    private final RealmModel realm;
    private final AimPermissions permissions;
    private final AdminEventBuilder adminEvent;
    private final BooleanSupplier realmReady;

    AgentImportResource(
            KeycloakSession session,
            RealmModel realm,
            AimPermissions permissions,
            AdminEventBuilder adminEvent,
            BooleanSupplier realmReady) {
        this.session = session;
        this.realm = realm;
        this.permissions = permissions;
        this.adminEvent = adminEvent;
        this.realmReady = realmReady;
    }

    @POST
    @Consumes({JsonLines.MEDIA_TYPE, "application/jsonl"})
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "importAgents",
            summary = "Register and change agents by JSON lines",
            description =
                    "Idempotent by name. An agent that is not there is registered, pending; of one that is there the"
                            + " fields of the line are changed, never its status or keys. Each line is a transaction of its own,"
                            + " and the answer says what became of it. 1000 lines at most.")
    @RequestBody(
            required = true,
            content = @Content(mediaType = JsonLines.MEDIA_TYPE, schema = @Schema(implementation = AgentLine.class)))
    @APIResponse(
            responseCode = "200",
            description = "What became of each line",
            content = @Content(schema = @Schema(implementation = ImportResultRepresentation.class)))
    @APIResponse(responseCode = "400", description = "No lines, or too many")
    @APIResponse(responseCode = "403", description = "Needs aim-manage and manage-clients")
    @APIResponse(responseCode = "409", description = "realm_not_ready")
    @APIResponse(responseCode = "415", description = "The Content-Type is not " + JsonLines.MEDIA_TYPE)
    public Response take(
            @Nullable String body,
            @Parameter(description = "Only say what would be done") @QueryParam("dryRun") @DefaultValue("false")
                    boolean dryRun) {
        permissions.requireManage();
        return ErrorFormat.ADMIN.answer(() -> {
            if (!realmReady.getAsBoolean()) {
                throw AimException.realmNotReady();
            }
            ImportResultRepresentation result = new AgentImports(session, realm, dryRun).run(body);
            if (!dryRun) {
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
