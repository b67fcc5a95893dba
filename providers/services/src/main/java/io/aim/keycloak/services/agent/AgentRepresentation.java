package io.aim.keycloak.services.agent;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * An agent. Times are ISO 8601 in UTC. Brief representations leave out capabilities, findings and keys.
 *
 * @param clientId OAuth client id, equal to the name
 * @param status where the agent stands: pending, verified, suspended or revoked
 * @param trustScore 0.000 to 1.000, absent while the agent is not evaluated
 * @param findings what should be mended
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "Agent")
public record AgentRepresentation(
        String id,
        String name,
        String clientId,
        @Nullable String displayName,
        @Nullable String description,
        String type,
        String status,
        @Nullable String statusReason,
        String statusChangedAt,
        @Nullable UserReference owner,
        @Nullable UserReference sponsor,
        @Nullable BigDecimal trustScore,
        boolean allowLegacyAudience,
        @Nullable List<String> declaredCapabilities,
        @Nullable List<String> capabilities,
        @Nullable List<String> findings,
        @Nullable List<AgentKeyRepresentation> keys,
        String createdAt,
        String updatedAt,
        @Nullable String verifiedAt) {}
