package io.aim.keycloak.benchmark.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * Closed loop: every connection sends its next request as soon as it has the answer to the one before. Connections are
 * opened before the clock starts.
 */
public final class LoadGenerator {
    private static final int DIGITS = 3;

    private final Load load;
    private final AtomicInteger next = new AtomicInteger();
    private final CyclicBarrier start;
    private volatile long startNanos;
    private volatile boolean stop;

    private LoadGenerator(Load load) {
        this.load = load;
        this.start = new CyclicBarrier(load.connections(), () -> startNanos = System.nanoTime());
    }

    /** Sends until the time is over or the requests are used up. */
    public static LoadResult run(Load load) throws IOException, InterruptedException {
        return new LoadGenerator(load).run();
    }

    /** Sends a single request outside of any measurement. */
    public static HttpAnswer once(InetSocketAddress address, byte[] request) throws IOException {
        try (HttpConnection connection = new HttpConnection(address)) {
            return connection.exchange(request);
        }
    }

    private LoadResult run() throws IOException, InterruptedException {
        List<HttpConnection> connections = new ArrayList<>();
        ExecutorService threads = Executors.newFixedThreadPool(load.connections());
        try {
            for (int i = 0; i < load.connections(); i++) {
                connections.add(new HttpConnection(load.address()));
            }
            List<Callable<Share>> tasks = new ArrayList<>();
            connections.forEach(connection -> tasks.add(() -> drive(connection)));
            List<Share> shares = new ArrayList<>();
            for (Future<Share> future : threads.invokeAll(tasks)) {
                shares.add(future.get());
            }
            return merge(shares);
        } catch (ExecutionException e) {
            throw new IOException("a connection failed: " + e.getCause(), e.getCause());
        } finally {
            threads.shutdownNow();
            for (HttpConnection connection : connections) {
                connection.close();
            }
        }
    }

    private Share drive(HttpConnection connection) throws Exception {
        start.await();
        try {
            return exchangeAll(connection);
        } finally {
            stop = true;
        }
    }

    private Share exchangeAll(HttpConnection connection) throws IOException {
        long deadline = startNanos + load.duration().toNanos();
        Histogram latency = new Histogram(DIGITS);
        long unexpected = 0;
        HttpAnswer first = null;
        long now = System.nanoTime();
        while (now < deadline && !stop) {
            int index = next.getAndIncrement();
            if (index >= load.requests().size()) {
                break;
            }
            long sent = System.nanoTime();
            HttpAnswer answer = connection.exchange(load.requests().get(index));
            now = System.nanoTime();
            latency.recordValue(TimeUnit.NANOSECONDS.toMicros(now - sent));
            if (answer.status() != load.expectedStatus()) {
                unexpected++;
                first = first == null ? answer : first;
            }
        }
        return new Share(now, latency, unexpected, first, connection.reopened());
    }

    private LoadResult merge(List<Share> shares) {
        Histogram latency = new Histogram(DIGITS);
        shares.forEach(share -> latency.add(share.latency()));
        long end = shares.stream().mapToLong(Share::endNanos).max().orElseThrow();
        return new LoadResult(
                latency.getTotalCount(),
                (end - startNanos) / 1e9,
                latency,
                shares.stream().mapToLong(Share::unexpected).sum(),
                shares.stream().map(Share::first).filter(Objects::nonNull).findFirst(),
                shares.stream().mapToLong(Share::reopened).sum());
    }

    /** What one connection did; {@code first} is the first unexpected answer, or null. */
    private record Share(
            long endNanos,
            Histogram latency,
            long unexpected,
            @Nullable HttpAnswer first,
            long reopened) {}
}
