package io.aim.keycloak.jpa.agent;

import io.aim.keycloak.core.key.KeyState;
import io.aim.keycloak.spi.agent.AgentProvider;
import io.aim.keycloak.spi.agent.AgentQuery;
import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Builds the queries of a search. The realm always leads, the page begins after a name, never at an offset, and counting
 * ends early: a list costs the same in a large realm.
 */
final class AgentSearch {

    private final EntityManager em;
    private final AgentQuery query;
    private final List<String> conditions = new ArrayList<>();
    private final Map<String, Object> parameters = new LinkedHashMap<>();

    AgentSearch(EntityManager em, String realmId, AgentQuery query) {
        this.em = em;
        this.query = query;
        where("a.realmId = :realmId", "realmId", realmId);
        if (query.search() != null) {
            where(
                    "(a.name like :search escape '\\' or lower(a.displayName) like :search escape '\\')",
                    "search",
                    "%" + escape(query.search().toLowerCase(Locale.ROOT)) + "%");
        }
        equal("status", query.status() == null ? null : query.status().code());
        equal("type", query.type() == null ? null : query.type().code());
        equal("ownerId", query.ownerId());
        equal("sponsorId", query.sponsorId());
        equal("organizationId", query.organizationId());
        whereIfSent("a.trustScore < :trustBelow", "trustBelow", query.trustBelow());
        whereIfSent(
                "(a.lastSeenAt < :since or (a.lastSeenAt is null and a.createdAt < :since))",
                "since",
                query.staleSince() == null ? null : query.staleSince().toEpochMilli());
        if (query.unaccountable()) {
            conditions.add("(a.ownerId is null or a.sponsorId is null or a.sponsorMissingSince is not null)");
        }
        whereIfSent(exists("AimAgentTagEntity", "r.tag = :tag"), "tag", query.tag());
        whereIfSent(
                exists(
                        "AimAgentKeyEntity",
                        "r.state = '" + KeyState.ACTIVE.code() + "' and r.expiresAt < :keyExpiresBefore"),
                "keyExpiresBefore",
                query.keyExpiresBefore() == null
                        ? null
                        : query.keyExpiresBefore().toEpochMilli());
        whereIfSent(
                exists(
                        "AimAgentCapabilityEntity",
                        "r.capability = :capability and r.state = '" + AimAgentCapabilityEntity.GRANTED + "'"),
                "capability",
                query.capability());
    }

    private static String exists(String entity, String condition) {
        return "exists (select 1 from " + entity + " r where r.realmId = :realmId and r.agentId = a.id and " + condition
                + ")";
    }

    private void equal(String attribute, @Nullable Object value) {
        whereIfSent("a." + attribute + " = :" + attribute, attribute, value);
    }

    private void whereIfSent(String condition, String parameter, @Nullable Object value) {
        if (value != null) {
            where(condition, parameter, value);
        }
    }

    private void where(String condition, String parameter, Object value) {
        conditions.add(condition);
        parameters.put(parameter, value);
    }

    private static String escape(String text) {
        return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
    }

    /** One agent more than the page holds, if there is one. */
    List<AimAgentEntity> page() {
        String after = query.after();
        TypedQuery<AimAgentEntity> select = em.createQuery(
                "select a from AimAgentEntity a where " + String.join(" and ", conditions)
                        + (after == null ? "" : " and a.name > :after") + " order by a.name",
                AimAgentEntity.class);
        parameters.forEach(select::setParameter);
        if (after != null) {
            select.setParameter("after", after);
        }
        return select.setMaxResults(query.max() + 1).getResultList();
    }

    /** Number of agents on all pages; more than {@link AgentProvider#COUNT_LIMIT} means that counting ended. */
    long count() {
        // Hibernate takes no limit without an order; the realm is the same everywhere, so nothing is sorted by it
        TypedQuery<Long> count = em.createQuery(
                "select count(*) from (select a.id as id from AimAgentEntity a where "
                        + String.join(" and ", conditions) + " order by a.realmId fetch first "
                        + (AgentProvider.COUNT_LIMIT + 1) + " rows only) found",
                Long.class);
        parameters.forEach(count::setParameter);
        return count.getSingleResult();
    }
}
