package io.aim.keycloak.services.outbound;

import io.aim.keycloak.core.outbound.OutboundException;
import io.aim.keycloak.core.outbound.OutboundFailure;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Looks names up on threads of its own: the system's resolver knows no timeout, and may wait for a slow name server. */
final class BoundedLookup implements AutoCloseable {

    private static final int THREADS = 16;
    private static final int IDLE_SECONDS = 30;

    private final HostLookup lookup;
    private final ExecutorService threads =
            new ThreadPoolExecutor(0, THREADS, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
                Thread thread = new Thread(task, "aim-outbound-lookup");
                thread.setDaemon(true);
                return thread;
            });

    BoundedLookup(HostLookup lookup) {
        this.lookup = lookup;
    }

    /**
     * At least one address.
     *
     * @throws OutboundException {@link OutboundFailure#UNRESOLVABLE} or {@link OutboundFailure#TIMEOUT}
     */
    List<InetAddress> addresses(String host, Duration limit) throws OutboundException {
        Future<List<InetAddress>> answer;
        try {
            answer = threads.submit(() -> lookup.addresses(host));
        } catch (RejectedExecutionException e) {
            throw new OutboundException(OutboundFailure.TIMEOUT, "The server waits for too many name servers");
        }
        try {
            List<InetAddress> addresses = answer.get(limit.toMillis(), TimeUnit.MILLISECONDS);
            if (!addresses.isEmpty()) {
                return addresses;
            }
        } catch (ExecutionException e) {
            // no address, whatever the resolver calls it
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw new OutboundException(OutboundFailure.TIMEOUT, "Looking up " + host + " took too long");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new OutboundException(OutboundFailure.CONNECTION, "The server stops");
        }
        throw new OutboundException(OutboundFailure.UNRESOLVABLE, host + " has no address");
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
