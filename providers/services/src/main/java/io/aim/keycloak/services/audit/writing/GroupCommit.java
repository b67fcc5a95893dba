package io.aim.keycloak.services.audit.writing;

import io.aim.keycloak.core.audit.AuditEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.jboss.logging.Logger;

/**
 * Many requests share one commit: while a batch is being written, the events of the next one gather. Whoever submits an
 * event learns when it is durable, or that it is not.
 */
final class GroupCommit implements AutoCloseable {

    /** Where batches go; returns when they are durable. */
    @FunctionalInterface
    interface Sink {
        void write(List<AuditEvent> batch);
    }

    /** Told what happens, for metrics. */
    interface Observer {
        void written(int batchSize);

        void failed(int batchSize, Throwable cause);

        /** Spilled lines that will never be in the database. */
        default void rejected(int lines) {}
    }

    private record Entry(AuditEvent event, CompletableFuture<Void> durable) {}

    private static final long IDLE_MILLIS = 100;
    /** How long a batch waits for more events where the one before had several: a lone request never waits. */
    private static final long GATHER_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

    private static final Logger LOG = Logger.getLogger(GroupCommit.class);

    private final BlockingQueue<Entry> queue;
    private final int maxBatch;
    private final Sink sink;
    private final Observer observer;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final Thread thread;

    GroupCommit(int capacity, int maxBatch, Sink sink, Observer observer) {
        this.queue = new ArrayBlockingQueue<>(capacity);
        this.maxBatch = maxBatch;
        this.sink = sink;
        this.observer = observer;
        this.thread = new Thread(this::run, "aim-audit-writer");
        this.thread.setDaemon(true);
        this.thread.start();
    }

    /** Completes when the event is durable; exceptionally when it is not, and at once when the queue is full. */
    CompletableFuture<Void> submit(AuditEvent event) {
        Entry entry = new Entry(event, new CompletableFuture<>());
        if (closed.get()) {
            entry.durable().completeExceptionally(new IllegalStateException("The audit writer is closed"));
        } else if (!queue.offer(entry)) {
            entry.durable().completeExceptionally(new IllegalStateException("The audit queue is full"));
        } else if (closed.get()) {
            drain(); // the thread may have looked for the last time
        }
        return entry.durable();
    }

    /** Events that wait for a batch. */
    int depth() {
        return queue.size();
    }

    private void run() {
        boolean crowded = false;
        while (!closed.get() || !queue.isEmpty()) {
            try {
                Entry first = queue.poll(IDLE_MILLIS, TimeUnit.MILLISECONDS);
                if (first != null) {
                    if (crowded && !closed.get()) {
                        LockSupport.parkNanos(GATHER_NANOS);
                    }
                    crowded = writeBatch(first) > 1;
                }
            } catch (InterruptedException e) {
                // nobody is meant to do that; what is queued is still written
            }
        }
    }

    private synchronized void drain() {
        for (Entry first = queue.poll(); first != null; first = queue.poll()) {
            writeBatch(first);
        }
    }

    /** Says how many events shared it. */
    private int writeBatch(Entry first) {
        List<Entry> batch = new ArrayList<>();
        batch.add(first);
        queue.drainTo(batch, maxBatch - 1);
        batch.removeIf(entry -> entry.durable().isCancelled());
        if (batch.isEmpty()) {
            return 0;
        }
        try {
            write(batch);
        } catch (Throwable e) { // whatever escapes would leave requests waiting
            if (batch.size() == 1 || WriteFault.of(e) == WriteFault.OUTAGE) {
                fail(batch, e);
            } else {
                writeOneByOne(batch);
            }
        }
        return batch.size();
    }

    /** One event that cannot be written is no reason to refuse the requests that happened to share its batch. */
    private void writeOneByOne(List<Entry> batch) {
        for (int i = 0; i < batch.size(); i++) {
            List<Entry> one = batch.subList(i, i + 1);
            try {
                write(one);
            } catch (Throwable e) {
                if (WriteFault.of(e) == WriteFault.OUTAGE) {
                    fail(batch.subList(i, batch.size()), e);
                    return;
                }
                fail(one, e);
            }
        }
    }

    private void write(List<Entry> batch) {
        sink.write(batch.stream().map(Entry::event).toList());
        tell(() -> observer.written(batch.size()));
        batch.forEach(entry -> entry.durable().complete(null));
    }

    private void fail(List<Entry> batch, Throwable cause) {
        tell(() -> observer.failed(batch.size(), cause));
        batch.forEach(entry -> entry.durable().completeExceptionally(cause));
    }

    /** What goes wrong in counting changes nothing of what is counted. */
    private static void tell(Runnable news) {
        try {
            news.run();
        } catch (RuntimeException e) {
            LOG.warn("A batch of audit events is not counted", e);
        }
    }

    /** Writes what is queued, then ends. The thread is not interrupted: that would break a batch that is being written. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            try {
                thread.join(TimeUnit.SECONDS.toMillis(10));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
