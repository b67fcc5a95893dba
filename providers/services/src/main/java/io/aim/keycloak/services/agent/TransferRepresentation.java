package io.aim.keycloak.services.agent;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.aim.keycloak.services.rest.UserReference;
import io.aim.keycloak.spi.agent.AgentTransfer;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * An offer to become owner or sponsor of an agent. Times are ISO 8601 in UTC.
 *
 * @param role {@code owner} or {@code sponsor}
 * @param to who is asked
 * @param offeredBy user id of who asked
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "Transfer")
public record TransferRepresentation(
        String role,
        @Nullable UserReference to,
        @Nullable String offeredBy,
        String offeredAt,
        String expiresAt,
        @Nullable String reason) {

    static TransferRepresentation of(AgentTransfer offer, @Nullable UserReference to) {
        return new TransferRepresentation(
                offer.role().code(),
                to,
                offer.offeredBy(),
                offer.offeredAt().toString(),
                offer.expiresAt().toString(),
                offer.reason());
    }
}
