package io.aim.keycloak.services.capability;

import io.aim.keycloak.services.rest.ErrorFormat;
import io.aim.keycloak.services.rest.PageParameters;
import io.aim.keycloak.spi.agent.AgentModel;
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
import org.keycloak.models.KeycloakSession;

/** What an agent may do, for itself, for those who answer for it, and for automation with an API key. */
@Tag(name = "Agent runtime")
@Produces(MediaType.APPLICATION_JSON)
public class AgentCapabilitiesRuntimeResource {

    private final KeycloakSession session;
    private final CapabilityHolder holder;

    public AgentCapabilitiesRuntimeResource(KeycloakSession session, CapabilityHolder holder) {
        this.session = session;
        this.holder = holder;
    }

    @GET
    @NoCache
    @SecurityRequirement(name = "agent")
    @SecurityRequirement(name = "user")
    @SecurityRequirement(name = "apiKey")
    @Operation(operationId = "listOwnCapabilities", summary = "What the agent may do now, in the order of capabilities")
    @APIResponse(
            responseCode = "200",
            description = "A page of grants",
            content = @Content(schema = @Schema(implementation = CapabilityGrantPageRepresentation.class)))
    @APIResponse(responseCode = "401", description = "No valid token or API key")
    @APIResponse(
            responseCode = "403",
            description =
                    "The agent is not verified; insufficient_scope (agents:read) or insufficient_power of an API key")
    @APIResponse(responseCode = "404", description = "No such agent, or it is none of the caller's business")
    public Response list(@BeanParam PageParameters page) {
        return ErrorFormat.PROBLEM.answer(() -> {
            AgentModel agent = holder.forReading("listOwnCapabilities");
            CapabilityGrants grants =
                    new CapabilityGrants(session, session.getContext().getRealm());
            return Response.ok(AgentCapabilitiesAdminResource.page(grants, agent.getId(), page))
                    .build();
        });
    }
}
