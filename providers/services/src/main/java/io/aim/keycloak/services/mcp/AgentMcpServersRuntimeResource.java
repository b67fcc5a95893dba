package io.aim.keycloak.services.mcp;

import io.aim.keycloak.services.rest.ErrorFormat;
import io.aim.keycloak.services.rest.PageParameters;
import io.aim.keycloak.spi.agent.AgentModel;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.NoCache;
import org.keycloak.models.KeycloakSession;

/** The MCP servers of one agent, for itself and for automation with an API key. */
@Tag(name = "Agent runtime")
@Produces(MediaType.APPLICATION_JSON)
public class AgentMcpServersRuntimeResource {

    private final KeycloakSession session;
    private final Function<String, AgentModel> agent;

    /** @param agent the agent of the request, by the id of the operation */
    public AgentMcpServersRuntimeResource(KeycloakSession session, Function<String, AgentModel> agent) {
        this.session = session;
        this.agent = agent;
    }

    @GET
    @NoCache
    @SecurityRequirement(name = "agent")
    @SecurityRequirement(name = "apiKey")
    @Operation(
            operationId = "listOwnMcpServers",
            summary = "The MCP servers that the agent uses or may use, in the order of their names")
    @APIResponse(
            responseCode = "200",
            description = "A page of connections",
            content = @Content(schema = @Schema(implementation = McpConnectionPageRepresentation.class)))
    @APIResponse(responseCode = "401", description = "No valid token or API key")
    @APIResponse(
            responseCode = "403",
            description = "Not an agent's own token, or the agent is not verified; insufficient_scope"
                    + " (agents:read) or insufficient_power of an API key")
    @APIResponse(responseCode = "404", description = "No such agent, or another agent's id with a token")
    public Response list(@BeanParam PageParameters page) {
        return ErrorFormat.PROBLEM.answer(() -> Response.ok(McpConnectionPageRepresentation.of(
                        session,
                        session.getContext().getRealm(),
                        agent.apply("listOwnMcpServers").getId(),
                        page))
                .build());
    }
}
