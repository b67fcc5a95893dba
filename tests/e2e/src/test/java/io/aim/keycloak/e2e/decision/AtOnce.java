package io.aim.keycloak.e2e.decision;

import io.aim.keycloak.cli.client.Reply;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Sends requests at the same moment, as far as one machine can. */
final class AtOnce {
    private static final int THREADS = 16;

    private AtOnce() {}

    /** The replies, in the order of the requests. */
    static List<Reply> all(List<Callable<Reply>> requests) throws InterruptedException {
        ExecutorService executor = Executors.newFixedThreadPool(THREADS);
        try {
            return executor.invokeAll(requests).stream().map(AtOnce::get).toList();
        } finally {
            executor.shutdownNow();
        }
    }

    private static Reply get(Future<Reply> reply) {
        try {
            return reply.get();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
