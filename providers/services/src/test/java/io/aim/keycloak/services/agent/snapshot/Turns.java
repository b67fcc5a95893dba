package io.aim.keycloak.services.agent.snapshot;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Runs tasks on threads of their own of which only one moves at a time, from one pause to the next. */
final class Turns implements AutoCloseable {

    private static final ThreadLocal<@Nullable Task> CURRENT = new ThreadLocal<>();

    private final ExecutorService threads = Executors.newCachedThreadPool(body -> {
        Thread thread = new Thread(body, "turns");
        thread.setDaemon(true);
        return thread;
    });

    /** Prepares a task; it begins with its first {@link Task#step}. */
    Task task(Runnable body) {
        Task task = new Task();
        threads.execute(() -> task.run(body));
        return task;
    }

    /** Ends the turn of the task that calls this; does nothing outside of tasks. */
    static void pause() {
        Task task = CURRENT.get();
        if (task != null) {
            task.endTurn();
            task.awaitTurn();
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    static final class Task {

        private final Semaphore turn = new Semaphore(0);
        private final Semaphore ended = new Semaphore(0);
        private volatile boolean done;
        private volatile @Nullable Throwable failure;

        private void run(Runnable body) {
            awaitTurn();
            CURRENT.set(this);
            try {
                body.run();
            } catch (RuntimeException | Error e) {
                failure = e;
            } finally {
                CURRENT.remove();
                done = true;
                endTurn();
            }
        }

        /** Lets the task go on until its next pause or its end. */
        void step() {
            turn.release();
            acquire(ended);
            if (failure != null) {
                throw new AssertionError("a task failed: " + failure, failure);
            }
        }

        boolean done() {
            return done;
        }

        private void awaitTurn() {
            acquire(turn);
        }

        private void endTurn() {
            ended.release();
        }

        private static void acquire(Semaphore semaphore) {
            try {
                if (!semaphore.tryAcquire(1, TimeUnit.MINUTES)) {
                    throw new IllegalStateException("the other side does not move");
                }
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
