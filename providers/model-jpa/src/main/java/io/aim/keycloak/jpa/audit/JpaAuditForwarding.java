package io.aim.keycloak.jpa.audit;

import io.aim.keycloak.spi.audit.AuditForwarding;
import io.aim.keycloak.spi.audit.ForwardingSettings;
import io.aim.keycloak.spi.audit.ForwardingState;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import java.time.Instant;
import java.util.Optional;

/** Forwarding of one realm in Keycloak's database. */
final class JpaAuditForwarding implements AuditForwarding {

    private static final int ERROR_MAX = 1_000;

    private final EntityManager em;
    private final String realmId;

    JpaAuditForwarding(EntityManager em, String realmId) {
        this.em = em;
        this.realmId = realmId;
    }

    @Override
    public Optional<ForwardingState> get() {
        return em
                .createNamedQuery("AimAuditForwarding.get", AimAuditForwardingEntity.class)
                .setParameter("realmId", realmId)
                .getResultList()
                .stream()
                .findFirst()
                .map(row -> {
                    em.refresh(row); // statements change it past the entity
                    return row.toState();
                });
    }

    @Override
    public void set(ForwardingSettings settings, long next) {
        named("set")
                .setParameter("enabled", settings.enabled())
                .setParameter("format", settings.format().name())
                .setParameter("transport", settings.receiver().transport().name())
                .setParameter("host", settings.receiver().host())
                .setParameter("port", settings.receiver().port())
                .setParameter("caCertificates", settings.caCertificates())
                .setParameter("next", next)
                .executeUpdate();
    }

    @Override
    public boolean remove() {
        return named("deleteByRealm").executeUpdate() > 0;
    }

    @Override
    public Optional<ForwardingState> claim(String claim, Instant now, Instant until) {
        int claimed = named("claim")
                .setParameter("claim", claim)
                .setParameter("now", now.toEpochMilli())
                .setParameter("until", until.toEpochMilli())
                .executeUpdate();
        return claimed == 0 ? Optional.empty() : get();
    }

    @Override
    public boolean sent(String claim, long next, Instant now) {
        return named("sent")
                        .setParameter("claim", claim)
                        .setParameter("next", next)
                        .setParameter("now", now.toEpochMilli())
                        .executeUpdate()
                > 0;
    }

    @Override
    public boolean failed(String claim, String error, Instant now, Instant retryAt) {
        return named("failed")
                        .setParameter("claim", claim)
                        .setParameter("error", error.substring(0, Math.min(error.length(), ERROR_MAX)))
                        .setParameter("now", now.toEpochMilli())
                        .setParameter("retryAt", retryAt.toEpochMilli())
                        .executeUpdate()
                > 0;
    }

    private Query named(String name) {
        return em.createNamedQuery("AimAuditForwarding." + name).setParameter("realmId", realmId);
    }
}
