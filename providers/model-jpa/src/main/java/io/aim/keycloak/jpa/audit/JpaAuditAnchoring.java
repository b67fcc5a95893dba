package io.aim.keycloak.jpa.audit;

import io.aim.keycloak.spi.audit.AuditAnchoring;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import java.time.Instant;
import java.util.OptionalLong;

/** What one anchor has got of one realm, in Keycloak's database. */
final class JpaAuditAnchoring implements AuditAnchoring {

    private static final int ERROR_MAX = 1_000;

    private final EntityManager em;
    private final String realmId;
    private final String anchor;

    JpaAuditAnchoring(EntityManager em, String realmId, String anchor) {
        this.em = em;
        this.realmId = realmId;
        this.anchor = anchor;
    }

    @Override
    public OptionalLong claim(String claim, Instant now, Instant until) {
        named("create").executeUpdate();
        int claimed = named("claim")
                .setParameter("claim", claim)
                .setParameter("now", now.toEpochMilli())
                .setParameter("until", until.toEpochMilli())
                .executeUpdate();
        return claimed == 0 ? OptionalLong.empty() : OptionalLong.of((Long) row()[0]);
    }

    @Override
    public int failures() {
        return (Integer) row()[1];
    }

    private Object[] row() {
        return em.createNamedQuery("AimAuditAnchor.get", Object[].class)
                .setParameter("realmId", realmId)
                .setParameter("anchor", anchor)
                .getSingleResult();
    }

    @Override
    public boolean kept(String claim, long size, Instant now) {
        return named("kept")
                        .setParameter("claim", claim)
                        .setParameter("size", size)
                        .setParameter("now", now.toEpochMilli())
                        .executeUpdate()
                > 0;
    }

    @Override
    public boolean failed(String claim, long size, String error, Instant now, Instant retryAt) {
        return named("failed")
                        .setParameter("claim", claim)
                        .setParameter("size", size)
                        .setParameter("error", error.substring(0, Math.min(error.length(), ERROR_MAX)))
                        .setParameter("now", now.toEpochMilli())
                        .setParameter("retryAt", retryAt.toEpochMilli())
                        .executeUpdate()
                > 0;
    }

    private Query named(String name) {
        return em.createNamedQuery("AimAuditAnchor." + name)
                .setParameter("realmId", realmId)
                .setParameter("anchor", anchor);
    }
}
