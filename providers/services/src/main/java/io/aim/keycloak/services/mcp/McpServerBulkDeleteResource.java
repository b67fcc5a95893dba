package io.aim.keycloak.services.mcp;

import io.aim.keycloak.services.bulk.BulkSelection;
import io.aim.keycloak.services.permission.AimPermissions;
import io.aim.keycloak.services.rest.ErrorFormat;
import io.aim.keycloak.services.rest.JsonBody;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
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

/** Removes many MCP servers. */
@SecurityRequirement(name = "administrator")
@Tag(name = "MCP servers")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class McpServerBulkDeleteResource {

    private final KeycloakSession session;
    private final RealmModel realm;
    private final AimPermissions permissions;
    private final AdminEventBuilder adminEvent;

    McpServerBulkDeleteResource(
            KeycloakSession session, RealmModel realm, AimPermissions permissions, AdminEventBuilder adminEvent) {
        this.session = session;
        this.realm = realm;
        this.permissions = permissions;
        this.adminEvent = adminEvent;
    }

    /** Documents the body. */
    @Schema(name = "McpServerBulkDelete", description = "MCP servers to remove, named by ids or by a filter.")
    record Documentation(
            @Schema(description = "Ids of MCP servers, 500 at most; or use filter.") @Nullable
            List<String> ids,

            @Schema(
                    description =
                            "Filters of the list of MCP servers, such as {\"tag\": \"eu\"}; an empty object is all of them.")
            @Nullable
            Map<String, String> filter,

            @Schema(description = "Value of next of the previous answer.") @Nullable
            String after,

            @Schema(minimum = "1", maximum = "500", defaultValue = "100", description = "Most servers of one call.")
            @Nullable
            Integer max,

            @Schema(description = "Only say what would be done.", defaultValue = "false") @Nullable
            Boolean dryRun) {}

    @POST
    @Operation(
            operationId = "deleteMcpServers",
            summary = "Remove many MCP servers and their clients",
            description =
                    "Each is removed in a transaction of its own, and the answer says what became of each. With a filter,"
                            + " repeat with after while next is there.")
    @RequestBody(required = true, content = @Content(schema = @Schema(implementation = Documentation.class)))
    @APIResponse(
            responseCode = "200",
            description = "What became of each MCP server",
            content = @Content(schema = @Schema(implementation = McpServerBulkResultRepresentation.class)))
    @APIResponse(responseCode = "400", description = "A field is not valid; field names it")
    @APIResponse(responseCode = "403", description = "Needs aim-manage and manage-clients")
    public Response delete(@Nullable String body) {
        permissions.requireManage();
        return ErrorFormat.ADMIN.answer(() -> {
            JsonBody json = JsonBody.parse(body, "ids", "filter", "after", "max", "dryRun");
            boolean dryRun = json.flag("dryRun");
            McpServerBulkResultRepresentation result =
                    new McpServerBulkDelete(session, realm, dryRun).run(BulkSelection.of(json, "MCP servers"));
            if (!dryRun) {
                adminEvent
                        .operation(OperationType.DELETE)
                        .resourcePath(session.getContext().getUri())
                        .representation(result)
                        .success();
            }
            return Response.ok(result).build();
        });
    }
}
