package io.aim.keycloak.jpa.agent;

import io.aim.keycloak.core.key.KeyState;
import io.aim.keycloak.spi.agent.AgentQuery;
import jakarta.persistence.EntityManager;
import jakarta.persistence.criteria.CriteriaBuilder;
import jakarta.persistence.criteria.CriteriaQuery;
import jakarta.persistence.criteria.Predicate;
import jakarta.persistence.criteria.Root;
import jakarta.persistence.criteria.Subquery;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Builds the queries of a search. The realm always leads, and the page begins after a name, never at an offset. */
final class AgentSearch {

    private static final char ESCAPE = '\\';

    private final EntityManager em;
    private final String realmId;
    private final AgentQuery query;

    AgentSearch(EntityManager em, String realmId, AgentQuery query) {
        this.em = em;
        this.realmId = realmId;
        this.query = query;
    }

    /** One agent more than the page holds, if there is one. */
    List<AimAgentEntity> page() {
        CriteriaBuilder cb = em.getCriteriaBuilder();
        CriteriaQuery<AimAgentEntity> select = cb.createQuery(AimAgentEntity.class);
        Root<AimAgentEntity> agent = select.from(AimAgentEntity.class);
        List<Predicate> where = filters(cb, select, agent);
        if (query.after() != null) {
            where.add(cb.greaterThan(agent.get("name"), query.after()));
        }
        select.select(agent).where(where.toArray(Predicate[]::new)).orderBy(cb.asc(agent.get("name")));
        return em.createQuery(select).setMaxResults(query.max() + 1).getResultList();
    }

    /** Number of agents on all pages. */
    long count() {
        CriteriaBuilder cb = em.getCriteriaBuilder();
        CriteriaQuery<Long> select = cb.createQuery(Long.class);
        Root<AimAgentEntity> agent = select.from(AimAgentEntity.class);
        select.select(cb.count(agent)).where(filters(cb, select, agent).toArray(Predicate[]::new));
        return em.createQuery(select).getSingleResult();
    }

    private List<Predicate> filters(CriteriaBuilder cb, CriteriaQuery<?> select, Root<AimAgentEntity> agent) {
        List<Predicate> where = new ArrayList<>();
        where.add(cb.equal(agent.get("realmId"), realmId));
        if (query.search() != null) {
            String pattern = "%" + escape(query.search().toLowerCase(Locale.ROOT)) + "%";
            where.add(cb.or(
                    cb.like(agent.get("name"), pattern, ESCAPE),
                    cb.like(cb.lower(agent.get("displayName")), pattern, ESCAPE)));
        }
        if (query.status() != null) {
            where.add(cb.equal(agent.get("status"), query.status().code()));
        }
        if (query.type() != null) {
            where.add(cb.equal(agent.get("type"), query.type().code()));
        }
        if (query.ownerId() != null) {
            where.add(cb.equal(agent.get("ownerId"), query.ownerId()));
        }
        if (query.sponsorId() != null) {
            where.add(cb.equal(agent.get("sponsorId"), query.sponsorId()));
        }
        if (query.trustBelow() != null) {
            where.add(cb.lessThan(agent.get("trustScore"), query.trustBelow()));
        }
        if (query.organizationId() != null) {
            where.add(cb.equal(agent.get("organizationId"), query.organizationId()));
        }
        if (query.staleSince() != null) {
            long since = query.staleSince().toEpochMilli();
            where.add(cb.or(
                    cb.lessThan(agent.<Long>get("lastSeenAt"), since),
                    cb.and(cb.isNull(agent.get("lastSeenAt")), cb.lessThan(agent.<Long>get("createdAt"), since))));
        }
        if (query.unaccountable()) {
            where.add(cb.or(
                    cb.isNull(agent.get("ownerId")),
                    cb.isNull(agent.get("sponsorId")),
                    cb.isNotNull(agent.get("sponsorMissingSince"))));
        }
        if (query.tag() != null) {
            where.add(tagged(cb, select, agent, query.tag()));
        }
        if (query.keyExpiresBefore() != null) {
            where.add(keyExpires(cb, select, agent, query.keyExpiresBefore().toEpochMilli()));
        }
        if (query.capability() != null) {
            where.add(granted(cb, select, agent, query.capability()));
        }
        return where;
    }

    private Predicate granted(
            CriteriaBuilder cb, CriteriaQuery<?> select, Root<AimAgentEntity> agent, String capability) {
        Subquery<Integer> grant = select.subquery(Integer.class);
        Root<AimAgentCapabilityEntity> row = grant.from(AimAgentCapabilityEntity.class);
        return cb.exists(grant.select(cb.literal(1))
                .where(
                        cb.equal(row.get("realmId"), realmId),
                        cb.equal(row.get("agentId"), agent.get("id")),
                        cb.equal(row.get("capability"), capability),
                        cb.equal(row.get("state"), AimAgentCapabilityEntity.GRANTED)));
    }

    private Predicate tagged(CriteriaBuilder cb, CriteriaQuery<?> select, Root<AimAgentEntity> agent, String tag) {
        Subquery<Integer> tagged = select.subquery(Integer.class);
        Root<AimAgentTagEntity> row = tagged.from(AimAgentTagEntity.class);
        return cb.exists(tagged.select(cb.literal(1))
                .where(
                        cb.equal(row.get("realmId"), realmId),
                        cb.equal(row.get("agentId"), agent.get("id")),
                        cb.equal(row.get("tag"), tag)));
    }

    private Predicate keyExpires(CriteriaBuilder cb, CriteriaQuery<?> select, Root<AimAgentEntity> agent, long before) {
        Subquery<Integer> key = select.subquery(Integer.class);
        Root<AimAgentKeyEntity> row = key.from(AimAgentKeyEntity.class);
        return cb.exists(key.select(cb.literal(1))
                .where(
                        cb.equal(row.get("realmId"), realmId),
                        cb.equal(row.get("agentId"), agent.get("id")),
                        cb.equal(row.get("state"), KeyState.ACTIVE.code()),
                        cb.lessThan(row.<Long>get("expiresAt"), before)));
    }

    private static String escape(String text) {
        return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
    }
}
