package io.aim.keycloak.jpa.audit;

import io.aim.keycloak.core.audit.AuditAction;
import io.aim.keycloak.jpa.PostgreSql;
import io.aim.keycloak.spi.audit.AuditPosition;
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
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Builds the queries of a search. The realm always leads, and pages begin after an event, never at an offset. */
final class AuditSearch {

    private static final Comparator<AimAuditEventEntity> NEWEST_FIRST = Comparator.comparingLong(
                    AimAuditEventEntity::getTime)
            .thenComparing(AimAuditEventEntity::getId)
            .reversed();

    private static final String AGENT = "'agent'";
    private static final String ACTED = " and e.actorId = :agentId and e.actorKind = " + AGENT;
    private static final String ACTED_UPON = " and e.targetId = :agentId and e.targetKind = " + AGENT;

    private final EntityManager em;
    private final List<String> where = new ArrayList<>();
    private final Map<String, Object> parameters = new HashMap<>();
    private final boolean ofAgent;

    AuditSearch(EntityManager em, String realmId, AuditQuery query) {
        this.em = em;
        equal("realmId", realmId);
        kind("actorKind", query.actorKind() == null ? null : query.actorKind().code());
        equal("actorId", query.actorId());
        equal("category", query.category() == null ? null : query.category().code());
        kind("targetKind", query.targetKind());
        equal("targetId", query.targetId());
        equal("result", query.result() == null ? null : query.result().code());
        equal("reason", query.reason());
        equal("correlationId", query.correlationId());
        if (query.action() != null) {
            add("e.action in (:actions)", "actions", actions(query.action()));
        }
        time("e.time >= :from", "from", query.from());
        time("e.time < :to", "to", query.to());
        ofAgent = query.agentId() != null;
        if (query.agentId() != null) {
            parameters.put("agentId", query.agentId());
        }
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

    /** The indexes by kind leave out agents, who are most of the trail; the second condition says that they fit. */
    private void kind(String field, @Nullable String value) {
        equal(field, value);
        if (value != null && !value.equals("agent")) {
            where.add("e." + field + " <> " + AGENT);
        }
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
    List<AimAuditEventEntity> page(@Nullable AuditPosition after, int max) {
        PostgreSql.planByValue(em);
        if (!ofAgent) {
            return page("", after, max);
        }
        // one query by actor and one by target, each along its index; most events are found by both
        Map<String, AimAuditEventEntity> found = new HashMap<>();
        page(ACTED, after, max).forEach(event -> found.put(event.getId(), event));
        page(ACTED_UPON, after, max).forEach(event -> found.put(event.getId(), event));
        return found.values().stream().sorted(NEWEST_FIRST).limit(max + 1L).toList();
    }

    private List<AimAuditEventEntity> page(String branch, @Nullable AuditPosition after, int max) {
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
            query.setParameter("afterTime", after.time().toEpochMilli()).setParameter("afterId", after.id());
        }
        return query.setMaxResults(max + 1).getResultList();
    }

    /** Number of events on all pages; more than {@link AuditProvider#COUNT_LIMIT} means that counting ended. */
    long count() {
        if (!ofAgent) {
            return count("");
        }
        long acted = count(ACTED);
        long actedUpon = acted > AuditProvider.COUNT_LIMIT ? 0 : count(ACTED_UPON);
        return acted > AuditProvider.COUNT_LIMIT || actedUpon > AuditProvider.COUNT_LIMIT
                ? AuditProvider.COUNT_LIMIT + 1L
                : acted + actedUpon - count(ACTED + ACTED_UPON);
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

    /** Numbers of the perfect subtrees of that height in which there are such events, in order. */
    List<Long> subtrees(int height, long size) {
        PostgreSql.planByValue(em);
        Set<Long> blocks = new TreeSet<>();
        for (String branch : branches()) {
            TypedQuery<Long> query = em.createQuery(
                    "select distinct l.seq / " + (1L << height)
                            + " from AimAuditEventEntity e join AimAuditLeafEntity l"
                            + " on l.realmId = e.realmId and l.eventId = e.id where l.seq < :size and " + conditions()
                            + branch,
                    Long.class);
            parameters.forEach(query::setParameter);
            blocks.addAll(query.setParameter("size", size).getResultList());
        }
        return List.copyOf(blocks);
    }

    /** Those between two times that have no leaf and wait for none, oldest first. */
    List<AimAuditEventEntity> unproven(long begin, long end, int max) {
        PostgreSql.planByValue(em);
        Map<String, AimAuditEventEntity> found = new TreeMap<>();
        for (String branch : branches()) {
            TypedQuery<AimAuditEventEntity> query = em.createQuery(
                    "select e from AimAuditEventEntity e where " + conditions() + branch
                            + " and e.time >= :begin and e.time < :end and not exists (select 1 from AimAuditLeafEntity l"
                            + " where l.realmId = e.realmId and l.eventId = e.id) and not exists (select 1 from"
                            + " AimAuditPendingEntity p where p.realmId = e.realmId and p.eventId = e.id)"
                            + " order by e.time, e.id",
                    AimAuditEventEntity.class);
            parameters.forEach(query::setParameter);
            query.setParameter("begin", begin)
                    .setParameter("end", end)
                    .setMaxResults(max)
                    .getResultList()
                    .forEach(event -> found.put(event.getId(), event));
        }
        return List.copyOf(found.values());
    }

    private List<String> branches() {
        return ofAgent ? List.of(ACTED, ACTED_UPON) : List.of("");
    }

    private String conditions() {
        return String.join(" and ", where);
    }

    /** The time that an event id begins with, in epoch milliseconds (RFC 9562 §5.7). */
    static long timeOf(String eventId) {
        return UUID.fromString(eventId).getMostSignificantBits() >>> 16;
    }
}
