package io.aim.keycloak.services.audit.forward;

import io.aim.keycloak.core.audit.forward.RetryDelay;
import io.aim.keycloak.core.audit.syslog.SyslogMessage;
import io.aim.keycloak.spi.audit.AuditForwarding;
import io.aim.keycloak.spi.audit.AuditProvider;
import io.aim.keycloak.spi.audit.AuditTreeRow;
import io.aim.keycloak.spi.audit.ForwardingState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import org.jboss.logging.Logger;
import org.keycloak.common.util.Time;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.models.utils.KeycloakModelUtils;

/**
 * Forwards the events of one realm after the other's: claims, reads a batch, sends it without a transaction, and moves on
 * when the receiver has read it. A crash at any moment repeats events and leaves none out.
 */
final class AuditForwarder {

    private static final Logger LOG = Logger.getLogger(AuditForwarder.class);

    /** Events of one connection. After failures fewer are tried, as a slow receiver may never take that many in time. */
    static final int BATCH = 256;

    /** Batches of one realm before the others have their turn. */
    private static final int ROUNDS = 20;

    private final KeycloakSessionFactory factory;
    private final Delivery delivery;
    private final MessageOrigin origin;
    private final ForwardMetrics metrics;

    AuditForwarder(KeycloakSessionFactory factory, Delivery delivery, MessageOrigin origin, ForwardMetrics metrics) {
        this.factory = factory;
        this.delivery = delivery;
        this.origin = origin;
        this.metrics = metrics;
    }

    /**
     * What is to be done.
     *
     * @param realmIds realms with events to forward
     * @param lag number of events to forward in all realms
     */
    record Due(List<String> realmIds, long lag) {}

    Due due() {
        return KeycloakModelUtils.runJobInTransactionWithResult(factory, session -> {
            AuditProvider audit = session.getProvider(AuditProvider.class);
            return new Due(audit.realmsToForward(now()), audit.toForward());
        });
    }

    private record Batch(String claim, ForwardingState state, List<AuditTreeRow> rows) {

        long next() {
            return state.next() + rows.size();
        }
    }

    /** Forwards what a realm has, as far as its receiver takes it. */
    void forward(String realmId) {
        for (int round = 0; round < ROUNDS && !Thread.currentThread().isInterrupted(); round++) {
            Optional<Batch> batch = inRealm(realmId, this::claim).flatMap(claimed -> claimed);
            if (batch.isEmpty() || !forward(realmId, batch.get())) {
                return;
            }
        }
    }

    private Optional<Batch> claim(KeycloakSession session, RealmModel realm) {
        AuditProvider audit = session.getProvider(AuditProvider.class);
        String claim = UUID.randomUUID().toString();
        Instant now = now();
        Optional<ForwardingState> claimed = audit.forwarding(realm).claim(claim, now, now.plus(delivery.longest()));
        if (claimed.isEmpty()) {
            return Optional.empty();
        }
        ForwardingState state = claimed.get();
        int size = Math.max(1, BATCH >> Math.min(state.failures(), Integer.SIZE - 1));
        List<AuditTreeRow> rows = audit.tree(realm).rows(state.next(), state.next() + size);
        if (rows.isEmpty()) {
            session.getTransactionManager().setRollbackOnly(); // nothing to claim it for
            return Optional.empty();
        }
        return Optional.of(new Batch(claim, state, rows));
    }

    /** Whether more may follow. */
    private boolean forward(String realmId, Batch batch) {
        try {
            List<SyslogMessage> messages = messages(batch);
            if (!messages.isEmpty()) { // all may be removed at the end of their retention
                delivery.deliver(batch.state().settings(), messages);
            }
            boolean moved = inForwarding(realmId, forwarding -> forwarding.sent(batch.claim(), batch.next(), now()));
            metrics.forwarded(messages.size());
            return moved;
        } catch (NotDeliveredException | RuntimeException e) {
            failed(realmId, batch, e);
            return false;
        }
    }

    private List<SyslogMessage> messages(Batch batch) {
        List<SyslogMessage> messages = new ArrayList<>();
        for (AuditTreeRow row : batch.rows()) {
            if (row.event() != null) {
                messages.add(origin.message(
                        batch.state().settings().format(),
                        row.seq(),
                        row.event().opened()));
            }
        }
        return messages;
    }

    private void failed(String realmId, Batch batch, Exception e) {
        metrics.failed();
        String error = e instanceof NotDeliveredException ? String.valueOf(e.getMessage()) : "Fault of the server";
        int failures = batch.state().failures() + 1;
        if (failures == 1 || !(e instanceof NotDeliveredException)) {
            LOG.warnf(e, "The audit trail of realm %s is not forwarded; its events wait: %s", realmId, error);
        }
        inForwarding(realmId, forwarding -> {
            Instant now = now();
            return forwarding.failed(batch.claim(), error, now, now.plus(RetryDelay.after(failures)));
        });
    }

    private boolean inForwarding(String realmId, Predicate<AuditForwarding> work) {
        return inRealm(
                        realmId,
                        (session, realm) -> work.test(
                                session.getProvider(AuditProvider.class).forwarding(realm)))
                .orElse(false);
    }

    private <T> Optional<T> inRealm(String realmId, BiFunction<KeycloakSession, RealmModel, T> work) {
        return KeycloakModelUtils.runJobInTransactionWithResult(factory, session -> {
            RealmModel realm = session.realms().getRealm(realmId);
            if (realm == null) { // it was just removed
                return Optional.empty();
            }
            session.getContext().setRealm(realm);
            return Optional.of(work.apply(session, realm));
        });
    }

    private static Instant now() {
        return Instant.ofEpochMilli(Time.currentTimeMillis());
    }
}
