package io.aim.keycloak.services.alert.rules;

import io.aim.keycloak.core.alert.AlertEnding;
import io.aim.keycloak.core.alert.AlertSeverity;
import io.aim.keycloak.core.alert.AlertSignal;
import io.aim.keycloak.core.alert.AlertType;
import io.aim.keycloak.services.alert.InRealm;
import io.aim.keycloak.spi.alert.AlertProvider;
import io.aim.keycloak.spi.alert.AlertQuery;
import io.aim.keycloak.spi.audit.AuditProvider;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.keycloak.common.util.Time;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.models.utils.KeycloakModelUtils;

/**
 * Sees that the trail of a realm stands still: nothing that happens there would be looked at. A stall is counted once,
 * whatever number of nodes sees it: who counts holds the row of the rules, and a stall that was counted has events waiting
 * from before.
 */
final class SequencerWatch {

    private static final AlertQuery STALLS =
            new AlertQuery(null, null, AlertType.AUDIT_SEQUENCER_STALLED.code(), null, null, null, null);

    private static final AlertEnding OVER =
            new AlertEnding(AlertType.AUDIT_SEQUENCER_STALLED.code(), "events get their numbers again");

    private final KeycloakSessionFactory factory;
    private final Duration longest;

    /** @param longest how long an event may wait for its number */
    SequencerWatch(KeycloakSessionFactory factory, Duration longest) {
        this.factory = factory;
        this.longest = longest;
    }

    void look() {
        Instant now = Instant.ofEpochMilli(Time.currentTimeMillis());
        Instant before = now.minus(longest);
        List<String> stalled =
                KeycloakModelUtils.runJobInTransactionWithResult(factory, session -> waiting(session, before));
        for (String realmId : stalled) {
            new InRealm(factory).call(realmId, (session, realm) -> raise(session, realm, before, now));
        }
    }

    private static List<String> waiting(KeycloakSession session, Instant before) {
        return session.getProvider(AuditProvider.class).realmsWaitingSince(before);
    }

    private static boolean raise(KeycloakSession session, RealmModel realm, Instant before, Instant now) {
        AlertProvider alerts = session.getProvider(AlertProvider.class);
        if (alerts.progress(realm).begin().isEmpty()
                || isCounted(session, realm, alerts)
                || !waiting(session, before).contains(realm.getId())) { // asked last: a stall that ends looks uncounted
            return false;
        }
        alerts.raise(
                realm,
                AlertSignal.once(AlertType.AUDIT_SEQUENCER_STALLED, AlertSeverity.CRITICAL, "", null, null, null, now));
        return true;
    }

    /**
     * Events got their numbers, and whoever says so holds the row of the rules: a stall is over as soon as none waits too
     * long any more.
     */
    void goesOn(KeycloakSession session, RealmModel realm) {
        Instant now = Instant.ofEpochMilli(Time.currentTimeMillis());
        boolean stalled = session.getProvider(AlertProvider.class)
                .lockLive(realm, OVER.dedupKey())
                .isPresent();
        if (stalled && !waiting(session, now.minus(longest)).contains(realm.getId())) {
            new CauseGone(session, realm, now).resolve(OVER);
        }
    }

    private static boolean isCounted(KeycloakSession session, RealmModel realm, AlertProvider alerts) {
        return alerts.search(realm, STALLS, null, 1).items().stream()
                .anyMatch(alert -> waiting(session, alert.lastSeenAt()).contains(realm.getId()));
    }
}
