package io.aim.keycloak.services.agent;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.aim.keycloak.services.key.AgentKeyRepresentation;
import io.aim.keycloak.services.rest.UserReference;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * An agent. Times are ISO 8601 in UTC. Brief representations leave out capabilities, tags,
 * metadata, findings, offers and keys.
 *
 * @param clientId OAuth client id, equal to the name
 * @param status where the agent stands: pending, verified, suspended or revoked
 * @param trustScore 0.000 to 1.000, absent while the agent is not evaluated
 * @param organization id of the Keycloak organization
 * @param lastSeenAt when it got a token last, a few seconds late
 * @param compromised whether somebody else may have had its keys; ends when it is reactivated with a new key
 * @param findings what should be mended
 * @param transfers offers to become owner or sponsor that are not answered yet
 * @param receipt what was cut; only in the answer to the request that cut it
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
        @Nullable String version,
        @Nullable String repositoryUrl,
        @Nullable String documentationUrl,
        @Nullable Map<String, String> metadata,
        @Nullable List<String> tags,
        @Nullable String organization,
        @Nullable String expiresAt,
        @Nullable String lastSeenAt,
        boolean compromised,
        boolean allowLegacyAudience,
        @Nullable List<String> declaredCapabilities,
        @Nullable List<String> capabilities,
        @Nullable List<String> findings,
        @Nullable List<AgentKeyRepresentation> keys,
        String createdAt,
        String updatedAt,
        @Nullable String verifiedAt,
        @Nullable List<TransferRepresentation> transfers,
        @Nullable ReceiptRepresentation receipt) {}
