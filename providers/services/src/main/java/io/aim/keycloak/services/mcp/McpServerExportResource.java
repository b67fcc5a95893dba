package io.aim.keycloak.services.mcp;

import io.aim.keycloak.services.bulk.JsonLines;
import io.aim.keycloak.services.permission.AimPermissions;
import io.aim.keycloak.services.rest.ErrorFormat;
import io.aim.keycloak.services.rest.UserLookup;
import io.aim.keycloak.spi.mcp.McpServerQuery;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.NoCache;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** MCP servers as JSON lines, out of a realm. */
@SecurityRequirement(name = "administrator")
@Tag(name = "MCP servers")
public class McpServerExportResource {

    private final KeycloakSession session;
    private final RealmModel realm;
    private final AimPermissions permissions;

    McpServerExportResource(KeycloakSession session, RealmModel realm, AimPermissions permissions) {
        this.session = session;
        this.realm = realm;
        this.permissions = permissions;
    }

    @GET
    @NoCache
    @Produces({JsonLines.MEDIA_TYPE, MediaType.APPLICATION_JSON})
    @Operation(
            operationId = "exportMcpServers",
            summary = "MCP servers as JSON lines",
            description =
                    "In the order of their names, streamed. Each line is what an import and a registration accept; owners"
                            + " stand by name.")
    @APIResponse(
            responseCode = "200",
            description = "One MCP server per line",
            content =
                    @Content(mediaType = JsonLines.MEDIA_TYPE, schema = @Schema(implementation = McpServerLine.class)))
    @APIResponse(responseCode = "400", description = "A filter is not valid; field names it")
    @APIResponse(responseCode = "403", description = "Needs an AIM role and view-clients")
    public Response export(@BeanParam McpServerListParameters filters) {
        permissions.requireView();
        return ErrorFormat.ADMIN.answer(() -> {
            McpServerQuery query = filters.query(new UserLookup(session, realm), null, JsonLines.PAGE);
            // the stream reads in transactions of its own; that of the request would end in the middle of a long one
            session.getTransactionManager().commit();
            return Response.ok(McpServerLine.lines(session, realm, query), JsonLines.MEDIA_TYPE)
                    .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"mcp-servers.ndjson\"")
                    .build();
        });
    }
}
