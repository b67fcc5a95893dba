package io.aim.keycloak.services.decision;

import io.aim.keycloak.services.rest.ErrorFormat;
import io.aim.keycloak.services.rest.PageParameters;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.function.Supplier;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.NoCache;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;

/** What an agent attempted beyond what it may do, for itself and for automation with an API key. */
@Tag(name = "Violations")
public class AgentViolationsRuntimeResource {

    private final KeycloakSession session;
    private final Supplier<String> agentId;

    /** @param agentId finds the agent that the caller may see */
    public AgentViolationsRuntimeResource(KeycloakSession session, Supplier<String> agentId) {
        this.session = session;
        this.agentId = agentId;
    }

    @GET
    @NoCache
    @Produces({MediaType.APPLICATION_JSON, ViolationCsv.TYPE})
    @SecurityRequirement(name = "agent")
    @SecurityRequirement(name = "apiKey")
    @Operation(operationId = "listOwnViolations", summary = "Violations of the agent, newest first")
    @APIResponse(
            responseCode = "200",
            description = "A page of violations; all of them as CSV",
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(implementation = ViolationPageRepresentation.class)),
                @Content(mediaType = ViolationCsv.TYPE, schema = @Schema(implementation = String.class))
            })
    @APIResponse(responseCode = "400", description = "A filter is not valid; field names it")
    @APIResponse(responseCode = "401", description = "No valid token or API key")
    @APIResponse(
            responseCode = "403",
            description = "Not an agent's own token, or the agent is not verified; insufficient_scope (agents:read) or"
                    + " insufficient_power of an API key")
    @APIResponse(responseCode = "404", description = "No such agent, or another agent's id with a token")
    public Response list(
            @BeanParam ViolationParameters filters,
            @Parameter(description = "json or csv; else what the request accepts") @QueryParam("format") @Nullable
                    String format,
            @BeanParam PageParameters page) {
        return ErrorFormat.PROBLEM.answer(() ->
                new Violations(session, session.getContext().getRealm()).list(filters, agentId.get(), format, page));
    }
}
