package io.aim.keycloak.services.apikey;

import io.aim.keycloak.services.rest.ErrorFormat;
import io.aim.keycloak.services.rest.RuntimeCaller;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.keycloak.models.KeycloakSession;

/** Keys of a single agent, which another edition has; whoever authenticates learns so. */
@SecurityRequirement(name = "agent")
@SecurityRequirement(name = "apiKey")
@Tag(name = "API keys")
@Produces(MediaType.APPLICATION_JSON)
public class AgentApiKeysRuntimeResource {

    private final KeycloakSession session;

    public AgentApiKeysRuntimeResource(KeycloakSession session) {
        this.session = session;
    }

    @GET
    @Operation(operationId = "listOwnApiKeys", summary = "Keys of a single agent: another edition has them")
    @APIResponse(responseCode = "200", description = "Never in this edition")
    @APIResponse(responseCode = "401", description = "No valid token or API key")
    @APIResponse(responseCode = "403", description = "edition_required")
    public Response list() {
        return refuse("listOwnApiKeys");
    }

    @POST
    @Operation(operationId = "createOwnApiKey", summary = "Make a key of a single agent: another edition does")
    @APIResponse(responseCode = "201", description = "Never in this edition")
    @APIResponse(responseCode = "401", description = "No valid token or API key")
    @APIResponse(responseCode = "403", description = "edition_required")
    public Response create() {
        return refuse("createOwnApiKey");
    }

    private Response refuse(String operation) {
        return ErrorFormat.PROBLEM.answer(() -> {
            if (ApiKeyCaller.of(session, operation).isEmpty()) {
                RuntimeCaller.require(session);
            }
            throw EditionRequired.agentApiKeys();
        });
    }
}
