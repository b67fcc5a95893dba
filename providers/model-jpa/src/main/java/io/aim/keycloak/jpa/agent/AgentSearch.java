package io.aim.keycloak.jpa.agent;

import io.aim.keycloak.core.key.KeyState;
import io.aim.keycloak.jpa.NameOrderedSearch;
import io.aim.keycloak.spi.agent.AgentProvider;
import io.aim.keycloak.spi.agent.AgentQuery;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.keycloak.common.util.Time;

/** The conditions of a search for agents. */
final class AgentSearch {

    private AgentSearch() {}

    static NameOrderedSearch.Found<AimAgentEntity> find(EntityManager em, String realmId, AgentQuery query) {
        NameOrderedSearch<AimAgentEntity> search = new NameOrderedSearch<>(
                        em, AimAgentEntity.class, realmId, AgentProvider.COUNT_LIMIT)
                .named(query.search())
                .equal("status", query.status() == null ? null : query.status().code())
                .equal("type", query.type() == null ? null : query.type().code())
                .equal("ownerId", query.ownerId())
                .equal("sponsorId", query.sponsorId())
                .equal("organizationId", query.organizationId())
                .scattered("a.trustScore < :trustBelow", "trustBelow", query.trustBelow())
                .scattered(
                        "(a.lastSeenAt < :since or (a.lastSeenAt is null and a.createdAt < :since))",
                        "since",
                        millis(query.staleSince()))
                .tagged("AimAgentTagEntity", "agentId", query.tag())
                .scattered(
                        exists(
                                "AimAgentKeyEntity",
                                "r.state = '" + KeyState.ACTIVE.code() + "' and r.expiresAt < :keyExpiresBefore"),
                        "keyExpiresBefore",
                        millis(query.keyExpiresBefore()));
        if (query.unaccountable()) {
            search.scattered("(a.ownerId is null or a.sponsorId is null or a.sponsorMissingSince is not null)");
        }
        if (query.capability() != null) {
            search.scattered(
                            exists(
                                    "AimCapabilityGrantEntity",
                                    "r.capability = :capability and (r.expiresAt is null or r.expiresAt > :now)"),
                            "capability",
                            query.capability())
                    .with("now", Time.currentTimeMillis());
        }
        return search.find(query.after(), query.max());
    }

    private static String exists(String entity, String condition) {
        return "exists (select 1 from " + entity + " r where r.realmId = :realmId and r.agentId = a.id and " + condition
                + ")";
    }

    private static @Nullable Long millis(@Nullable Instant time) {
        return time == null ? null : time.toEpochMilli();
    }
}
