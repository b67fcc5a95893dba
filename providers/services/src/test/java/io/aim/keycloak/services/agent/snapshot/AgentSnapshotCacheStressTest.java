package io.aim.keycloak.services.agent.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLongArray;
import org.junit.jupiter.api.Test;

/** Real threads: writers that commit and refresh, readers that know what they may no longer be told. */
class AgentSnapshotCacheStressTest {

    private static final String REALM = "realm";
    private static final int AGENTS = 3;
    private static final int READERS = 4;
    private static final int WRITERS = 2;
    private static final int COMMITS = 20_000;

    private final SimulatedDatabase database = new SimulatedDatabase(Thread::yield);
    private final AgentSnapshotCache cache = new AgentSnapshotCache(1000, Duration.ofHours(1), System::nanoTime);
    private final Queue<String> violations = new ConcurrentLinkedQueue<>();

    @Test
    void aReadThatStartsAfterARefreshNeverReturnsAnOlderState() throws Exception {
        AtomicLongArray refreshed = new AtomicLongArray(AGENTS);
        for (int agent = 0; agent < AGENTS; agent++) {
            database.commit(REALM, client(agent));
            read(agent);
        }
        List<Callable<Void>> writers = new ArrayList<>();
        for (int i = 0; i < WRITERS; i++) {
            writers.add(() -> {
                for (int commit = 0; commit < COMMITS / WRITERS; commit++) {
                    int agent = ThreadLocalRandom.current().nextInt(AGENTS);
                    database.commit(REALM, client(agent));
                    long version = database.version(REALM, client(agent));
                    cache.refresh(database);
                    refreshed.accumulateAndGet(agent, version, Math::max);
                }
                return null;
            });
        }
        AtomicBoolean done = new AtomicBoolean();
        List<Callable<Void>> readers = new ArrayList<>();
        for (int i = 0; i < READERS; i++) {
            readers.add(() -> {
                while (!done.get()) {
                    int agent = ThreadLocalRandom.current().nextInt(AGENTS);
                    long atLeast = refreshed.get(agent);
                    long version = read(agent);
                    if (version < atLeast) {
                        violations.add("agent " + agent + ": " + version + " after " + atLeast);
                    }
                }
                return null;
            });
        }

        runAll(writers, readers, done);

        assertThat(violations).hasSizeLessThan(0 * violations.size() + 1).isEmpty();
        for (int agent = 0; agent < AGENTS; agent++) {
            assertThat(read(agent)).isEqualTo(database.version(REALM, client(agent)));
        }
    }

    private static void runAll(List<Callable<Void>> writers, List<Callable<Void>> readers, AtomicBoolean done)
            throws Exception {
        CountDownLatch start = new CountDownLatch(1);
        ExecutorService threads = Executors.newFixedThreadPool(writers.size() + readers.size());
        try {
            List<Future<Void>> reading = submit(threads, readers, start);
            List<Future<Void>> writing = submit(threads, writers, start);
            start.countDown();
            for (Future<Void> writer : writing) {
                writer.get();
            }
            done.set(true);
            for (Future<Void> reader : reading) {
                reader.get();
            }
        } finally {
            done.set(true);
            threads.shutdownNow();
        }
    }

    private static List<Future<Void>> submit(
            ExecutorService threads, List<Callable<Void>> tasks, CountDownLatch start) {
        return tasks.stream()
                .map(task -> threads.submit(() -> {
                    start.await();
                    return task.call();
                }))
                .toList();
    }

    private long read(int agent) {
        return SimulatedDatabase.version(cache.get(REALM, client(agent), () -> database.read(REALM, client(agent)))
                .orElseThrow());
    }

    private static String client(int agent) {
        return "client-" + agent;
    }
}
