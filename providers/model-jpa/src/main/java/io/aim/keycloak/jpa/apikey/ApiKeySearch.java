package io.aim.keycloak.jpa.apikey;

import io.aim.keycloak.spi.apikey.ApiKeyQuery;
import jakarta.persistence.EntityManager;
import jakarta.persistence.criteria.CriteriaBuilder;
import jakarta.persistence.criteria.CriteriaQuery;
import jakarta.persistence.criteria.Predicate;
import jakarta.persistence.criteria.Root;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Builds the queries of a search. The realm always leads, and the page begins after a key, never at an offset. */
record ApiKeySearch(EntityManager em, String realmId, ApiKeyQuery query) {

    private static final char ESCAPE = '\\';

    /** One key more than the page holds, if there is one. */
    List<AimApiKeyEntity> page() {
        CriteriaBuilder cb = em.getCriteriaBuilder();
        CriteriaQuery<AimApiKeyEntity> select = cb.createQuery(AimApiKeyEntity.class);
        Root<AimApiKeyEntity> key = select.from(AimApiKeyEntity.class);
        List<Predicate> where = filters(cb, key);
        ApiKeyQuery.Position after = query.after();
        if (after != null) {
            long time = after.createdAt().toEpochMilli();
            where.add(cb.or(
                    cb.lessThan(key.get("createdAt"), time),
                    cb.and(cb.equal(key.get("createdAt"), time), cb.lessThan(key.get("id"), after.id()))));
        }
        select.select(key)
                .where(where.toArray(Predicate[]::new))
                .orderBy(cb.desc(key.get("createdAt")), cb.desc(key.get("id")));
        return em.createQuery(select).setMaxResults(query.max() + 1).getResultList();
    }

    /** Number of keys on all pages. */
    long count() {
        CriteriaBuilder cb = em.getCriteriaBuilder();
        CriteriaQuery<Long> select = cb.createQuery(Long.class);
        Root<AimApiKeyEntity> key = select.from(AimApiKeyEntity.class);
        select.select(cb.count(key)).where(filters(cb, key).toArray(Predicate[]::new));
        return em.createQuery(select).getSingleResult();
    }

    private List<Predicate> filters(CriteriaBuilder cb, Root<AimApiKeyEntity> key) {
        List<Predicate> where = new ArrayList<>();
        where.add(cb.equal(key.get("realmId"), realmId));
        if (query.search() != null) {
            String pattern = "%" + escape(query.search().toLowerCase(Locale.ROOT)) + "%";
            where.add(cb.like(cb.lower(key.get("name")), pattern, ESCAPE));
        }
        if (query.state() != null) {
            where.add(cb.equal(key.get("state"), query.state().code()));
        }
        if (query.creatorId() != null) {
            where.add(cb.equal(key.get("creatorId"), query.creatorId()));
        }
        return where;
    }

    private static String escape(String text) {
        return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
    }
}
