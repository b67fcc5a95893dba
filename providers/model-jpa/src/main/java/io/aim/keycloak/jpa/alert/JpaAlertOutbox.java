package io.aim.keycloak.jpa.alert;

import io.aim.keycloak.spi.alert.Alert;
import io.aim.keycloak.spi.alert.AlertMail;
import io.aim.keycloak.spi.alert.AlertOutbox;
import io.aim.keycloak.spi.alert.AlertProvider;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.keycloak.models.RealmModel;

/** The outbox in Keycloak's database. */
record JpaAlertOutbox(EntityManager em, AlertProvider alerts) implements AlertOutbox {

    private static final String REALM_ID = "realmId";
    private static final String RECIPIENT = "recipient";
    private static final String CLAIM = "claim";
    private static final String NOW = "now";

    @Override
    public List<Due> due(Instant now, int max) {
        return em
                .createNamedQuery("AimAlert.due", Object[].class)
                .setParameter(NOW, now.toEpochMilli())
                .setMaxResults(max)
                .getResultList()
                .stream()
                .map(row -> new Due((String) row[0], (String) row[1]))
                .toList();
    }

    @Override
    public Optional<Alert> take(RealmModel realm, String alertId) {
        int taken = em.createNamedQuery("AimAlert.take")
                .setParameter(REALM_ID, realm.getId())
                .setParameter("id", alertId)
                .executeUpdate();
        return taken == 0 ? Optional.empty() : alerts.get(realm, alertId);
    }

    @Override
    public void add(Alert alert, String recipient, Instant now) {
        em.createNamedQuery("AimAlertMail.add")
                .setParameter("id", UUID.randomUUID().toString())
                .setParameter(REALM_ID, alert.realmId())
                .setParameter(RECIPIENT, recipient)
                .setParameter("alertId", alert.id())
                .setParameter(NOW, now.toEpochMilli())
                .executeUpdate();
    }

    @Override
    public List<Waiting> waiting(Instant now, int max) {
        return em
                .createNamedQuery("AimAlertMail.waiting", Object[].class)
                .setParameter(NOW, now.toEpochMilli())
                .setMaxResults(max)
                .getResultList()
                .stream()
                .map(row -> new Waiting((String) row[0], (String) row[1], (Long) row[2]))
                .toList();
    }

    @Override
    public List<AlertMail> claim(Waiting waiting, String claim, Instant now, Instant until, int max) {
        List<String> ids = em.createNamedQuery("AimAlertMail.next", String.class)
                .setParameter(REALM_ID, waiting.realmId())
                .setParameter(RECIPIENT, waiting.recipient())
                .setParameter(NOW, now.toEpochMilli())
                .setMaxResults(max)
                .getResultList();
        if (ids.isEmpty()) {
            return List.of();
        }
        em.createNamedQuery("AimAlertMail.claim")
                .setParameter(REALM_ID, waiting.realmId())
                .setParameter("ids", ids)
                .setParameter(CLAIM, claim)
                .setParameter(NOW, now.toEpochMilli())
                .setParameter("until", until.toEpochMilli())
                .executeUpdate();
        return em
                .createNamedQuery("AimAlertMail.claimed", Object[].class)
                .setParameter(REALM_ID, waiting.realmId())
                .setParameter(RECIPIENT, waiting.recipient())
                .setParameter(CLAIM, claim)
                .getResultList()
                .stream()
                .map(row -> new AlertMail((String) row[0], (Integer) row[1], Instant.ofEpochMilli((Long) row[2])))
                .toList();
    }

    @Override
    public int done(Waiting waiting, String claim) {
        return claimed("AimAlertMail.done", waiting, claim).executeUpdate();
    }

    @Override
    public int failed(Waiting waiting, String claim, Instant retryAt) {
        return claimed("AimAlertMail.failed", waiting, claim)
                .setParameter("retryAt", retryAt.toEpochMilli())
                .executeUpdate();
    }

    private Query claimed(String query, Waiting waiting, String claim) {
        return em.createNamedQuery(query)
                .setParameter(REALM_ID, waiting.realmId())
                .setParameter(RECIPIENT, waiting.recipient())
                .setParameter(CLAIM, claim);
    }
}
