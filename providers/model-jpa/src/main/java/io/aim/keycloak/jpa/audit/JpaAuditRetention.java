package io.aim.keycloak.jpa.audit;

import io.aim.keycloak.core.audit.AuditCategory;
import io.aim.keycloak.spi.audit.AuditRetention;
import io.aim.keycloak.spi.audit.LegalHold;
import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Retention of one realm in Keycloak's database. */
final class JpaAuditRetention implements AuditRetention {

    private final EntityManager em;
    private final PersonalDataVault vault;
    private final String realmId;

    JpaAuditRetention(EntityManager em, PersonalDataVault vault, String realmId) {
        this.em = em;
        this.vault = vault;
        this.realmId = realmId;
    }

    @Override
    public Map<AuditCategory, Integer> days() {
        Map<AuditCategory, Integer> days = new EnumMap<>(AuditCategory.class);
        for (AuditCategory category : AuditCategory.values()) {
            days.put(category, category.defaultRetentionDays());
        }
        em.createNamedQuery("AimAuditRetention.find", Object[].class)
                .setParameter("realmId", realmId)
                .getResultList()
                .forEach(row -> AuditCategory.fromCode((String) row[0])
                        .ifPresent(category -> days.put(category, (Integer) row[1])));
        return days;
    }

    @Override
    public void setDays(AuditCategory category, int days) {
        em.createNamedQuery("AimAuditRetention.set")
                .setParameter("realmId", realmId)
                .setParameter("category", category.code())
                .setParameter("days", days)
                .executeUpdate();
    }

    @Override
    public List<LegalHold> holds() {
        return em
                .createNamedQuery("AimAuditHold.find", AimAuditHoldEntity.class)
                .setParameter("realmId", realmId)
                .getResultList()
                .stream()
                .map(AimAuditHoldEntity::toHold)
                .toList();
    }

    @Override
    public void place(LegalHold hold) {
        em.persist(new AimAuditHoldEntity(realmId, hold));
    }

    @Override
    public Optional<LegalHold> release(String id) {
        AimAuditHoldEntity hold = em.find(AimAuditHoldEntity.class, id);
        if (hold == null || !hold.getRealmId().equals(realmId)) {
            return Optional.empty();
        }
        em.remove(hold);
        return Optional.of(hold.toHold());
    }

    @Override
    public boolean isHeld(String subjectId) {
        return holds().stream().anyMatch(hold -> hold.subjectId() == null || subjectId.equals(hold.subjectId()));
    }

    @Override
    public int removeExpired(AuditCategory category, Instant now, int max) {
        Instant before = now.minus(Duration.ofDays(days().get(category)));
        List<Object[]> expired = em.createNamedQuery("AimAuditEvent.expired", Object[].class)
                .setParameter("realmId", realmId)
                .setParameter("category", category.code())
                .setParameter("before", before.toEpochMilli())
                .setMaxResults(max)
                .getResultList();
        if (expired.isEmpty()) {
            return 0;
        }
        return em.createNamedQuery("AimAuditEvent.deleteExpired")
                .setParameter("realmId", realmId)
                .setParameter("category", category.code())
                .setParameter("ids", expired.stream().map(row -> row[0]).toList())
                .setParameter("from", expired.get(0)[1])
                .setParameter("to", expired.get(expired.size() - 1)[1])
                .executeUpdate();
    }

    @Override
    public void erase(String userId) {
        vault.erase(realmId, userId);
    }
}
