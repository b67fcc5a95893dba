package io.aim.keycloak.services.mcp.verification;

import io.aim.keycloak.spi.mcp.McpVerificationProvider;
import io.aim.keycloak.spi.mcp.McpVerificationWork;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.keycloak.common.util.Time;

/** Looks for verifications to carry out, and carries them out side by side: the queue is the table. */
final class VerificationSchedule implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(VerificationSchedule.class);

    private final InTransaction transactions;
    private final DueVerifications due;
    private final VerificationRun run;
    private final Semaphore free;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(daemons());
    private final ExecutorService workers;
    private boolean failing;

    VerificationSchedule(InTransaction transactions, VerificationRun run, int threads) {
        this.transactions = transactions;
        this.due = new DueVerifications(transactions);
        this.run = run;
        this.free = new Semaphore(threads);
        this.workers = Executors.newFixedThreadPool(threads, daemons());
    }

    private static ThreadFactory daemons() {
        return task -> {
            Thread thread = new Thread(task, "aim-mcp-verifier");
            thread.setDaemon(true);
            return thread;
        };
    }

    void start(int intervalMillis) {
        var unused = clock.scheduleWithFixedDelay(this::look, 0, intervalMillis, TimeUnit.MILLISECONDS);
    }

    /** Looks now. */
    void wake() {
        try {
            clock.execute(this::look);
        } catch (RejectedExecutionException e) {
            LOG.debug("The server stops; another node verifies");
        }
    }

    private void look() {
        try {
            Instant now = Instant.ofEpochMilli(Time.currentTimeMillis());
            due.request(now);
            int slots = free.availablePermits();
            if (slots > 0) {
                List<McpVerificationWork> waiting = transactions.call(session ->
                        session.getProvider(McpVerificationProvider.class).waiting(now, slots));
                waiting.stream().filter(work -> free.tryAcquire()).forEach(this::hand);
            }
            failing = false;
        } catch (Throwable e) { // whatever escapes would end the work for good
            if (!failing && !clock.isShutdown()) {
                LOG.warn("MCP servers are not verified; verifications wait", e);
                failing = true;
            }
        }
    }

    private void hand(McpVerificationWork work) {
        try {
            workers.execute(() -> {
                try {
                    run.run(work);
                } catch (Throwable e) { // the claim ends by itself
                    LOG.warnf(e, "Verification %s of an MCP server could not be finished; it is repeated", work.id());
                } finally {
                    free.release();
                }
            });
        } catch (RejectedExecutionException e) {
            free.release();
        }
    }

    /** What is under way is left to others. */
    @Override
    public void close() {
        clock.shutdownNow();
        workers.shutdownNow();
    }
}
