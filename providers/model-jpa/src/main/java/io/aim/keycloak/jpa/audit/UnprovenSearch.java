package io.aim.keycloak.jpa.audit;

import io.aim.keycloak.spi.audit.AuditQuery;
import io.aim.keycloak.spi.audit.UnprovenEvents;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Looks for events without a leaf, some ten thousand events at a time: all of them are compared with the leaves, unless
 * an index leads to the few that are asked for.
 */
final class UnprovenSearch {

    private static final int PART = 20_000;
    private static final int MAX = 1_000;

    private final EntityManager em;
    private final PersonalDataVault vault;
    private final String realmId;

    UnprovenSearch(EntityManager em, PersonalDataVault vault, String realmId) {
        this.em = em;
        this.vault = vault;
        this.realmId = realmId;
    }

    UnprovenEvents of(AuditQuery query, @Nullable Instant from) {
        Instant first = from == null ? query.from() : from;
        long begin = first == null ? Long.MIN_VALUE : first.toEpochMilli();
        long last = query.to() == null ? Long.MAX_VALUE : query.to().toEpochMilli();
        long end = query.isAboutOne() ? last : Math.min(last, end(begin));
        List<AimAuditEventEntity> found = new AuditSearch(em, realmId, query).unproven(begin, end, MAX);
        long next = found.size() < MAX ? end : found.get(MAX - 1).getTime() + 1;
        return new UnprovenEvents(
                new StoredEvents(em, vault, realmId).records(found), next < last ? Instant.ofEpochMilli(next) : null);
    }

    private long end(long begin) {
        return em
                .createNamedQuery("AimAuditEvent.timesFrom", Long.class)
                .setParameter("realmId", realmId)
                .setParameter("begin", begin)
                .setFirstResult(PART)
                .setMaxResults(1)
                .getResultList()
                .stream()
                .map(time -> Math.max(time, begin + 1))
                .findFirst()
                .orElse(Long.MAX_VALUE);
    }
}
