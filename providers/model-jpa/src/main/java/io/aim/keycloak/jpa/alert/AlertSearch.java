package io.aim.keycloak.jpa.alert;

import io.aim.keycloak.core.alert.AlertSeverity;
import io.aim.keycloak.core.alert.AlertState;
import io.aim.keycloak.spi.alert.AlertCount;
import io.aim.keycloak.spi.alert.AlertQuery;
import jakarta.persistence.EntityManager;
import jakarta.persistence.criteria.CriteriaBuilder;
import jakarta.persistence.criteria.CriteriaQuery;
import jakarta.persistence.criteria.Predicate;
import jakarta.persistence.criteria.Root;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Builds the queries of a search. The realm always leads, and the page begins after an alert, never at an offset. */
record AlertSearch(EntityManager em, String realmId, AlertQuery query) {

    private static final String FIRST_SEEN_AT = "firstSeenAt";
    private static final String STATE = "state";
    private static final String SEVERITY = "severity";

    /** At most that many alerts. */
    List<AimAlertEntity> page(AlertQuery.@Nullable Position after, int max) {
        CriteriaBuilder cb = em.getCriteriaBuilder();
        CriteriaQuery<AimAlertEntity> select = cb.createQuery(AimAlertEntity.class);
        Root<AimAlertEntity> alert = select.from(AimAlertEntity.class);
        List<Predicate> where = filters(cb, alert);
        if (after != null) {
            long time = after.firstSeenAt().toEpochMilli();
            where.add(cb.or(
                    cb.lessThan(alert.<Long>get(FIRST_SEEN_AT), time),
                    cb.and(cb.equal(alert.get(FIRST_SEEN_AT), time), cb.lessThan(alert.get("id"), after.id()))));
        }
        select.select(alert)
                .where(where.toArray(Predicate[]::new))
                .orderBy(cb.desc(alert.get(FIRST_SEEN_AT)), cb.desc(alert.get("id")));
        return em.createQuery(select).setMaxResults(max).getResultList();
    }

    /** Number of alerts on all pages. */
    long total() {
        CriteriaBuilder cb = em.getCriteriaBuilder();
        CriteriaQuery<Long> select = cb.createQuery(Long.class);
        Root<AimAlertEntity> alert = select.from(AimAlertEntity.class);
        select.select(cb.count(alert)).where(filters(cb, alert).toArray(Predicate[]::new));
        return em.createQuery(select).getSingleResult();
    }

    /** Number of alerts by state and severity. */
    List<AlertCount> counts() {
        CriteriaBuilder cb = em.getCriteriaBuilder();
        CriteriaQuery<Object[]> select = cb.createQuery(Object[].class);
        Root<AimAlertEntity> alert = select.from(AimAlertEntity.class);
        select.select(cb.array(alert.get(STATE), alert.get(SEVERITY), cb.count(alert)))
                .where(filters(cb, alert).toArray(Predicate[]::new))
                .groupBy(alert.get(STATE), alert.get(SEVERITY));
        return em.createQuery(select).getResultList().stream()
                .map(row -> new AlertCount(
                        AlertState.fromCode((String) row[0]).orElseThrow(),
                        AlertSeverity.ofRank((Integer) row[1]),
                        (Long) row[2]))
                .toList();
    }

    private List<Predicate> filters(CriteriaBuilder cb, Root<AimAlertEntity> alert) {
        List<Predicate> where = new ArrayList<>();
        where.add(cb.equal(alert.get("realmId"), realmId));
        if (query.state() != null) {
            where.add(cb.equal(alert.get(STATE), query.state().code()));
        }
        if (query.severity() != null) {
            where.add(cb.equal(alert.get(SEVERITY), query.severity().rank()));
        }
        if (query.type() != null) {
            where.add(cb.equal(alert.get("type"), query.type()));
        }
        if (query.agentId() != null) {
            where.add(cb.equal(alert.get("agentId"), query.agentId()));
        }
        if (query.assigneeId() != null) {
            where.add(cb.equal(alert.get("assigneeId"), query.assigneeId()));
        }
        if (query.from() != null) {
            where.add(cb.greaterThanOrEqualTo(
                    alert.<Long>get(FIRST_SEEN_AT), query.from().toEpochMilli()));
        }
        if (query.to() != null) {
            where.add(cb.lessThan(alert.<Long>get(FIRST_SEEN_AT), query.to().toEpochMilli()));
        }
        return where;
    }
}
