package io.aim.keycloak.jpa.audit;

import io.aim.keycloak.core.audit.AuditAction;
import io.aim.keycloak.spi.audit.AuditProvider;
import io.aim.keycloak.spi.audit.AuditQuery;
import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Builds the queries of a search. The realm always leads, and pages begin after an event, never at an offset. */
final class AuditSearch {

    private static final Comparator<AimAuditEventEntity> NEWEST_FIRST = Comparator.comparingLong(
                    AimAuditEventEntity::getTime)
            .thenComparing(AimAuditEventEntity::getId)
            .reversed();

    private final EntityManager em;
    private final List<String> where = new ArrayList<>();
    private final Map<String, Object> parameters = new HashMap<>();
    private final List<String> branches;

    AuditSearch(EntityManager em, String realmId, AuditQuery query) {
        this.em = em;
        equal("realmId", realmId);
        equal("actorKind", query.actorKind() == null ? null : query.actorKind().code());
        equal("actorId", query.actorId());
        equal("category", query.category() == null ? null : query.category().code());
        equal("targetKind", query.targetKind());
        equal("targetId", query.targetId());
        equal("result", query.result() == null ? null : query.result().code());
        equal("reason", query.reason());
        equal("correlationId", query.correlationId());
        if (query.action() != null) {
            add("e.action in (:actions)", "actions", actions(query.action()));
        }
        time("e.time >= :from", "from", query.from());
        time("e.time < :to", "to", query.to());
        branches = query.agentId() == null ? List.of("") : branches(query.agentId());
    }

    /** One query by actor and one by target, each along its index; together they find every event once. */
    private List<String> branches(String agentId) {
        parameters.put("agentId", agentId);
        String acted = "e.actorId = :agentId and e.actorKind = 'agent'";
        return List.of(
                " and " + acted,
                " and e.targetId = :agentId and e.targetKind = 'agent' and not (e.actorKind = 'agent' and"
                        + " coalesce(e.actorId, '') = :agentId)");
    }

    /** Codes that are, or begin with the dotted, {@code prefix}; of what the catalogue does not know only the code itself. */
    private static List<String> actions(String prefix) {
        return Stream.concat(
                        Stream.of(prefix),
                        Stream.of(AuditAction.values())
                                .map(AuditAction::code)
                                .filter(code -> code.startsWith(prefix + ".")))
                .toList();
    }

    private void equal(String field, @Nullable String value) {
        if (value != null) {
            add("e." + field + " = :" + field, field, value);
        }
    }

    private void time(String condition, String parameter, @Nullable Instant time) {
        if (time != null) {
            add(condition, parameter, time.toEpochMilli());
        }
    }

    private void add(String condition, String parameter, Object value) {
        where.add(condition);
        parameters.put(parameter, value);
    }

    /** Newest first, one event more than the page holds, if there is one. */
    List<AimAuditEventEntity> page(@Nullable String after, int max) {
        return branches.stream()
                .flatMap(branch -> page(branch, after, max).stream())
                .sorted(NEWEST_FIRST)
                .limit(max + 1L)
                .toList();
    }

    private List<AimAuditEventEntity> page(String branch, @Nullable String after, int max) {
        String condition = conditions() + branch;
        if (after != null) {
            // the first part alone is a bound that an index and the choice of partitions can use
            condition += " and e.time <= :afterTime and (e.time < :afterTime or e.id < :afterId)";
        }
        TypedQuery<AimAuditEventEntity> query = em.createQuery(
                "select e from AimAuditEventEntity e where " + condition + " order by e.time desc, e.id desc",
                AimAuditEventEntity.class);
        parameters.forEach(query::setParameter);
        if (after != null) {
            query.setParameter("afterTime", timeOf(after)).setParameter("afterId", after);
        }
        return query.setMaxResults(max + 1).getResultList();
    }

    /** Number of events on all pages; more than {@link AuditProvider#COUNT_LIMIT} means that counting ended. */
    long count() {
        return branches.stream().mapToLong(this::count).sum();
    }

    private long count(String branch) {
        // Hibernate takes no limit without an order; the realm is the same everywhere, so nothing is sorted by it
        TypedQuery<Long> query = em.createQuery(
                "select count(*) from (select e.id as id from AimAuditEventEntity e where " + conditions() + branch
                        + " order by e.realmId fetch first " + (AuditProvider.COUNT_LIMIT + 1) + " rows only) found",
                Long.class);
        parameters.forEach(query::setParameter);
        return query.getSingleResult();
    }

    private String conditions() {
        return String.join(" and ", where);
    }

    /** The time that an event id begins with, in epoch milliseconds (RFC 9562 §5.7). */
    static long timeOf(String eventId) {
        return UUID.fromString(eventId).getMostSignificantBits() >>> 16;
    }
}
