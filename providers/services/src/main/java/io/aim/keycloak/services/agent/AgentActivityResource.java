package io.aim.keycloak.services.agent;

import io.aim.keycloak.services.audit.AuditLogs;
import io.aim.keycloak.services.audit.AuditPageRepresentation;
import io.aim.keycloak.services.rest.ErrorFormat;
import io.aim.keycloak.services.rest.PageParameters;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.NoCache;

/** What an agent did itself, for administrators who may see the agent. */
@SecurityRequirement(name = "administrator")
@Tag(name = "Agents")
@Produces(MediaType.APPLICATION_JSON)
public class AgentActivityResource {

    private final AuditLogs logs;
    private final String agentId;

    AgentActivityResource(AuditLogs logs, String agentId) {
        this.logs = logs;
        this.agentId = agentId;
    }

    @GET
    @NoCache
    @Operation(operationId = "listAgentActivity", summary = "What the agent did itself, newest first")
    @APIResponse(
            responseCode = "200",
            description = "A page of events",
            content = @Content(schema = @Schema(implementation = AuditPageRepresentation.class)))
    @APIResponse(responseCode = "400", description = "A parameter is not valid; field names it")
    @APIResponse(responseCode = "403", description = "Needs an AIM role and view-clients")
    @APIResponse(responseCode = "404", description = "No such agent in this realm")
    public Response activity(@BeanParam PageParameters page) {
        return ErrorFormat.ADMIN.answer(
                () -> Response.ok(logs.activity(agentId, page)).build());
    }
}
