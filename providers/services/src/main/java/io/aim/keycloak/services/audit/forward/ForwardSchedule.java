package io.aim.keycloak.services.audit.forward;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;

/** Looks for realms with events to forward, and forwards them side by side: a receiver that hangs holds up few others. */
final class ForwardSchedule implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(ForwardSchedule.class);

    private static final int WORKERS = 8;
    private static final int STOP_SECONDS = 2;

    private final AuditForwarder forwarder;
    private final ForwardMetrics metrics;
    private final Set<String> busy = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(daemons());
    private final ExecutorService workers = Executors.newFixedThreadPool(WORKERS, daemons());
    private boolean failing;

    ForwardSchedule(AuditForwarder forwarder, ForwardMetrics metrics) {
        this.forwarder = forwarder;
        this.metrics = metrics;
    }

    private static ThreadFactory daemons() {
        AtomicInteger number = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, "aim-audit-forwarder-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    void start(int intervalMillis) {
        var unused = clock.scheduleWithFixedDelay(this::look, 0, intervalMillis, TimeUnit.MILLISECONDS);
    }

    private void look() {
        try {
            AuditForwarder.Due due = forwarder.due();
            metrics.lag(due.lag());
            due.realmIds().stream().filter(busy::add).forEach(this::hand);
            failing = false;
        } catch (Throwable e) { // whatever escapes would end the work for good
            if (!failing && !clock.isShutdown()) {
                LOG.warnf(e, "The audit trail is not forwarded; events wait");
                failing = true;
            }
        }
    }

    private void hand(String realmId) {
        workers.execute(() -> {
            try {
                forwarder.forward(realmId);
            } catch (Throwable e) { // the claim ends by itself
                LOG.warnf(e, "The audit trail of realm %s is not forwarded; its events wait", realmId);
            } finally {
                busy.remove(realmId);
            }
        });
    }

    /** Waits a little for batches on the way: those that are cut off are sent again. */
    @Override
    public void close() {
        clock.shutdownNow();
        workers.shutdown();
        try {
            if (!workers.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
                workers.shutdownNow();
            }
        } catch (InterruptedException e) {
            workers.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
