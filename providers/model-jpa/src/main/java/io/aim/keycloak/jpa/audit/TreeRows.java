package io.aim.keycloak.jpa.audit;

import io.aim.keycloak.core.audit.tree.TreeHash;
import io.aim.keycloak.spi.audit.AuditQuery;
import io.aim.keycloak.spi.audit.AuditTreeRow;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Leaves of a realm with their events, however somebody has changed their rows. */
final class TreeRows {

    private static final TreeHash NO_HASH = new TreeHash(new byte[TreeHash.LENGTH]);
    private static final long LARGEST_TIME = (1L << 48) - 1;

    private final EntityManager em;
    private final PersonalDataVault vault;
    private final String realmId;

    TreeRows(EntityManager em, PersonalDataVault vault, String realmId) {
        this.em = em;
        this.vault = vault;
        this.realmId = realmId;
    }

    List<AuditTreeRow> of(List<AimAuditLeafEntity> leaves) {
        Map<String, AimAuditEventEntity> events = new HashMap<>();
        events(leaves.stream().map(AimAuditLeafEntity::getEventId).toList())
                .forEach(event -> events.put(event.getId(), event));
        return leaves.stream()
                .map(leaf -> row(leaf, events.get(leaf.getEventId())))
                .toList();
    }

    private AuditTreeRow row(AimAuditLeafEntity leaf, @Nullable AimAuditEventEntity event) {
        TreeHash hash;
        try {
            hash = TreeHash.fromBase64(leaf.getHash());
        } catch (IllegalArgumentException e) {
            return new AuditTreeRow(leaf.getSeq(), NO_HASH, null, "hash of the leaf");
        }
        String unreadable = event == null ? null : event.unreadable();
        return new AuditTreeRow(
                leaf.getSeq(), hash, event == null || unreadable != null ? null : vault.open(event), unreadable);
    }

    private List<AimAuditEventEntity> events(List<String> ids) {
        LongSummaryStatistics times = ids.stream()
                .map(TreeRows::timeOf)
                .filter(OptionalLong::isPresent)
                .mapToLong(OptionalLong::getAsLong)
                .summaryStatistics();
        if (times.getCount() == 0) {
            return List.of();
        }
        return em.createNamedQuery("AimAuditEvent.findAll", AimAuditEventEntity.class)
                .setParameter("realmId", realmId)
                .setParameter("ids", ids)
                .setParameter("from", times.getMin())
                .setParameter("to", times.getMax())
                .getResultList();
    }

    /** Empty for what was never the id of an event. */
    private static OptionalLong timeOf(String eventId) {
        try {
            return OptionalLong.of(AuditSearch.timeOf(eventId));
        } catch (IllegalArgumentException e) {
            return OptionalLong.empty();
        }
    }

    List<Long> subtreesWith(AuditQuery query, int height, long size) {
        Set<Long> all = new TreeSet<>(new AuditSearch(em, realmId, query).subtrees(height, size));
        if (query.isAboutTimeOnly()) {
            all.addAll(em.createNamedQuery("AimAuditLeaf.subtreesOfTime", Long.class)
                    .setParameter("realmId", realmId)
                    .setParameter("leaves", 1L << height)
                    .setParameter("size", size)
                    .setParameter("first", firstId(query.from(), 0))
                    .setParameter("end", firstId(query.to(), LARGEST_TIME))
                    .getResultList());
        }
        return List.copyOf(all);
    }

    /** Less than any id of that time or a later one. */
    private static String firstId(@Nullable Instant time, long otherwise) {
        long millis = time == null ? otherwise : Math.min(Math.max(time.toEpochMilli(), 0), LARGEST_TIME);
        return new UUID(millis << 16, 0).toString();
    }
}
