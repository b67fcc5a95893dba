package io.aim.keycloak.jpa.capability;

import io.aim.keycloak.spi.capability.CapabilityRequestQuery;
import jakarta.persistence.EntityManager;
import jakarta.persistence.criteria.CriteriaBuilder;
import jakarta.persistence.criteria.CriteriaQuery;
import jakarta.persistence.criteria.Predicate;
import jakarta.persistence.criteria.Root;
import java.util.ArrayList;
import java.util.List;

/** Builds the queries of a search. The realm always leads, and the page begins after a request, never at an offset. */
record CapabilityRequestSearch(EntityManager em, String realmId, CapabilityRequestQuery query) {

    /** One request more than the page holds, if there is one. */
    List<AimCapabilityRequestEntity> page() {
        CriteriaBuilder cb = em.getCriteriaBuilder();
        CriteriaQuery<AimCapabilityRequestEntity> select = cb.createQuery(AimCapabilityRequestEntity.class);
        Root<AimCapabilityRequestEntity> request = select.from(AimCapabilityRequestEntity.class);
        List<Predicate> where = filters(cb, request);
        CapabilityRequestQuery.Position after = query.after();
        if (after != null) {
            long time = after.requestedAt().toEpochMilli();
            where.add(cb.or(
                    cb.lessThan(request.get("requestedAt"), time),
                    cb.and(cb.equal(request.get("requestedAt"), time), cb.lessThan(request.get("id"), after.id()))));
        }
        select.select(request)
                .where(where.toArray(Predicate[]::new))
                .orderBy(cb.desc(request.get("requestedAt")), cb.desc(request.get("id")));
        return em.createQuery(select).setMaxResults(query.max() + 1).getResultList();
    }

    /** Number of requests on all pages. */
    long count() {
        CriteriaBuilder cb = em.getCriteriaBuilder();
        CriteriaQuery<Long> select = cb.createQuery(Long.class);
        Root<AimCapabilityRequestEntity> request = select.from(AimCapabilityRequestEntity.class);
        select.select(cb.count(request)).where(filters(cb, request).toArray(Predicate[]::new));
        return em.createQuery(select).getSingleResult();
    }

    private List<Predicate> filters(CriteriaBuilder cb, Root<AimCapabilityRequestEntity> request) {
        List<Predicate> where = new ArrayList<>();
        where.add(cb.equal(request.get("realmId"), realmId));
        if (query.state() != null) {
            where.add(cb.equal(request.get("state"), query.state().code()));
        }
        if (query.agentId() != null) {
            where.add(cb.equal(request.get("agentId"), query.agentId()));
        }
        if (query.capability() != null) {
            where.add(cb.equal(request.get("capability"), query.capability()));
        }
        return where;
    }
}
