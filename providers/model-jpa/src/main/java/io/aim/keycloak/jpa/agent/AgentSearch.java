package io.aim.keycloak.jpa.agent;

import io.aim.keycloak.core.key.KeyState;
import io.aim.keycloak.jpa.PostgreSql;
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
import org.keycloak.common.util.Time;

/**
 * Builds the queries of a search. The realm always leads, the page begins after a name, never at an offset, and counting
 * ends early: a list costs the same in a large realm.
 */
final class AgentSearch {

    /** Both names as one text, so that one index of its parts serves. */
    private static final String NAMES = "(a.name || ' ' || lower(coalesce(a.displayName, '')))";

    private final EntityManager em;
    private final AgentQuery query;
    private final List<String> conditions = new ArrayList<>();
    private final Map<String, Object> parameters = new LinkedHashMap<>();
    /** Whether a condition may hold for agents anywhere in the order of names, or nowhere for long. */
    private boolean scattered;

    AgentSearch(EntityManager em, String realmId, AgentQuery query) {
        this.em = em;
        this.query = query;
        where("a.realmId = :realmId", "realmId", realmId);
        if (query.search() != null) {
            scattered(
                    NAMES + " like :search escape '\\'",
                    "search",
                    "%" + escape(query.search().toLowerCase(Locale.ROOT)) + "%");
        }
        equal("status", query.status() == null ? null : query.status().code());
        equal("type", query.type() == null ? null : query.type().code());
        equal("ownerId", query.ownerId());
        equal("sponsorId", query.sponsorId());
        equal("organizationId", query.organizationId());
        scattered("a.trustScore < :trustBelow", "trustBelow", query.trustBelow());
        scattered(
                "(a.lastSeenAt < :since or (a.lastSeenAt is null and a.createdAt < :since))",
                "since",
                query.staleSince() == null ? null : query.staleSince().toEpochMilli());
        if (query.unaccountable()) {
            scattered = true;
            conditions.add("(a.ownerId is null or a.sponsorId is null or a.sponsorMissingSince is not null)");
        }
        scattered(exists("AimAgentTagEntity", "r.tag = :tag"), "tag", query.tag());
        scattered(
                exists(
                        "AimAgentKeyEntity",
                        "r.state = '" + KeyState.ACTIVE.code() + "' and r.expiresAt < :keyExpiresBefore"),
                "keyExpiresBefore",
                query.keyExpiresBefore() == null
                        ? null
                        : query.keyExpiresBefore().toEpochMilli());
        if (query.capability() != null) {
            scattered(
                    exists(
                            "AimCapabilityGrantEntity",
                            "r.capability = :capability and (r.expiresAt is null or r.expiresAt > :now)"),
                    "capability",
                    query.capability());
            parameters.put("now", Time.currentTimeMillis());
        }
    }

    private static String exists(String entity, String condition) {
        return "exists (select 1 from " + entity + " r where r.realmId = :realmId and r.agentId = a.id and " + condition
                + ")";
    }

    private void equal(String attribute, @Nullable Object value) {
        whereIfSent("a." + attribute + " = :" + attribute, attribute, value);
    }

    private void scattered(String condition, String parameter, @Nullable Object value) {
        scattered |= value != null;
        whereIfSent(condition, parameter, value);
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

    /**
     * What was found.
     *
     * @param page one agent more than the page holds, if there is one
     * @param total number of agents on all pages; more than {@link AgentProvider#COUNT_LIMIT} means that counting ended
     */
    record Found(List<AimAgentEntity> page, long total) {}

    Found find() {
        if (!scattered) {
            return new Found(page("a.name"), count());
        }
        PostgreSql.planByValue(em);
        List<String> ids = ids();
        if (ids.size() > AgentProvider.COUNT_LIMIT) {
            return new Found(page("a.name"), ids.size());
        }
        // few matches are sorted: in the order of names PostgreSQL would read all agents up to the last of them
        return new Found(ids.size() <= query.max() ? withIds(ids) : page("concat(a.name, '')"), ids.size());
    }

    private List<AimAgentEntity> page(String order) {
        TypedQuery<AimAgentEntity> select =
                afterCursor("select a from AimAgentEntity a where " + String.join(" and ", conditions), order);
        parameters.forEach(select::setParameter);
        return select.setMaxResults(query.max() + 1).getResultList();
    }

    private List<AimAgentEntity> withIds(List<String> ids) {
        return ids.isEmpty()
                ? List.of()
                : afterCursor("select a from AimAgentEntity a where a.id in (:ids)", "a.name")
                        .setParameter("ids", ids)
                        .getResultList();
    }

    private TypedQuery<AimAgentEntity> afterCursor(String select, String order) {
        String after = query.after();
        TypedQuery<AimAgentEntity> page = em.createQuery(
                select + (after == null ? "" : " and a.name > :after") + " order by " + order, AimAgentEntity.class);
        return after == null ? page : page.setParameter("after", after);
    }

    private long count() {
        TypedQuery<Long> count = em.createQuery(
                "select count(*) from (select a.id as id from AimAgentEntity a where "
                        + String.join(" and ", conditions) + " order by a.name fetch first "
                        + (AgentProvider.COUNT_LIMIT + 1) + " rows only) found",
                Long.class);
        parameters.forEach(count::setParameter);
        return count.getSingleResult();
    }

    private List<String> ids() {
        // of a tag alone its own index tells all: no agent is read to count those of one that many have
        TypedQuery<String> ids = em.createQuery(
                conditions.size() == 2 && query.tag() != null
                        ? "select r.agentId from AimAgentTagEntity r where r.realmId = :realmId and r.tag = :tag"
                        : "select a.id from AimAgentEntity a where " + String.join(" and ", conditions),
                String.class);
        parameters.forEach(ids::setParameter);
        return ids.setMaxResults(AgentProvider.COUNT_LIMIT + 1).getResultList();
    }
}
