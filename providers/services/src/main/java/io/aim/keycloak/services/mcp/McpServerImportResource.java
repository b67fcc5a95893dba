package io.aim.keycloak.services.mcp;

import io.aim.keycloak.services.bulk.ImportedLine;
import io.aim.keycloak.services.bulk.JsonLines;
import io.aim.keycloak.services.bulk.LineImport;
import io.aim.keycloak.services.permission.AimPermissions;
import io.aim.keycloak.services.rest.ErrorFormat;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
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

/** MCP servers as JSON lines, into a realm. */
@SecurityRequirement(name = "administrator")
@Tag(name = "MCP servers")
public class McpServerImportResource {

    private final KeycloakSession session;
    private final RealmModel realm;
    private final AimPermissions permissions;
    private final AdminEventBuilder adminEvent;

    McpServerImportResource(
            KeycloakSession session, RealmModel realm, AimPermissions permissions, AdminEventBuilder adminEvent) {
        this.session = session;
        this.realm = realm;
        this.permissions = permissions;
        this.adminEvent = adminEvent;
    }

    @POST
    @Consumes({JsonLines.MEDIA_TYPE, "application/jsonl"})
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "importMcpServers",
            summary = "Register and change MCP servers by JSON lines",
            description =
                    "Idempotent by name. A server that is not there is registered, pending; of one that is there the"
                            + " fields of the line are changed, never its status, nor a key that it has. Each line is a"
                            + " transaction of its own, and the answer says what became of it. 1000 lines at most.")
    @RequestBody(
            required = true,
            content =
                    @Content(mediaType = JsonLines.MEDIA_TYPE, schema = @Schema(implementation = McpServerLine.class)))
    @APIResponse(
            responseCode = "200",
            description = "What became of each line",
            content = @Content(schema = @Schema(implementation = McpServerImportRepresentation.class)))
    @APIResponse(responseCode = "400", description = "No lines, or too many")
    @APIResponse(responseCode = "403", description = "Needs aim-manage and manage-clients")
    @APIResponse(responseCode = "415", description = "The Content-Type is not " + JsonLines.MEDIA_TYPE)
    public Response take(
            @Nullable String body,
            @Parameter(description = "Only say what would be done") @QueryParam("dryRun") @DefaultValue("false")
                    boolean dryRun) {
        permissions.requireManage();
        return ErrorFormat.ADMIN.answer(() -> {
            List<ImportedLine> lines = new LineImport(
                            session,
                            realm,
                            dryRun,
                            (inner, line) -> new McpServerImport(
                                            inner, inner.getContext().getRealm())
                                    .take(line))
                    .run(body, "MCP server");
            McpServerImportRepresentation result = McpServerImportRepresentation.of(dryRun, lines);
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
