package io.aim.keycloak.spi.agent;

import io.aim.keycloak.core.agent.AgentPerson;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An offer to become owner or sponsor of an agent, not answered yet.
 *
 * @param role what is offered; an agent has one offer per role
 * @param toUserId who is asked
 * @param offeredBy id of whoever asked, or null if that is no user
 * @param expiresAt when the offer runs out
 */
public record AgentTransfer(
        AgentPerson role,
        String toUserId,
        @Nullable String offeredBy,
        Instant offeredAt,
        Instant expiresAt,
        @Nullable String reason) {

    /** Whether the offer can still be accepted. */
    public boolean isOpen(Instant now) {
        return now.isBefore(expiresAt);
    }
}
