package io.aim.keycloak.services.audit;

import io.aim.keycloak.services.rest.AimException;
import io.aim.keycloak.services.rest.ErrorFormat;
import io.aim.keycloak.services.rest.ratelimit.RateLimitProvider;
import io.aim.keycloak.spi.audit.AuditProvider;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirements;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.NoCache;
import org.keycloak.models.KeycloakSession;

/** The latest checkpoint, for everybody: who keeps a copy can later show what the trail was. */
@Tag(name = "Audit")
@Produces(MediaType.APPLICATION_JSON)
public class AuditCheckpointsRuntimeResource {

    private final KeycloakSession session;

    public AuditCheckpointsRuntimeResource(KeycloakSession session) {
        this.session = session;
    }

    @GET
    @NoCache
    @Path("latest")
    @SecurityRequirements
    @Operation(operationId = "getPublicAuditCheckpoint", summary = "Get the checkpoint of the largest tree")
    @APIResponse(
            responseCode = "200",
            description = "The checkpoint",
            content = @Content(schema = @Schema(implementation = AuditCheckpointRepresentation.class)))
    @APIResponse(responseCode = "404", description = "There is no checkpoint yet")
    @APIResponse(responseCode = "429", description = "rate_limited; Retry-After")
    public Response latest() {
        return ErrorFormat.PROBLEM.answer(() -> {
            RateLimitProvider.requireOfAddress(session);
            return Response.ok(AuditCheckpointRepresentation.of(session.getProvider(AuditProvider.class)
                            .tree(session.getContext().getRealm())
                            .latestCheckpoint()
                            .orElseThrow(() -> AimException.notFound("There is no checkpoint yet"))))
                    .build();
        });
    }
}
