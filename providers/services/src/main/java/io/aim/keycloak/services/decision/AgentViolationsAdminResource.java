package io.aim.keycloak.services.decision;

import io.aim.keycloak.services.rest.ErrorFormat;
import io.aim.keycloak.services.rest.PageParameters;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
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
import org.keycloak.models.RealmModel;

/** What an agent attempted beyond what it may do, for administrators. */
@SecurityRequirement(name = "administrator")
@Tag(name = "Violations", description = "What agents attempted beyond what they may do")
public class AgentViolationsAdminResource {

    private final KeycloakSession session;
    private final RealmModel realm;
    private final String agentId;

    /** @param agentId an agent that the caller may see */
    public AgentViolationsAdminResource(KeycloakSession session, RealmModel realm, String agentId) {
        this.session = session;
        this.realm = realm;
        this.agentId = agentId;
    }

    @GET
    @NoCache
    @Produces({MediaType.APPLICATION_JSON, ViolationCsv.TYPE})
    @Operation(operationId = "listViolationsOfAgent", summary = "Violations of the agent, newest first")
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
    @APIResponse(responseCode = "403", description = "Needs an AIM role and view-clients")
    @APIResponse(responseCode = "404", description = "No such agent in this realm")
    public Response list(
            @BeanParam ViolationParameters filters,
            @Parameter(description = "json or csv; else what the request accepts") @QueryParam("format") @Nullable
                    String format,
            @BeanParam PageParameters page) {
        return ErrorFormat.ADMIN.answer(() -> new Violations(session, realm).list(filters, agentId, format, page));
    }
}
