package io.aim.keycloak.services.audit.writing;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Waits only so long for work that may hang. After that the work is broken off, and for a pause nothing but probes is
 * tried; the first work that ends in time ends the pause.
 */
final class HangBreaker implements AutoCloseable {

    /** Work that says how another thread can break it off. */
    @FunctionalInterface
    interface Work {
        void run(BreakOff breakOff);
    }

    /** Keeps what breaks the work off, as long as it runs. */
    static final class BreakOff {
        private final AtomicInteger hanging;
        private @Nullable Runnable action;
        private boolean given;
        private boolean over;

        private BreakOff(AtomicInteger hanging) {
            this.hanging = hanging;
        }

        /** To be called by the work as soon as there is something to break off. */
        synchronized void by(Runnable newAction) {
            action = newAction;
            if (given) {
                breakOff();
            }
        }

        private synchronized void giveUp() {
            given = true;
            if (!over) {
                hanging.incrementAndGet();
            }
        }

        private synchronized void breakOff() {
            try {
                if (action != null && !over) {
                    action.run();
                }
            } catch (RuntimeException e) {
                LOG.debug("A write that hangs cannot be broken off", e);
            }
        }

        private synchronized void over() {
            over = true;
            if (given) {
                hanging.decrementAndGet();
            }
        }
    }

    private static final Logger LOG = Logger.getLogger(HangBreaker.class);

    /** Each holds a connection. */
    private static final int MOST_HANGING = 4;

    private final Duration pause;
    private final LongSupplier nanoTime;
    private final AtomicInteger hanging = new AtomicInteger();
    private final ExecutorService threads;
    private volatile boolean open;
    private volatile long openedAt;

    HangBreaker(Duration pause, LongSupplier nanoTime) {
        this.pause = pause;
        this.nanoTime = nanoTime;
        this.threads = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "aim-audit-store");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Runs the work; throws what it throws, or {@link StoreHangsException}, at once during a pause. */
    void run(Duration limit, Work work) {
        if (open && nanoTime.getAsLong() - openedAt < pause.toNanos()) {
            throw new StoreHangsException("The database did not answer a moment ago");
        }
        probe(limit, work);
    }

    /** As above, during a pause too. */
    void probe(Duration limit, Work work) {
        if (hanging.get() >= MOST_HANGING) {
            throw new StoreHangsException("The database did not answer " + MOST_HANGING + " times");
        }
        BreakOff breakOff = new BreakOff(hanging);
        CompletableFuture<Void> done = CompletableFuture.runAsync(
                () -> {
                    try {
                        work.run(breakOff);
                    } finally {
                        breakOff.over();
                    }
                },
                threads);
        try {
            done.get(limit.toNanos(), TimeUnit.NANOSECONDS);
            open = false;
        } catch (TimeoutException e) {
            giveUp(breakOff);
            throw new StoreHangsException("The database did not answer within " + limit.toMillis() + " ms");
        } catch (ExecutionException e) {
            open = open && WriteFault.of(e) == WriteFault.OUTAGE;
            throw unchecked(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            giveUp(breakOff);
            throw new StoreHangsException("Nobody waits for the database any more");
        }
    }

    private void giveUp(BreakOff breakOff) {
        openedAt = nanoTime.getAsLong();
        open = true;
        breakOff.giveUp();
        threads.execute(breakOff::breakOff); // closing a connection may take its time as well
    }

    private static RuntimeException unchecked(Throwable failure) {
        if (failure instanceof Error error) {
            throw error;
        }
        return failure instanceof RuntimeException e ? e : new IllegalStateException(failure);
    }

    @Override
    public void close() {
        threads.shutdown();
    }
}
