package io.aim.keycloak.jpa.audit;

import io.aim.keycloak.spi.audit.AuditPosition;
import io.aim.keycloak.spi.audit.AuditRecord;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Rows of a realm as what they are: events with a number, without one yet, or something that nobody here wrote. */
final class StoredEvents {

    private final EntityManager em;
    private final PersonalDataVault vault;
    private final String realmId;

    StoredEvents(EntityManager em, PersonalDataVault vault, String realmId) {
        this.em = em;
        this.vault = vault;
        this.realmId = realmId;
    }

    List<AuditRecord> records(List<AimAuditEventEntity> events) {
        if (events.isEmpty()) {
            return List.of();
        }
        List<String> ids = events.stream().map(AimAuditEventEntity::getId).toList();
        Set<String> pending = pending(ids); // first: what gets its number in between is then seen as a leaf
        Map<String, Long> seqs = sequenceNumbers(ids);
        return events.stream()
                .map(event -> record(event, seqs.get(event.getId()), pending.contains(event.getId())))
                .toList();
    }

    private Set<String> pending(List<String> ids) {
        return new HashSet<>(em.createNamedQuery("AimAuditPending.known", String.class)
                .setParameter("realmId", realmId)
                .setParameter("ids", ids)
                .getResultList());
    }

    private Map<String, Long> sequenceNumbers(List<String> ids) {
        Map<String, Long> seqs = new HashMap<>();
        em.createNamedQuery("AimAuditLeaf.sequenceNumbers", Object[].class)
                .setParameter("realmId", realmId)
                .setParameter("ids", ids)
                .getResultList()
                .forEach(row -> seqs.put((String) row[0], (Long) row[1]));
        return seqs;
    }

    private AuditRecord record(AimAuditEventEntity event, @Nullable Long seq, boolean pending) {
        String unreadable = event.unreadable();
        return new AuditRecord(
                new AuditPosition(Instant.ofEpochMilli(event.getTime()), event.getId()),
                unreadable == null ? vault.open(event) : null,
                unreadable,
                seq,
                seq == null && !pending);
    }
}
