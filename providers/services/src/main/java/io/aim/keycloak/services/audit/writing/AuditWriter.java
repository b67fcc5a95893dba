package io.aim.keycloak.services.audit.writing;

import io.aim.keycloak.core.audit.AuditEvent;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Writes batches to the database or, where that is allowed, to the spill file until the database is back. */
final class AuditWriter implements AutoCloseable {

    /** The database. */
    interface Store extends AutoCloseable {
        void write(List<AuditEvent> batch);

        /** Writes those events that are not there yet. */
        void writeMissing(List<AuditEvent> batch);

        @Override
        void close();
    }

    private static final Logger LOG = Logger.getLogger(AuditWriter.class);

    private final @Nullable SpillFile spill;
    private final Store store;
    private final GroupCommit commits;
    private final ScheduledExecutorService replayer;
    private final @Nullable ScheduledFuture<?> replaying;
    private volatile GroupCommit.Observer observer = AuditWriterMetrics.NONE;

    AuditWriter(int queueCapacity, int maxBatch, @Nullable SpillFile spill, Duration replayInterval, Store store) {
        this.spill = spill;
        this.store = store;
        this.commits = new GroupCommit(queueCapacity, maxBatch, this::write, new GroupCommit.Observer() {
            @Override
            public void written(int batchSize) {
                observer.written(batchSize);
            }

            @Override
            public void failed(int batchSize, Throwable cause) {
                LOG.errorf("%d audit events are not written: %s", batchSize, cause);
                observer.failed(batchSize, cause);
            }
        });
        this.replayer = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "aim-audit-replay");
            thread.setDaemon(true);
            return thread;
        });
        this.replaying = spill == null
                ? null
                : replayer.scheduleWithFixedDelay(
                        () -> replay(spill),
                        replayInterval.toMillis(),
                        replayInterval.toMillis(),
                        TimeUnit.MILLISECONDS);
    }

    void observe(GroupCommit.Observer newObserver) {
        this.observer = newObserver;
    }

    CompletableFuture<Void> submit(AuditEvent event) {
        return commits.submit(event);
    }

    int depth() {
        return commits.depth();
    }

    private void write(List<AuditEvent> batch) {
        if (spill == null) {
            store.write(batch);
            return;
        }
        try {
            store.write(batch);
        } catch (RuntimeException e) {
            if (WriteFault.of(e) == WriteFault.EVENT) {
                throw e; // the file could not bring it there either
            }
            spill.append(batch);
            LOG.warnf("%d audit events are spilled, the database does not take them: %s", batch.size(), e);
        }
    }

    private void replay(SpillFile file) {
        if (file.isEmpty()) {
            return;
        }
        try {
            int rejected = file.replay(batch -> {
                store.writeMissing(batch);
                LOG.infof("%d spilled audit events are in the database", batch.size());
            });
            observer.rejected(rejected);
        } catch (Throwable e) { // whatever escapes would end the replaying for good
            LOG.debugf(e, "Spilled audit events stay in their file");
        }
    }

    @Override
    public void close() {
        commits.close();
        if (replaying != null) {
            replaying.cancel(false);
        }
        replayer.shutdownNow();
        store.close();
    }
}
