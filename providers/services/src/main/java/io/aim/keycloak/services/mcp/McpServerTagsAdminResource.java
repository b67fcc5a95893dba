package io.aim.keycloak.services.mcp;

import io.aim.keycloak.core.agent.AgentRules;
import io.aim.keycloak.services.permission.AimPermissions;
import io.aim.keycloak.services.rest.AimException;
import io.aim.keycloak.services.rest.ErrorFormat;
import io.aim.keycloak.services.rest.JsonBody;
import io.aim.keycloak.services.rest.TagsRepresentation;
import io.aim.keycloak.spi.mcp.McpServerModel;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
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
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.services.resources.admin.AdminEventBuilder;

/** The tags of one MCP server. */
@SecurityRequirement(name = "administrator")
@Tag(name = "MCP servers")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class McpServerTagsAdminResource {

    private final KeycloakSession session;
    private final AimPermissions permissions;
    private final AdminEventBuilder adminEvent;
    private final McpServerModel server;
    private final @Nullable ClientModel client;
    private final McpServerService service;

    McpServerTagsAdminResource(
            KeycloakSession session,
            RealmModel realm,
            AimPermissions permissions,
            AdminEventBuilder adminEvent,
            McpServerModel server,
            @Nullable ClientModel client) {
        this.session = session;
        this.permissions = permissions;
        this.adminEvent = adminEvent;
        this.server = server;
        this.client = client;
        this.service = new McpServerService(session, realm);
    }

    @GET
    @NoCache
    @Operation(operationId = "listMcpServerTags", summary = "The MCP server's tags, sorted")
    @APIResponse(
            responseCode = "200",
            description = "The tags",
            content = @Content(schema = @Schema(implementation = TagsRepresentation.class)))
    @APIResponse(responseCode = "403", description = "Needs an AIM role and view-clients")
    @APIResponse(responseCode = "404", description = "No such MCP server in this realm")
    public Response list() {
        return Response.ok(new TagsRepresentation(List.copyOf(server.getTags())))
                .build();
    }

    @POST
    @Operation(operationId = "addMcpServerTags", summary = "Add tags; those that are there stay")
    @RequestBody(required = true, content = @Content(schema = @Schema(implementation = TagsRepresentation.class)))
    @APIResponse(
            responseCode = "200",
            description = "All tags",
            content = @Content(schema = @Schema(implementation = TagsRepresentation.class)))
    @APIResponse(responseCode = "400", description = "A tag is not valid; field names it")
    @APIResponse(responseCode = "403", description = "Needs aim-manage and manage-clients")
    @APIResponse(responseCode = "404", description = "No such MCP server in this realm")
    public Response add(@Nullable String body) {
        permissions.requireManage(client);
        return ErrorFormat.ADMIN.answer(() -> {
            SortedSet<String> sent =
                    AgentRules.tags("tags", JsonBody.parse(body, "tags").texts("tags"));
            McpServerModel locked = service.lock(server.getId());
            List<String> all = new ArrayList<>(locked.getTags());
            all.addAll(sent);
            return Response.ok(change(locked, AgentRules.tags("tags", new ArrayList<>(all))))
                    .build();
        });
    }

    @DELETE
    @Path("{tag}")
    @Operation(operationId = "removeMcpServerTag", summary = "Remove a tag")
    @APIResponse(responseCode = "204", description = "Removed")
    @APIResponse(responseCode = "403", description = "Needs aim-manage and manage-clients")
    @APIResponse(responseCode = "404", description = "No such MCP server in this realm, or it has no such tag")
    public Response remove(@PathParam("tag") String tag) {
        permissions.requireManage(client);
        return ErrorFormat.ADMIN.answer(() -> {
            McpServerModel locked = service.lock(server.getId());
            SortedSet<String> rest = new TreeSet<>(locked.getTags());
            if (!rest.remove(tag)) {
                throw AimException.notFound("The MCP server has no such tag");
            }
            change(locked, rest);
            return Response.noContent().build();
        });
    }

    private TagsRepresentation change(McpServerModel locked, SortedSet<String> tags) {
        TagsRepresentation representation =
                new TagsRepresentation(List.copyOf(service.tag(locked, tags).getTags()));
        McpServerEvents.about(adminEvent, locked)
                .operation(OperationType.UPDATE)
                .resourcePath(session.getContext().getUri())
                .representation(representation)
                .success();
        return representation;
    }
}
