package io.aim.keycloak.services.key;

import io.aim.keycloak.services.rest.ErrorFormat;
import io.aim.keycloak.spi.agent.AgentModel;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;

/** An agent's own keys. */
@SecurityRequirement(name = "agent")
@SecurityRequirement(name = "apiKey")
@Tag(name = "Agent runtime")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class AgentKeysRuntimeResource {

    private final KeycloakSession session;
    private final Owner owner;

    /** Whose keys these are, and who asks; throws unless the caller may. */
    public interface Owner {

        /** The answer for the agent itself, or for an API key. */
        <T> T choose(Function<AgentModel, T> itself, Function<AgentModel, T> byApiKey);
    }

    public AgentKeysRuntimeResource(KeycloakSession session, Owner owner) {
        this.session = session;
        this.owner = owner;
    }

    @POST
    @Operation(
            operationId = "rotateOwnKey",
            summary = "Rotate the agent's key",
            description = "Signed by an active key and by the new one; the key that signs stays accepted for the grace"
                    + " period. Keys in grace cannot name successors. With an API key (keys:write) the body is that of an"
                    + " administrator, NewAgentKey.")
    @RequestBody(
            required = true,
            content = @Content(schema = @Schema(implementation = KeyRotationRequest.ByAgent.class)))
    @APIResponse(
            responseCode = "201",
            description = "The keys after the change",
            content = @Content(schema = @Schema(implementation = KeyVaultRepresentation.class)))
    @APIResponse(responseCode = "400", description = "A field or a proof is not valid; field names it")
    @APIResponse(responseCode = "401", description = "No valid token or API key")
    @APIResponse(
            responseCode = "403",
            description = "Not an agent's token, or the agent is not verified; insufficient_scope (keys:write)")
    @APIResponse(responseCode = "404", description = "Another agent's id")
    @APIResponse(responseCode = "409", description = "key_in_use or too_many_keys")
    public Response rotate(@Nullable String body) {
        return ErrorFormat.PROBLEM.answer(() -> Response.status(Response.Status.CREATED)
                .entity(KeyVaultRepresentation.of(rotated(body)))
                .build());
    }

    private AgentModel rotated(@Nullable String body) {
        KeyRotation rotation = new KeyRotation(session, session.getContext().getRealm());
        return owner.choose(
                agent -> rotation.byAgent(agent.getId(), body), agent -> rotation.byAdministrator(agent.getId(), body));
    }
}
