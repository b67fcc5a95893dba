package io.aim.keycloak.spi.agent;

import io.aim.keycloak.core.agent.AgentStatus;
import io.aim.keycloak.core.agent.AgentType;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A search over the agents of a realm; null members do not filter.
 *
 * @param search part of the name or display name, case-insensitive
 * @param ownerId user id of the owner
 * @param sponsorId user id of the sponsor
 * @param capability a granted capability
 * @param trustBelow upper bound of the trust score, exclusive; agents that are not evaluated do not match
 * @param tag a tag
 * @param organizationId id of a Keycloak organization
 * @param staleSince agents that got no token since then, and were registered before
 * @param keyExpiresBefore agents with an active key that expires before then
 * @param unaccountable agents without owner or sponsor, or whose sponsor is noticed to be disabled
 * @param after name after which the page begins
 * @param max size of the page
 */
public record AgentQuery(
        @Nullable String search,
        @Nullable AgentStatus status,
        @Nullable AgentType type,
        @Nullable String ownerId,
        @Nullable String sponsorId,
        @Nullable String capability,
        @Nullable BigDecimal trustBelow,
        @Nullable String tag,
        @Nullable String organizationId,
        @Nullable Instant staleSince,
        @Nullable Instant keyExpiresBefore,
        boolean unaccountable,
        @Nullable String after,
        int max) {

    /** The same search from behind that name. */
    public AgentQuery after(@Nullable String name) {
        return new AgentQuery(
                search,
                status,
                type,
                ownerId,
                sponsorId,
                capability,
                trustBelow,
                tag,
                organizationId,
                staleSince,
                keyExpiresBefore,
                unaccountable,
                name,
                max);
    }
}
