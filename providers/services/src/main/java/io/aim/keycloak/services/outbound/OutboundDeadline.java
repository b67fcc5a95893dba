package io.aim.keycloak.services.outbound;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Closes the sockets of a request that is not over in time. */
final class OutboundDeadline implements AutoCloseable {

    private final CompletableFuture<Void> met = new CompletableFuture<>();
    private volatile boolean missed;

    private OutboundDeadline() {}

    static OutboundDeadline closing(CheckedSockets sockets, Duration limit) {
        OutboundDeadline deadline = new OutboundDeadline();
        CompletableFuture<Void> unused = deadline.met
                .orTimeout(Math.max(1, limit.toMillis()), TimeUnit.MILLISECONDS)
                .whenComplete((nothing, failure) -> {
                    if (failure instanceof TimeoutException) {
                        deadline.missed = true;
                        sockets.close();
                    }
                });
        return deadline;
    }

    /** Whether the sockets were closed. */
    boolean missed() {
        return missed;
    }

    /** The deadline is met. */
    @Override
    public void close() {
        met.complete(null);
    }
}
