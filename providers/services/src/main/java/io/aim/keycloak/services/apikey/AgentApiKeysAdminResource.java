package io.aim.keycloak.services.apikey;

import io.aim.keycloak.services.rest.ErrorFormat;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Keys of a single agent, which another edition has; whoever may see the agent learns so. */
@SecurityRequirement(name = "administrator")
@Tag(name = "API keys")
@Produces(MediaType.APPLICATION_JSON)
public class AgentApiKeysAdminResource {

    @GET
    @Operation(operationId = "listAgentApiKeys", summary = "Keys of a single agent: another edition has them")
    @APIResponse(responseCode = "200", description = "Never in this edition")
    @APIResponse(responseCode = "403", description = "edition_required; or needs an AIM role and view-clients")
    public Response list() {
        throw ErrorFormat.ADMIN.response(EditionRequired.agentApiKeys());
    }

    @POST
    @Operation(operationId = "createAgentApiKey", summary = "Make a key of a single agent: another edition does")
    @APIResponse(responseCode = "201", description = "Never in this edition")
    @APIResponse(responseCode = "403", description = "edition_required; or needs an AIM role and view-clients")
    public Response create() {
        throw ErrorFormat.ADMIN.response(EditionRequired.agentApiKeys());
    }
}
