package io.aim.keycloak.jpa.audit;

import io.aim.keycloak.spi.audit.AuditProvider;
import io.aim.keycloak.spi.audit.AuditQuery;
import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Builds the queries of a search. The realm always leads, and pages begin after an event, never at an offset. */
final class AuditSearch {

    private final EntityManager em;
    private final List<String> where = new ArrayList<>();
    private final Map<String, Object> parameters = new HashMap<>();

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
        if (query.agentId() != null) {
            add(
                    "((e.actorId = :agentId and e.actorKind = 'agent') or (e.targetId = :agentId and e.targetKind = 'agent'))");
            parameters.put("agentId", query.agentId());
        }
        if (query.action() != null) {
            // the codes between "agent.key." and "agent.key/" are those that begin with "agent.key."
            add("(e.action = :action or (e.action > :actionFrom and e.action < :actionTo))");
            parameters.put("action", query.action());
            parameters.put("actionFrom", query.action() + ".");
            parameters.put("actionTo", query.action() + "/");
        }
        time("e.time >= :from", "from", query.from());
        time("e.time < :to", "to", query.to());
    }

    private void equal(String field, @Nullable String value) {
        if (value != null) {
            add("e." + field + " = :" + field);
            parameters.put(field, value);
        }
    }

    private void time(String condition, String parameter, @Nullable Instant time) {
        if (time != null) {
            add(condition);
            parameters.put(parameter, time.toEpochMilli());
        }
    }

    private void add(String condition) {
        where.add(condition);
    }

    /** Newest first, one event more than the page holds, if there is one. */
    List<AimAuditEventEntity> page(@Nullable String after, int max) {
        String condition = conditions();
        Map<String, Object> all = new HashMap<>(parameters);
        if (after != null) {
            condition += " and (e.time < :afterTime or (e.time = :afterTime and e.id < :afterId))";
            all.put("afterTime", timeOf(after));
            all.put("afterId", after);
        }
        TypedQuery<AimAuditEventEntity> query = em.createQuery(
                "select e from AimAuditEventEntity e where " + condition + " order by e.time desc, e.id desc",
                AimAuditEventEntity.class);
        all.forEach(query::setParameter);
        return query.setMaxResults(max + 1).getResultList();
    }

    /** Number of events on all pages; counting ends one after {@link AuditProvider#COUNT_LIMIT}. */
    long count() {
        // Hibernate takes no limit without an order; the realm is the same everywhere, so nothing is sorted by it
        TypedQuery<Long> query = em.createQuery(
                "select count(*) from (select e.id as id from AimAuditEventEntity e where " + conditions()
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
