package io.aim.keycloak.services.audit.anchor;

import io.aim.keycloak.core.audit.forward.RetryDelay;
import io.aim.keycloak.spi.audit.AuditAnchoring;
import io.aim.keycloak.spi.audit.AuditProvider;
import io.aim.keycloak.spi.audit.StoredCheckpoint;
import io.aim.keycloak.spi.audit.anchor.AnchorConflictException;
import io.aim.keycloak.spi.audit.anchor.AuditAnchorProvider;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
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
 * Gives checkpoints to one anchor: claims a realm, gives without a transaction, and says how far it got. A crash at any
 * moment repeats checkpoints and leaves none out.
 */
final class Anchoring {

    private static final Logger LOG = Logger.getLogger(Anchoring.class);

    /** Checkpoints of one realm before the others have their turn. */
    private static final int BATCH = 64;

    /** After that no further checkpoint is begun under a claim. */
    private static final Duration WORK = Duration.ofSeconds(10);

    private final KeycloakSessionFactory factory;
    private final String anchor;
    private final Waiting waiting = new Waiting();
    private final AnchorMetrics metrics;

    Anchoring(KeycloakSessionFactory factory, String anchor) {
        this.factory = factory;
        this.anchor = anchor;
        this.metrics = new AnchorMetrics(anchor, waiting);
    }

    AnchorMetrics metrics() {
        return metrics;
    }

    /** Gives what there is, for all realms. */
    void run() {
        Map<String, Long> sizes = look();
        for (String realmId : sizes.keySet()) {
            if (Thread.currentThread().isInterrupted()) {
                return;
            }
            inRealm(realmId, this::claim).flatMap(work -> work).ifPresent(work -> give(realmId, work));
        }
        if (!sizes.isEmpty()) {
            look();
        }
    }

    private Map<String, Long> look() {
        Map<String, Long> sizes = KeycloakModelUtils.runJobInTransactionWithResult(
                factory, session -> audit(session).realmsToAnchor(anchor));
        waiting.seen(sizes, System.nanoTime());
        return sizes;
    }

    private record Work(String claim, long size, int failures, List<StoredCheckpoint> checkpoints) {}

    private Optional<Work> claim(KeycloakSession session, RealmModel realm) {
        AuditAnchoring anchoring = audit(session).anchoring(realm, anchor);
        String claim = UUID.randomUUID().toString();
        Instant now = now();
        OptionalLong size = anchoring.claim(claim, now, now.plus(WORK).plus(AuditAnchorProvider.LONGEST));
        if (size.isEmpty()) {
            return Optional.empty();
        }
        List<StoredCheckpoint> checkpoints = audit(session).tree(realm).checkpointsAfter(size.getAsLong(), BATCH);
        return Optional.of(new Work(claim, size.getAsLong(), anchoring.failures(), checkpoints));
    }

    private void give(String realmId, Work work) {
        long end = System.nanoTime() + WORK.toNanos();
        long kept = work.size();
        int count = 0;
        try {
            for (StoredCheckpoint checkpoint : work.checkpoints()) {
                if (System.nanoTime() - end > 0) {
                    break;
                }
                keep(realmId, checkpoint);
                kept = checkpoint.size();
                count++;
            }
            long size = kept;
            inAnchoring(realmId, anchoring -> anchoring.kept(work.claim(), size, now()));
        } catch (IOException | RuntimeException e) {
            failed(realmId, work, kept, e);
        }
        metrics.kept(count);
    }

    private void keep(String realmId, StoredCheckpoint checkpoint) throws IOException {
        try (KeycloakSession session = factory.create()) {
            session.getProvider(AuditAnchorProvider.class, anchor).keep(realmId, checkpoint);
        }
    }

    private void failed(String realmId, Work work, long kept, Exception e) {
        metrics.failed();
        String error = AnchorErrors.describe(e);
        if (e instanceof AnchorConflictException) {
            metrics.conflict();
            LOG.errorf(
                    "ALARM: anchor %s has another checkpoint of realm %s than the database; somebody changed one of them: %s",
                    anchor, realmId, error);
        } else if (work.failures() == 0) {
            LOG.warnf(e, "Anchor %s does not take the checkpoints of realm %s; they wait: %s", anchor, realmId, error);
        }
        int failures = kept > work.size() ? 1 : work.failures() + 1;
        inAnchoring(realmId, anchoring -> {
            Instant now = now();
            return anchoring.failed(work.claim(), kept, error, now, now.plus(RetryDelay.after(failures)));
        });
    }

    private void inAnchoring(String realmId, Predicate<AuditAnchoring> work) {
        boolean claimed = inRealm(
                        realmId, (session, realm) -> work.test(audit(session).anchoring(realm, anchor)))
                .orElse(false);
        if (!claimed) {
            LOG.debugf("Anchor %s took longer than its claim on realm %s", anchor, realmId);
        }
    }

    private static AuditProvider audit(KeycloakSession session) {
        return session.getProvider(AuditProvider.class);
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
