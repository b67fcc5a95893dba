package io.aim.keycloak.services.alert.mail;

import io.aim.keycloak.core.audit.forward.RetryDelay;
import io.aim.keycloak.services.alert.InRealm;
import io.aim.keycloak.spi.alert.Alert;
import io.aim.keycloak.spi.alert.AlertMail;
import io.aim.keycloak.spi.alert.AlertOutbox;
import io.aim.keycloak.spi.alert.AlertProvider;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.keycloak.common.util.Time;
import org.keycloak.email.EmailException;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.utils.KeycloakModelUtils;

/**
 * Sends what is in the outbox. A crash repeats at most the message on its way; an e-mail server that takes none is tried
 * again for a day, and the others' mail goes on.
 */
public final class AlertSender {

    private static final Logger LOG = Logger.getLogger(AlertSender.class);

    /** Alerts that wait for one recipient from which on one message tells of all. */
    static final int DIGEST_FROM = 6;

    private static final int DIGEST_MAX = 200;
    private static final int RECIPIENTS = 100;
    private static final int ATTEMPTS = 1_500;
    private static final Duration CLAIM = Duration.ofMinutes(5);

    private final KeycloakSessionFactory factory;

    public AlertSender(KeycloakSessionFactory factory) {
        this.factory = factory;
    }

    /** Sends what may be sent now; the rest of a realm whose e-mail server fails waits for the next time. */
    public void run() {
        Set<String> failing = new HashSet<>();
        for (AlertOutbox.Waiting waiting : outbox(outbox -> outbox.waiting(now(), RECIPIENTS))) {
            if (!failing.contains(waiting.realmId()) && !send(waiting)) {
                failing.add(waiting.realmId());
            }
        }
    }

    private boolean send(AlertOutbox.Waiting waiting) {
        int max = waiting.count() >= DIGEST_FROM ? DIGEST_MAX : 1;
        for (long left = waiting.count(); left > 0; left -= max) {
            String claim = UUID.randomUUID().toString();
            List<AlertMail> mails = outbox(outbox -> outbox.claim(waiting, claim, now(), now().plus(CLAIM), max));
            if (mails.isEmpty()) { // another node has it
                return true;
            }
            if (!send(waiting, claim, mails)) {
                return false;
            }
        }
        return true;
    }

    private boolean send(AlertOutbox.Waiting waiting, String claim, List<AlertMail> mails) {
        Exception failure = new InRealm(factory)
                .call(waiting.realmId(), (session, realm) -> Optional.ofNullable(
                        attempt(session, realm, waiting.recipient(), mails)))
                .flatMap(found -> found)
                .orElse(null);
        int attempts = mails.get(0).attempts() + 1;
        if (failure == null || attempts >= ATTEMPTS) {
            outbox(outbox -> outbox.done(waiting, claim));
        } else {
            outbox(outbox -> outbox.failed(waiting, claim, now().plus(RetryDelay.after(attempts))));
        }
        if (failure != null && (attempts == 1 || attempts >= ATTEMPTS)) {
            LOG.warnf(
                    failure,
                    "E-mail of realm %s about alerts is not sent; %s",
                    waiting.realmId(),
                    attempts == 1 ? "it is tried again" : "it is given up");
        }
        return failure == null;
    }

    private static @Nullable Exception attempt(
            KeycloakSession session, RealmModel realm, String recipient, List<AlertMail> mails) {
        Optional<UserModel> user = new AlertRecipients(session, realm).user(recipient);
        List<Alert> alerts = session.getProvider(AlertProvider.class)
                .all(realm, mails.stream().map(AlertMail::alertId).toList());
        if (user.isEmpty() || alerts.isEmpty()) {
            return null; // nobody to tell, or nothing
        }
        try {
            new AlertMessage(session, realm, user.get()).send(alerts);
            return null;
        } catch (EmailException | RuntimeException e) {
            return e;
        }
    }

    private <T> T outbox(Function<AlertOutbox, T> work) {
        return KeycloakModelUtils.runJobInTransactionWithResult(
                factory,
                session -> work.apply(session.getProvider(AlertProvider.class).outbox()));
    }

    private static Instant now() {
        return Instant.ofEpochMilli(Time.currentTimeMillis());
    }
}
