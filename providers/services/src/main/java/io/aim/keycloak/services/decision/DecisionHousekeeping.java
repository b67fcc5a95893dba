package io.aim.keycloak.services.decision;

import io.aim.keycloak.core.audit.AuditActor;
import io.aim.keycloak.services.audit.AuditTrail;
import io.aim.keycloak.spi.decision.DecisionProvider;
import java.time.Instant;
import java.util.List;
import org.jboss.logging.Logger;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.models.utils.KeycloakModelUtils;

/** What time demands of decisions: those that nobody agreed to in time, and those that are kept no longer. */
public record DecisionHousekeeping(KeycloakSessionFactory factory) {

    private static final Logger LOG = Logger.getLogger(DecisionHousekeeping.class);

    private static final int BATCH = 500;
    /** Rounds come every few seconds; what one leaves is the next one's. */
    private static final int BATCHES = 20;

    /** One round. */
    public void run(Instant now) {
        List<String> realms = KeycloakModelUtils.runJobInTransactionWithResult(
                factory, session -> session.getProvider(DecisionProvider.class).realms());
        for (String realmId : realms) {
            try {
                expire(realmId, now);
                remove(realmId, now);
            } catch (RuntimeException e) {
                LOG.warnf(e, "What is due for decisions of realm %s could not be done", realmId);
            }
        }
    }

    private void expire(String realmId, Instant now) {
        List<String> overdue = inRealm(realmId, List.of(), (store, realm) -> store.overdue(realm, now, BATCH));
        for (String decisionId : overdue) {
            in(realmId, false, (session, realm) -> {
                AuditTrail.actAs(session, AuditActor.SYSTEM);
                new DecisionApprovals(session, realm).expire(decisionId);
                return true;
            });
        }
    }

    private void remove(String realmId, Instant now) {
        int removed = BATCH;
        for (int i = 0; i < BATCHES && removed >= BATCH; i++) {
            removed = inRealm(
                    realmId,
                    0,
                    (store, realm) -> store.removeBefore(realm, now.minus(DecisionSettings.retention(realm)), BATCH));
        }
    }

    private interface Reading<T> {
        T of(DecisionProvider store, RealmModel realm);
    }

    private interface Work<T> {
        T in(KeycloakSession session, RealmModel realm);
    }

    private <T> T inRealm(String realmId, T otherwise, Reading<T> reading) {
        return in(
                realmId, otherwise, (session, realm) -> reading.of(session.getProvider(DecisionProvider.class), realm));
    }

    private <T> T in(String realmId, T otherwise, Work<T> work) {
        return KeycloakModelUtils.runJobInTransactionWithResult(factory, session -> {
            RealmModel realm = session.realms().getRealm(realmId);
            if (realm == null) {
                return otherwise;
            }
            session.getContext().setRealm(realm);
            return work.in(session, realm);
        });
    }
}
