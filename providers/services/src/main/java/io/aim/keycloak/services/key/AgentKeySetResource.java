package io.aim.keycloak.services.key;

import io.aim.keycloak.core.agent.AgentStatus;
import io.aim.keycloak.services.rest.AimException;
import io.aim.keycloak.services.rest.ErrorFormat;
import io.aim.keycloak.services.rest.ratelimit.RateLimitProvider;
import io.aim.keycloak.spi.agent.AgentModel;
import io.aim.keycloak.spi.agent.AgentProvider;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.CacheControl;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirements;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.keycloak.common.util.Time;
import org.keycloak.models.KeycloakSession;

/** The public keys of an agent, for everybody who verifies what it signs. */
@SecurityRequirements
@Tag(name = "Agent runtime")
public class AgentKeySetResource {

    private static final int MAX_AGE_SECONDS = 30;

    private final KeycloakSession session;
    private final String agentId;

    public AgentKeySetResource(KeycloakSession session, String agentId) {
        this.session = session;
        this.agentId = agentId;
    }

    @GET
    @Produces({"application/jwk-set+json", MediaType.APPLICATION_JSON})
    @Operation(
            operationId = "getAgentKeySet",
            summary = "The agent's keys that are accepted now, as JWK set (RFC 7517)",
            description =
                    "Public. Empty while the agent is suspended, and for good when it is revoked. May be cached for"
                            + " 30 seconds.")
    @APIResponse(
            responseCode = "200",
            description = "The keys",
            content = @Content(schema = @Schema(implementation = KeySetRepresentation.class)))
    @APIResponse(responseCode = "404", description = "No such agent, or it was never verified")
    @APIResponse(responseCode = "429", description = "rate_limited; Retry-After")
    public Response keys() {
        return ErrorFormat.PROBLEM.answer(() -> {
            RateLimitProvider.requireOfAddress(session);
            AgentModel agent = session.getProvider(AgentProvider.class)
                    .getById(session.getContext().getRealm(), agentId)
                    .filter(found -> found.getStatus() != AgentStatus.PENDING)
                    .orElseThrow(() -> AimException.notFound("No such agent"));
            CacheControl cache = new CacheControl();
            cache.setMaxAge(MAX_AGE_SECONDS);
            return Response.ok(new KeySetRepresentation(accepted(agent)))
                    .cacheControl(cache)
                    .build();
        });
    }

    private static List<Map<String, String>> accepted(AgentModel agent) {
        Instant now = Instant.ofEpochMilli(Time.currentTimeMillis());
        Instant end = agent.getExpiresAt();
        return agent.getStatus() != AgentStatus.VERIFIED || (end != null && !now.isBefore(end))
                ? List.of()
                : agent.getKeys().stream()
                        .filter(key -> key.isUsable(now))
                        .map(AgentKeyRepresentation::jwk)
                        .toList();
    }
}
