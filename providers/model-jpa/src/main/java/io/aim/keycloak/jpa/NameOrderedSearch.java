package io.aim.keycloak.jpa;

import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Searches rows that have an id, a realm, a name that is unique in it and a display name; in conditions such a row is {@code
 * a}. The realm always leads, the page begins after a name, never at an offset, and counting ends early: a list costs the
 * same in a large realm.
 */
public final class NameOrderedSearch<E> {

    /** Both names as one text, so that one index of its parts serves. */
    private static final String NAMES = "(a.name || ' ' || lower(coalesce(a.displayName, '')))";

    private final EntityManager em;
    private final Class<E> entity;
    private final int countLimit;
    private final List<String> conditions = new ArrayList<>();
    private final Map<String, Object> parameters = new LinkedHashMap<>();
    /** Whether a condition may hold for rows anywhere in the order of names, or nowhere for long. */
    private boolean scattered;
    /** Selects the ids of the rows with the tag. */
    private @Nullable String tagged;

    /**
     * A search that finds all rows of the realm.
     *
     * @param countLimit most rows that are counted
     */
    public NameOrderedSearch(EntityManager em, Class<E> entity, String realmId, int countLimit) {
        this.em = em;
        this.entity = entity;
        this.countLimit = countLimit;
        where("a.realmId = :realmId", "realmId", realmId);
    }

    /** Rows with that in a name, any case; null does not filter. */
    public NameOrderedSearch<E> named(@Nullable String part) {
        return scattered(
                NAMES + " like :search escape '\\'",
                "search",
                part == null ? null : "%" + escape(part.toLowerCase(Locale.ROOT)) + "%");
    }

    /** Rows with that value, which an index has in the order of names, or at most one row has; null does not filter. */
    public NameOrderedSearch<E> equal(String attribute, @Nullable Object value) {
        if (value != null) {
            where("a." + attribute + " = :" + attribute, attribute, value);
        }
        return this;
    }

    /** Rows for which a condition holds; a null parameter does not filter. */
    public NameOrderedSearch<E> scattered(String condition, String parameter, @Nullable Object value) {
        if (value != null) {
            scattered = true;
            where(condition, parameter, value);
        }
        return this;
    }

    /**
     * Rows with a tag; null does not filter.
     *
     * @param tags entity of the tags, which have a realm
     * @param owner their attribute with the id of the row that they belong to
     */
    public NameOrderedSearch<E> tagged(String tags, String owner, @Nullable String tag) {
        if (tag != null) {
            scattered(
                    "exists (select 1 from " + tags + " r where r.realmId = :realmId and r." + owner
                            + " = a.id and r.tag = :tag)",
                    "tag",
                    tag);
            tagged = "select r." + owner + " from " + tags + " r where r.realmId = :realmId and r.tag = :tag";
        }
        return this;
    }

    /** Rows for which a condition without parameters holds. */
    public NameOrderedSearch<E> scattered(String condition) {
        scattered = true;
        conditions.add(condition);
        return this;
    }

    /** A further parameter of a condition. */
    public NameOrderedSearch<E> with(String parameter, Object value) {
        parameters.put(parameter, value);
        return this;
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
     * @param rows those of the page
     * @param more whether others follow
     * @param total number of rows on all pages, counted up to the limit
     * @param totalIsEstimate whether counting ended there
     */
    public record Found<E>(List<E> rows, boolean more, long total, boolean totalIsEstimate) {}

    /** The rows after that name, or from the first. */
    public Found<E> find(@Nullable String after, int max) {
        if (!scattered) {
            return found(page("a.name", after, max), max, count());
        }
        PostgreSql.planByValue(em);
        List<String> ids = ids();
        if (ids.size() > countLimit) {
            return found(page("a.name", after, max), max, ids.size());
        }
        // few matches are sorted: in the order of names PostgreSQL would read all rows up to the last of them
        return found(ids.size() <= max ? withIds(ids, after) : page("concat(a.name, '')", after, max), max, ids.size());
    }

    private Found<E> found(List<E> rows, int max, long total) {
        return new Found<>(
                rows.stream().limit(max).toList(), rows.size() > max, Math.min(total, countLimit), total > countLimit);
    }

    private List<E> page(String order, @Nullable String after, int max) {
        TypedQuery<E> select = afterCursor(
                "select a from " + entity.getSimpleName() + " a where " + String.join(" and ", conditions),
                order,
                after);
        parameters.forEach(select::setParameter);
        return select.setMaxResults(max + 1).getResultList();
    }

    private List<E> withIds(List<String> ids, @Nullable String after) {
        return ids.isEmpty()
                ? List.of()
                : afterCursor("select a from " + entity.getSimpleName() + " a where a.id in (:ids)", "a.name", after)
                        .setParameter("ids", ids)
                        .getResultList();
    }

    private TypedQuery<E> afterCursor(String select, String order, @Nullable String after) {
        TypedQuery<E> page =
                em.createQuery(select + (after == null ? "" : " and a.name > :after") + " order by " + order, entity);
        return after == null ? page : page.setParameter("after", after);
    }

    private long count() {
        TypedQuery<Long> count = em.createQuery(
                "select count(*) from (select a.id as id from " + entity.getSimpleName() + " a where "
                        + String.join(" and ", conditions) + " order by a.name fetch first " + (countLimit + 1)
                        + " rows only) found",
                Long.class);
        parameters.forEach(count::setParameter);
        return count.getSingleResult();
    }

    private List<String> ids() {
        // of a tag alone its own index tells all: no row is read to count those of one that many have
        TypedQuery<String> ids = em.createQuery(
                tagged != null && conditions.size() == 2
                        ? tagged
                        : "select a.id from " + entity.getSimpleName() + " a where " + String.join(" and ", conditions),
                String.class);
        parameters.forEach(ids::setParameter);
        return ids.setMaxResults(countLimit + 1).getResultList();
    }
}
