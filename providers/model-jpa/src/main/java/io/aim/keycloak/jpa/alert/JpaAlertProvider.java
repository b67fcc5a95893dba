package io.aim.keycloak.jpa.alert;

import io.aim.keycloak.core.agent.AgentRules;
import io.aim.keycloak.core.alert.AlertSignal;
import io.aim.keycloak.core.alert.AlertState;
import io.aim.keycloak.jpa.OldRows;
import io.aim.keycloak.jpa.RowLock;
import io.aim.keycloak.spi.alert.Alert;
import io.aim.keycloak.spi.alert.AlertCount;
import io.aim.keycloak.spi.alert.AlertOutbox;
import io.aim.keycloak.spi.alert.AlertPage;
import io.aim.keycloak.spi.alert.AlertProgress;
import io.aim.keycloak.spi.alert.AlertProvider;
import io.aim.keycloak.spi.alert.AlertQuery;
import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.RealmModel;

/** Alerts in Keycloak's database. */
final class JpaAlertProvider implements AlertProvider {

    private static final String REALM_ID = "realmId";

    private final EntityManager em;

    JpaAlertProvider(EntityManager em) {
        this.em = em;
    }

    @Override
    public void raise(RealmModel realm, AlertSignal signal) {
        em.createNamedQuery("AimAlert.raise")
                .setParameter("id", UUID.randomUUID().toString())
                .setParameter(REALM_ID, realm.getId())
                .setParameter("key", signal.dedupKey())
                .setParameter("type", signal.type().code())
                .setParameter("severity", signal.severity().rank())
                .setParameter("state", AlertState.OPEN.code())
                .setParameter("title", signal.title())
                .setParameter("agentId", signal.agentId())
                .setParameter("agentName", signal.agentName())
                .setParameter("sourceEventId", signal.sourceEventId())
                .setParameter("occurrences", signal.count())
                .setParameter("time", signal.time().toEpochMilli())
                .executeUpdate();
    }

    @Override
    public Optional<Alert> get(RealmModel realm, String id) {
        return find(realm, id).map(found -> {
            em.refresh(found); // statements change it past the entity
            return found.toAlert();
        });
    }

    @Override
    public Optional<Alert> lock(RealmModel realm, String id) {
        return find(realm, id).filter(found -> RowLock.take(em, found)).map(AimAlertEntity::toAlert);
    }

    @Override
    public Optional<Alert> lockLive(RealmModel realm, String dedupKey) {
        return lockLive(em.createNamedQuery("AimAlert.live", AimAlertEntity.class)
                        .setParameter(REALM_ID, realm.getId())
                        .setParameter("key", dedupKey))
                .stream()
                .findFirst();
    }

    @Override
    public List<Alert> lockAllLive(RealmModel realm, String agentId) {
        return lockLive(em.createNamedQuery("AimAlert.liveOfAgent", AimAlertEntity.class)
                .setParameter(REALM_ID, realm.getId())
                .setParameter("agentId", agentId));
    }

    private List<Alert> lockLive(TypedQuery<AimAlertEntity> live) {
        return live.getResultList().stream()
                .filter(found -> RowLock.take(em, found) && found.isLive())
                .map(AimAlertEntity::toAlert)
                .toList();
    }

    private Optional<AimAlertEntity> find(RealmModel realm, String id) {
        return AgentRules.isLookupKey(id)
                ? entities(realm, List.of(id)).stream().findFirst()
                : Optional.empty();
    }

    private List<AimAlertEntity> entities(RealmModel realm, List<String> ids) {
        return em.createNamedQuery("AimAlert.get", AimAlertEntity.class)
                .setParameter(REALM_ID, realm.getId())
                .setParameter("ids", ids)
                .getResultList();
    }

    @Override
    public List<Alert> all(RealmModel realm, List<String> ids) {
        return ids.isEmpty()
                ? List.of()
                : entities(realm, ids).stream().map(AimAlertEntity::toAlert).toList();
    }

    @Override
    public AlertPage search(RealmModel realm, AlertQuery query, AlertQuery.@Nullable Position after, int max) {
        AlertSearch search = new AlertSearch(em, realm.getId(), query);
        List<Alert> found = search.page(after, max + 1).stream()
                .map(AimAlertEntity::toAlert)
                .toList();
        boolean more = found.size() > max;
        long total = after == null && !more ? found.size() : search.total();
        return new AlertPage(found.stream().limit(max).toList(), more, total);
    }

    @Override
    public List<AlertCount> count(RealmModel realm, AlertQuery query) {
        return new AlertSearch(em, realm.getId(), query).counts();
    }

    @Override
    public void change(Alert alert, AlertState next, @Nullable String note, @Nullable String by, Instant at) {
        managed(alert).change(next, note, by, at);
        em.flush();
    }

    @Override
    public void assign(Alert alert, @Nullable String userId) {
        managed(alert).setAssigneeId(userId);
        em.flush();
    }

    @Override
    public void snooze(Alert alert, @Nullable Instant until) {
        managed(alert).setSnoozedUntil(until);
        em.flush();
    }

    private AimAlertEntity managed(Alert alert) {
        return em.find(AimAlertEntity.class, alert.id());
    }

    @Override
    public int removeBefore(RealmModel realm, Instant before, int max) {
        return OldRows.remove(
                em,
                em.createNamedQuery("AimAlert.over", AimAlertEntity.class)
                        .setParameter(REALM_ID, realm.getId())
                        .setParameter("before", before.toEpochMilli())
                        .setMaxResults(max),
                AimAlertEntity::id,
                em.createNamedQuery("AimAlert.delete").setParameter(REALM_ID, realm.getId()));
    }

    @Override
    public AlertProgress progress(RealmModel realm) {
        return new JpaAlertProgress(em, realm.getId());
    }

    @Override
    public List<String> realmsToLookAt() {
        return em.createNamedQuery("AimAlertCursor.behind", String.class).getResultList();
    }

    @Override
    public AlertOutbox outbox() {
        return new JpaAlertOutbox(em, this);
    }

    void userRemoved(String realmId, String userId) {
        for (String query : List.of("AimAlert.forgetUser", "AimAlertMail.forgetUser")) {
            em.createNamedQuery(query)
                    .setParameter(REALM_ID, realmId)
                    .setParameter("userId", userId)
                    .executeUpdate();
        }
    }

    void realmRemoved(String realmId) {
        for (String query : List.of(
                "AimAlertCursor.deleteByRealm", // first, as whoever looks at the trail locks it first
                "AimAlertWindow.deleteByRealm",
                "AimAlertMail.deleteByRealm",
                "AimAlert.deleteByRealm")) {
            em.createNamedQuery(query).setParameter(REALM_ID, realmId).executeUpdate();
        }
    }

    @Override
    public void close() {
        // the entity manager belongs to the session
    }
}
