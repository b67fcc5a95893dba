package io.aim.keycloak.services.alert.rules;

import io.aim.keycloak.core.alert.AlertChange;
import io.aim.keycloak.core.alert.AlertEnding;
import io.aim.keycloak.core.alert.AlertRules;
import io.aim.keycloak.core.alert.AlertSignal;
import io.aim.keycloak.core.alert.AlertThresholds;
import io.aim.keycloak.core.audit.AuditAction;
import io.aim.keycloak.core.audit.AuditEvent;
import io.aim.keycloak.core.audit.AuditTarget;
import io.aim.keycloak.core.audit.SealedEvent;
import io.aim.keycloak.services.alert.AlertSettings;
import io.aim.keycloak.services.alert.InRealm;
import io.aim.keycloak.spi.alert.AlertProgress;
import io.aim.keycloak.spi.alert.AlertProvider;
import io.aim.keycloak.spi.audit.AuditProvider;
import io.aim.keycloak.spi.audit.AuditTreeRow;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.keycloak.common.util.Time;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.models.utils.KeycloakModelUtils;

/**
 * Looks at the events of one realm after the other's, in the order of their numbers. What is found, what is remembered and
 * how far it got are one transaction that holds the realm's row: a crash at any moment repeats all of it or nothing, and a
 * second node goes on with another realm.
 */
final class TrailWatch {

    /** Events of one transaction. */
    static final int BATCH = 256;

    /** Batches of one realm before the others have their turn. */
    private static final int ROUNDS = 40;

    private final KeycloakSessionFactory factory;
    private final SequencerWatch sequencer;

    /** @param sequencer is told of realms whose trail goes on */
    TrailWatch(KeycloakSessionFactory factory, SequencerWatch sequencer) {
        this.factory = factory;
        this.sequencer = sequencer;
    }

    List<String> realms() {
        return KeycloakModelUtils.runJobInTransactionWithResult(
                factory, session -> session.getProvider(AlertProvider.class).realmsToLookAt());
    }

    void look(String realmId) {
        for (int round = 0; round < ROUNDS && !Thread.currentThread().isInterrupted(); round++) {
            int seen = new InRealm(factory).call(realmId, this::batch).orElse(0);
            if (seen < BATCH) {
                return;
            }
        }
    }

    private int batch(KeycloakSession session, RealmModel realm) {
        AlertProgress progress = session.getProvider(AlertProvider.class).progress(realm);
        OptionalLong next = progress.begin();
        if (next.isEmpty()) {
            return 0;
        }
        List<AuditTreeRow> rows =
                session.getProvider(AuditProvider.class).tree(realm).rows(next.getAsLong(), next.getAsLong() + BATCH);
        if (!rows.isEmpty()) {
            List<AuditEvent> events = rows.stream()
                    .map(AuditTreeRow::event)
                    .filter(Objects::nonNull)
                    .map(SealedEvent::event)
                    .toList();
            apply(session, realm, progress, events);
            sequencer.goesOn(session, realm);
            progress.moveTo(rows.get(rows.size() - 1).seq() + 1);
        }
        return rows.size();
    }

    private static void apply(
            KeycloakSession session, RealmModel realm, AlertProgress progress, List<AuditEvent> events) {
        AlertProvider alerts = session.getProvider(AlertProvider.class);
        AlertThresholds thresholds = AlertSettings.thresholds(realm);
        AlertRules rules = new AlertRules(thresholds, progress.windows(AlertRules.subjects(events)));
        events.forEach(rules::look);
        CauseGone gone = new CauseGone(session, realm, Instant.ofEpochMilli(Time.currentTimeMillis()));
        for (AlertChange change : rules.changes()) {
            if (change instanceof AlertSignal signal) {
                alerts.raise(realm, signal);
            } else if (change instanceof AlertEnding ending) {
                gone.resolve(ending);
            }
        }
        progress.remember(rules.windows());
        if (!rules.windows().isEmpty()) { // by the time of the events: they may be long past
            Instant last = events.get(events.size() - 1).time();
            progress.forget(last.minus(thresholds.window()).minus(thresholds.window()));
        }
        deleted(events).forEach(gone::resolveAllOf);
    }

    private static Stream<String> deleted(List<AuditEvent> events) {
        return events.stream()
                .filter(event -> AuditAction.AGENT_DELETED.code().equals(event.action()))
                .map(AuditEvent::target)
                .filter(Objects::nonNull)
                .map(AuditTarget::id)
                .filter(Objects::nonNull);
    }
}
