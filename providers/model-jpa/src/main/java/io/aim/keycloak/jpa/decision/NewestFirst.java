package io.aim.keycloak.jpa.decision;

import io.aim.keycloak.spi.decision.DecisionPage;
import io.aim.keycloak.spi.decision.DecisionPosition;
import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A list of rows with a time, newest first. The realm always leads, the page begins after a row, never at an offset, and
 * counting ends at a limit.
 *
 * @param <E> entity, whose rows have {@code realmId} and {@code id}
 */
final class NewestFirst<E> {

    private final EntityManager em;
    private final Class<E> type;
    private final String time;
    private final List<String> where = new ArrayList<>();
    private final Map<String, Object> parameters = new HashMap<>();

    /** @param time name of the attribute that holds the time */
    NewestFirst(EntityManager em, Class<E> type, String time, String realmId) {
        this.em = em;
        this.type = type;
        this.time = time;
        equal("realmId", realmId);
    }

    NewestFirst<E> equal(String attribute, @Nullable Object value) {
        if (value != null) {
            where.add("e." + attribute + " = :" + attribute);
            parameters.put(attribute, value);
        }
        return this;
    }

    /** From the first time on and before the second. */
    NewestFirst<E> between(@Nullable Instant from, @Nullable Instant to) {
        if (from != null) {
            where.add("e." + time + " >= :from");
            parameters.put("from", from.toEpochMilli());
        }
        if (to != null) {
            where.add("e." + time + " < :to");
            parameters.put("to", to.toEpochMilli());
        }
        return this;
    }

    /** At most that many rows after the position. */
    List<E> rows(@Nullable DecisionPosition after, int max) {
        String condition = conditions();
        if (after != null) {
            // the first part alone is a bound that an index can use
            condition += " and e." + time + " <= :afterTime and (e." + time + " < :afterTime or e.id < :afterId)";
        }
        TypedQuery<E> query = em.createQuery(
                "select e from " + type.getSimpleName() + " e where " + condition + " order by e." + time
                        + " desc, e.id desc",
                type);
        parameters.forEach(query::setParameter);
        if (after != null) {
            query.setParameter("afterTime", after.at().toEpochMilli()).setParameter("afterId", after.id());
        }
        return query.setMaxResults(max).getResultList();
    }

    /** A page; the total is exact up to the limit. */
    <T> DecisionPage<T> page(@Nullable DecisionPosition after, int max, int countLimit, Function<E, T> value) {
        List<E> found = rows(after, max + 1);
        boolean more = found.size() > max;
        long total = after == null && !more ? found.size() : count(countLimit + 1);
        return new DecisionPage<>(
                found.stream().limit(max).map(value).toList(), more, Math.min(total, countLimit), total > countLimit);
    }

    private long count(int limit) {
        // in the order of the page, which an index has: so much is read as is counted
        TypedQuery<Long> query = em.createQuery(
                "select count(*) from (select e.id as id from " + type.getSimpleName() + " e where " + conditions()
                        + " order by e." + time + " desc, e.id desc fetch first " + limit + " rows only) found",
                Long.class);
        parameters.forEach(query::setParameter);
        return query.getSingleResult();
    }

    /** Rows of that projection, grouped and ordered as {@code rest} says. */
    List<Object[]> grouped(String projection, String rest) {
        TypedQuery<Object[]> query = em.createQuery(
                "select " + projection + " from " + type.getSimpleName() + " e where " + conditions() + " " + rest,
                Object[].class);
        parameters.forEach(query::setParameter);
        return query.getResultList();
    }

    private String conditions() {
        return String.join(" and ", where);
    }
}
