package io.aim.keycloak.services.mcp;

import io.aim.keycloak.services.permission.AimPermissions;
import io.aim.keycloak.services.rest.ErrorFormat;
import io.aim.keycloak.services.rest.PageParameters;
import io.aim.keycloak.spi.mcp.McpConnection;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
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
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.services.resources.admin.AdminEventBuilder;

/** The MCP servers of one agent, for administrators. */
@SecurityRequirement(name = "administrator")
@Tag(name = "Agents")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class AgentMcpServersAdminResource {

    private static final String RESOURCE_TYPE = "AIM_AGENT_MCP_CONNECTION";

    private final KeycloakSession session;
    private final RealmModel realm;
    private final AimPermissions permissions;
    private final AdminEventBuilder adminEvent;
    private final String agentId;
    private final @Nullable ClientModel client;
    private final McpConnections connections;

    public AgentMcpServersAdminResource(
            KeycloakSession session,
            RealmModel realm,
            AimPermissions permissions,
            AdminEventBuilder adminEvent,
            String agentId,
            @Nullable ClientModel client) {
        this.session = session;
        this.realm = realm;
        this.permissions = permissions;
        this.adminEvent = adminEvent.resource(RESOURCE_TYPE);
        this.agentId = agentId;
        this.client = client;
        this.connections = new McpConnections(session, realm);
    }

    @GET
    @NoCache
    @Operation(
            operationId = "listAgentMcpServers",
            summary = "The MCP servers that the agent uses or may use, in the order of their names")
    @APIResponse(
            responseCode = "200",
            description = "A page of connections",
            content = @Content(schema = @Schema(implementation = McpConnectionPageRepresentation.class)))
    @APIResponse(responseCode = "403", description = "Needs an AIM role and view-clients")
    @APIResponse(responseCode = "404", description = "No such agent in this realm")
    public Response list(@BeanParam PageParameters page) {
        return ErrorFormat.ADMIN.answer(
                () -> Response.ok(McpConnectionPageRepresentation.of(session, realm, agentId, page))
                        .build());
    }

    @POST
    @Operation(
            operationId = "grantMcpServer",
            summary = "Permit the agent to use an MCP server",
            description = "A connection that was declared or detected becomes a granted one; again, nothing changes.")
    @RequestBody(
            required = true,
            content = @Content(schema = @Schema(implementation = McpConnectionGrantRepresentation.class)))
    @APIResponse(
            responseCode = "201",
            description = "Granted; Location is its address",
            content = @Content(schema = @Schema(implementation = McpConnectionRepresentation.class)))
    @APIResponse(responseCode = "400", description = "unknown_mcp_server, or another field is not valid")
    @APIResponse(responseCode = "403", description = "Needs aim-manage and manage-clients; or own_grant")
    @APIResponse(responseCode = "404", description = "No such agent in this realm")
    @APIResponse(responseCode = "409", description = "agent_revoked, mcp_server_revoked or too_many_connections")
    public Response grant(@Nullable String body) {
        permissions.requireManage(client);
        return ErrorFormat.ADMIN.answer(() -> {
            McpConnection granted = connections.grant(agentId, body);
            McpConnectionRepresentation representation = McpConnectionRepresentation.of(
                    granted, new McpServerService(session, realm).find(granted.serverId()));
            adminEvent
                    .operation(OperationType.CREATE)
                    .resourcePath(session.getContext().getUri(), granted.serverId())
                    .representation(representation)
                    .success();
            return Response.created(session.getContext()
                            .getUri()
                            .getAbsolutePathBuilder()
                            .path(granted.serverId())
                            .build())
                    .entity(representation)
                    .build();
        });
    }

    @DELETE
    @Path("{serverId}")
    @Operation(
            operationId = "removeAgentMcpServer",
            summary = "Forget a connection, and take its permission away",
            description = "It comes back, without permission, when the agent is seen to use the server again.")
    @APIResponse(responseCode = "204", description = "Removed")
    @APIResponse(responseCode = "403", description = "Needs aim-operator and view-clients, or aim-manage")
    @APIResponse(responseCode = "404", description = "No such agent in this realm, or it has no such connection")
    public Response remove(@PathParam("serverId") String serverId) {
        permissions.requireOperate(client);
        return ErrorFormat.ADMIN.answer(() -> {
            connections.remove(agentId, serverId);
            adminEvent
                    .operation(OperationType.DELETE)
                    .resourcePath(session.getContext().getUri())
                    .success();
            return Response.noContent().build();
        });
    }
}
