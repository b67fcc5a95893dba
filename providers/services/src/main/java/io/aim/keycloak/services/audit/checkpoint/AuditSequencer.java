package io.aim.keycloak.services.audit.checkpoint;

import io.aim.keycloak.services.audit.retention.AuditRemover;
import io.aim.keycloak.spi.audit.AuditProvider;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.keycloak.cluster.ClusterProvider;
import org.keycloak.common.util.Time;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.utils.KeycloakModelUtils;

/**
 * One round of background work: numbers for new events, checkpoints that are due, storage for the months to come. One
 * node of the cluster does it at a time; nodes that do not know each other meet at the row lock of the tree.
 */
final class AuditSequencer {

    private static final Logger LOG = Logger.getLogger(AuditSequencer.class);

    private static final String TASK = "aim-audit-sequencer";
    private static final String REMOVAL_TASK = "aim-audit-removal";
    private static final int LOCK_SECONDS = 120;
    /** Batches of one realm before the others have their turn. */
    private static final int ROUNDS = 10;

    private static final Duration RETRY_INTERVAL = Duration.ofMinutes(10);
    private static final Duration PREPARE_INTERVAL = Duration.ofHours(6);
    private static final Duration REMOVE_INTERVAL = Duration.ofHours(1);

    private final KeycloakSessionFactory factory;
    private final Duration checkpointInterval;
    private final Set<String> failing = new HashSet<>();
    private Instant prepareNext = Instant.EPOCH;
    private Instant removeNext = Instant.EPOCH;

    AuditSequencer(KeycloakSessionFactory factory, Duration checkpointInterval) {
        this.factory = factory;
        this.checkpointInterval = checkpointInterval;
    }

    /** Does what is due, and says how many events are still without a number. */
    long run() {
        Instant now = Instant.ofEpochMilli(Time.currentTimeMillis());
        if (!now.isBefore(prepareNext)) {
            prepareNext = now.plus(prepareAhead(now) ? PREPARE_INTERVAL : RETRY_INTERVAL);
        }
        alone(TASK, () -> work(now));
        if (!now.isBefore(removeNext)) {
            removeNext = now.plus(REMOVE_INTERVAL);
            alone(REMOVAL_TASK, () -> new AuditRemover(factory).run(now));
        }
        return KeycloakModelUtils.runJobInTransactionWithResult(
                factory, session -> audit(session).pending());
    }

    /** Events are safe without, in a partition for all other times: this must not stop the rest. */
    private boolean prepareAhead(Instant now) {
        try {
            inTransaction(session -> audit(session).prepareAhead(now));
            return true;
        } catch (RuntimeException e) {
            LOG.warnf(
                    e,
                    "Storage of the audit trail is not prepared for the months to come; next try in %s",
                    RETRY_INTERVAL);
            return false;
        }
    }

    /** On one node of the cluster at a time. */
    private void alone(String task, Runnable work) {
        KeycloakModelUtils.runJobInTransaction(
                factory,
                session -> session.getProvider(ClusterProvider.class).executeIfNotExecuted(task, LOCK_SECONDS, () -> {
                    work.run();
                    return true;
                }));
    }

    private void work(Instant now) {
        List<String> growing = KeycloakModelUtils.runJobInTransactionWithResult(
                factory, session -> audit(session).realmsToSequence());
        growing.forEach(realmId -> inRealm(realmId, checkpoints -> checkpoints.sequence(ROUNDS)));
        List<String> due = KeycloakModelUtils.runJobInTransactionWithResult(
                factory,
                session ->
                        audit(session).realmsToCheckpoint(now.minus(checkpointInterval), now.plus(checkpointInterval)));
        due.forEach(realmId -> inRealm(realmId, AuditCheckpoints::create));
    }

    private void inRealm(String realmId, Consumer<AuditCheckpoints> work) {
        try {
            work.accept(new AuditCheckpoints(factory, realmId));
            failing.remove(realmId);
        } catch (RuntimeException e) { // the other realms go on
            if (failing.add(realmId)) {
                LOG.errorf(e, "The audit trail of realm %s is not sequenced; its events stay safe and wait", realmId);
            }
        }
    }

    private void inTransaction(Consumer<KeycloakSession> work) {
        KeycloakModelUtils.runJobInTransaction(factory, work::accept);
    }

    private static AuditProvider audit(KeycloakSession session) {
        return session.getProvider(AuditProvider.class);
    }
}
