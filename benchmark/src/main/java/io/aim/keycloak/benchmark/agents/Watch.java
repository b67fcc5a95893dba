package io.aim.keycloak.benchmark.agents;

import io.aim.keycloak.benchmark.load.HttpAnswer;
import io.aim.keycloak.benchmark.load.HttpConnection;
import io.aim.keycloak.benchmark.scenario.Requests;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;

/** Asks a node about one agent over one connection, again and again, until it refuses for the first time. */
final class Watch implements Callable<Watch.Sighting>, AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int AFTERWARDS = 3;

    private final Probe probe;
    private final Requests requests;
    private final CountDownLatch go;
    private final HttpConnection connection;

    /**
     * When the first refusal came.
     *
     * @param nanos that moment, by {@link System#nanoTime()}
     * @param accepted answers before it that were none
     */
    record Sighting(long nanos, int accepted) {}

    /** Makes sure that the node answers and accepts, and then waits for the sign. */
    Watch(InetSocketAddress node, Probe probe, Requests requests, CountDownLatch go) throws IOException {
        this.probe = probe;
        this.requests = requests;
        this.go = go;
        this.connection = new HttpConnection(node);
        if (refused()) {
            close();
            throw new IllegalStateException(probe.text() + ": refused before the suspension");
        }
    }

    @Override
    public Sighting call() throws IOException, InterruptedException {
        go.await();
        long start = System.nanoTime();
        int accepted = 0;
        while (!refused()) {
            accepted++;
            if (System.nanoTime() - start > PATIENCE.toNanos()) {
                throw new IllegalStateException(probe.text() + ": accepted for " + PATIENCE.toSeconds() + " s");
            }
        }
        long seen = System.nanoTime();
        for (int i = 0; i < AFTERWARDS; i++) {
            if (!refused()) {
                throw new IllegalStateException(probe.text() + ": accepted again after a refusal");
            }
        }
        return new Sighting(seen, accepted);
    }

    private boolean refused() throws IOException {
        HttpAnswer answer = connection.exchange(requests.next());
        return probe.refused(answer.status(), answer.text());
    }

    @Override
    public void close() throws IOException {
        connection.close();
    }
}
