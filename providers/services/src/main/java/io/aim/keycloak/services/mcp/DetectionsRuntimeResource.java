package io.aim.keycloak.services.mcp;

import io.aim.keycloak.services.rest.ErrorFormat;
import io.aim.keycloak.spi.agent.AgentModel;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.function.Supplier;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;

/** What an agent reports to use. A report permits nothing. */
@Tag(name = "Agent runtime")
@SecurityRequirement(name = "agent")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class DetectionsRuntimeResource {

    private final KeycloakSession session;
    private final Supplier<AgentModel> self;

    /** @param self the agent whose own token the request has */
    public DetectionsRuntimeResource(KeycloakSession session, Supplier<AgentModel> self) {
        this.session = session;
        this.self = self;
    }

    @POST
    @Operation(
            operationId = "reportDetections",
            summary = "Report MCP servers that the agent was seen to use",
            description = "Never widens what the agent may do.")
    @RequestBody(required = true, content = @Content(schema = @Schema(implementation = DetectionsRepresentation.class)))
    @APIResponse(
            responseCode = "200",
            description = "What became of each",
            content = @Content(schema = @Schema(implementation = DetectionResultsRepresentation.class)))
    @APIResponse(responseCode = "400", description = "A field is not valid; field names it")
    @APIResponse(responseCode = "401", description = "No valid token")
    @APIResponse(responseCode = "403", description = "Not an agent's own token, or the agent is not verified")
    @APIResponse(responseCode = "404", description = "Another agent's id")
    @APIResponse(responseCode = "409", description = "too_many_connections")
    public Response report(@Nullable String body) {
        return ErrorFormat.PROBLEM.answer(() -> {
            AgentModel agent = self.get();
            return Response.ok(new DetectionResultsRepresentation(
                            new McpConnections(session, session.getContext().getRealm())
                                    .detect(agent.getId(), ReportedServer.parse(body))))
                    .build();
        });
    }
}
