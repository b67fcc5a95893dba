package io.aim.keycloak.services.retention;

import io.aim.keycloak.core.audit.AuditActor;
import io.aim.keycloak.services.audit.AuditTrail;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jboss.logging.Logger;
import org.keycloak.cluster.ClusterProvider;
import org.keycloak.common.util.Time;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.models.utils.KeycloakModelUtils;

/**
 * One round of removal: of each realm and kind of records a bounded number, in one transaction with the event that says how
 * many. What a round leaves is the next one's. One node does it at a time.
 */
public final class RetentionRound {

    private static final Logger LOG = Logger.getLogger(RetentionRound.class);

    private static final String TASK = "aim-retention";
    private static final int LOCK_SECONDS = 300;

    /** Records that one statement removes. */
    private static final int BATCH = 500;
    /** Statements of one realm and round. */
    private static final int BATCHES = 10;

    private final KeycloakSessionFactory factory;
    private final List<KeptRecords> kinds;

    public RetentionRound(KeycloakSessionFactory factory, List<KeptRecords> kinds) {
        this.factory = factory;
        this.kinds = List.copyOf(kinds);
    }

    public void run() {
        KeycloakModelUtils.runJobInTransaction(
                factory,
                session -> session.getProvider(ClusterProvider.class).executeIfNotExecuted(TASK, LOCK_SECONDS, () -> {
                    work(Instant.ofEpochMilli(Time.currentTimeMillis()));
                    return true;
                }));
    }

    private void work(Instant now) {
        List<String> realmIds = KeycloakModelUtils.runJobInTransactionWithResult(
                factory,
                session -> session.realms()
                        .getRealmsStream()
                        .map(RealmModel::getId)
                        .toList());
        for (KeptRecords kind : kinds) {
            realmIds.forEach(realmId -> attempt(kind, realmId, now));
        }
    }

    /** What fails in one realm does not stop the others. */
    private void attempt(KeptRecords kind, String realmId, Instant now) {
        try {
            KeycloakModelUtils.runJobInTransaction(factory, session -> {
                RealmModel realm = session.realms().getRealm(realmId);
                if (realm != null) {
                    session.getContext().setRealm(realm);
                    remove(kind, session, realm, now);
                }
            });
        } catch (RuntimeException e) {
            LOG.warnf(
                    e,
                    "What realm %s keeps no longer could not be removed: %s",
                    realmId,
                    kind.removal().code());
        }
    }

    private static void remove(KeptRecords kind, KeycloakSession session, RealmModel realm, Instant now) {
        int days = kind.days().of(realm);
        Instant before = now.minus(Duration.ofDays(days));
        int total = 0;
        int removed = BATCH;
        for (int i = 0; i < BATCHES && removed == BATCH; i++) {
            removed = kind.removeBefore(session, realm, before, BATCH);
            total += removed;
        }
        if (total > 0) {
            AuditTrail trail = new AuditTrail(session, realm);
            trail.write(trail.begin(kind.removal(), AuditActor.SYSTEM)
                    .target("realm", realm.getId(), realm.getName())
                    .detail("count", String.valueOf(total))
                    .detail("days", String.valueOf(days)));
        }
    }
}
