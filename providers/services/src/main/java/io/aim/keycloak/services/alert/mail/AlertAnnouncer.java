package io.aim.keycloak.services.alert.mail;

import io.aim.keycloak.services.alert.AlertSettings;
import io.aim.keycloak.services.alert.InRealm;
import io.aim.keycloak.spi.alert.Alert;
import io.aim.keycloak.spi.alert.AlertOutbox;
import io.aim.keycloak.spi.alert.AlertProvider;
import io.micrometer.core.instrument.Metrics;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.keycloak.common.util.Time;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.models.utils.KeycloakModelUtils;

/** Takes alerts that are new, or more urgent than before, counts them, and puts them into the outbox for whom they are. */
public final class AlertAnnouncer {

    private static final int BATCH = 200;

    private final KeycloakSessionFactory factory;

    public AlertAnnouncer(KeycloakSessionFactory factory) {
        this.factory = factory;
    }

    /** Takes what is due. */
    public void run() {
        Instant now = Instant.ofEpochMilli(Time.currentTimeMillis());
        List<AlertOutbox.Due> due = KeycloakModelUtils.runJobInTransactionWithResult(
                factory,
                session -> session.getProvider(AlertProvider.class).outbox().due(now, BATCH));
        for (AlertOutbox.Due each : due) {
            new InRealm(factory)
                    .call(each.realmId(), (session, realm) -> announce(session, realm, each.alertId(), now))
                    .flatMap(taken -> taken)
                    .ifPresent(AlertAnnouncer::count);
        }
    }

    private static Optional<Alert> announce(KeycloakSession session, RealmModel realm, String alertId, Instant now) {
        AlertOutbox outbox = session.getProvider(AlertProvider.class).outbox();
        Optional<Alert> taken = outbox.take(realm, alertId);
        taken.filter(alert -> alert.state().isActive()
                        && alert.severity().atLeast(AlertSettings.mailSeverity(realm))
                        && !realm.getSmtpConfig().isEmpty())
                .ifPresent(alert -> new AlertRecipients(session, realm)
                        .of(alert)
                        .forEach(recipient -> outbox.add(alert, recipient, now)));
        return taken;
    }

    private static void count(Alert alert) {
        Metrics.counter(
                        "keycloak.aim.alerts",
                        "type",
                        alert.type(),
                        "severity",
                        alert.severity().code())
                .increment();
    }
}
