package io.aim.keycloak.services.key;

import io.aim.keycloak.services.rest.ErrorFormat;
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

/** An agent's own keys. */
@SecurityRequirement(name = "agent")
@Tag(name = "Agent runtime")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class AgentKeysRuntimeResource {

    private final KeycloakSession session;
    private final Supplier<String> agentId;

    /** @param agentId the agent of the token; throws unless that is the one of the path */
    public AgentKeysRuntimeResource(KeycloakSession session, Supplier<String> agentId) {
        this.session = session;
        this.agentId = agentId;
    }

    @POST
    @Operation(
            operationId = "rotateOwnKey",
            summary = "Rotate the agent's key",
            description = "Signed by an active key and by the new one; the key that signs stays accepted for the grace"
                    + " period. Keys in grace cannot name successors.")
    @RequestBody(
            required = true,
            content = @Content(schema = @Schema(implementation = KeyRotationRequest.ByAgent.class)))
    @APIResponse(
            responseCode = "201",
            description = "The keys after the change",
            content = @Content(schema = @Schema(implementation = KeyVaultRepresentation.class)))
    @APIResponse(responseCode = "400", description = "A field or a proof is not valid; field names it")
    @APIResponse(responseCode = "401", description = "No valid token")
    @APIResponse(responseCode = "403", description = "Not an agent's token, or the agent is not verified")
    @APIResponse(responseCode = "404", description = "Another agent's id")
    @APIResponse(responseCode = "409", description = "key_in_use or too_many_keys")
    public Response rotate(@Nullable String body) {
        return ErrorFormat.PROBLEM.answer(() -> Response.status(Response.Status.CREATED)
                .entity(KeyVaultRepresentation.of(
                        new KeyRotation(session, session.getContext().getRealm()).byAgent(agentId.get(), body)))
                .build());
    }
}
