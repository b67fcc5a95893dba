package io.aim.keycloak.services.agent.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Real threads: writers that commit and refresh, readers that know what they may no longer be told. */
class AgentSnapshotCacheStressTest {

    private static final String REALM = "realm";
    private static final int AGENTS = 3;
    private static final int BYSTANDERS = 20;
    private static final int READERS = 3;
    private static final int WRITERS = 2;
    private static final int COMMITS_PER_WRITER = 2_000;

    private final SimulatedDatabase database = new SimulatedDatabase(Thread::yield);
    private final AgentSnapshotCache cache = new AgentSnapshotCache(1000, Duration.ofHours(1), System::nanoTime);

    /** By agent, the version that was there when the last completed refresh began. */
    private final AtomicLongArray refreshed = new AtomicLongArray(AGENTS);

    private final AtomicReference<@Nullable String> violation = new AtomicReference<>();
    private final AtomicBoolean done = new AtomicBoolean();

    @Test
    void aReadThatStartsAfterARefreshNeverReturnsAnOlderState() throws Exception {
        IntStream.range(0, AGENTS).forEach(agent -> database.commit(REALM, client(agent)));

        runAtOnce(Collections.nCopies(WRITERS, this::commitAndRefresh), Collections.nCopies(READERS, this::readOn));

        assertThat(violation).hasValue(null);
        for (int agent = 0; agent < AGENTS; agent++) {
            assertThat(read(agent)).isEqualTo(database.version(REALM, client(agent)));
        }
    }

    private void commitAndRefresh() {
        for (int commit = 0; commit < COMMITS_PER_WRITER && violation.get() == null; commit++) {
            int agent = ThreadLocalRandom.current().nextInt(AGENTS);
            database.commit(REALM, withBystanders(agent));
            long version = database.version(REALM, client(agent));
            cache.refresh(database);
            refreshed.accumulateAndGet(agent, version, Math::max);
        }
    }

    private void readOn() {
        while (!done.get()) {
            int agent = ThreadLocalRandom.current().nextInt(AGENTS);
            long atLeast = refreshed.get(agent);
            long version = read(agent);
            if (version < atLeast) {
                violation.set("version " + version + " was read when " + atLeast + " had been refreshed");
            }
        }
    }

    private long read(int agent) {
        return SimulatedDatabase.version(cache.get(REALM, client(agent), () -> database.read(REALM, client(agent)))
                .orElseThrow());
    }

    private void runAtOnce(List<Runnable> writers, List<Runnable> readers) throws Exception {
        CountDownLatch start = new CountDownLatch(1);
        ExecutorService threads = Executors.newFixedThreadPool(writers.size() + readers.size());
        try {
            List<Future<Void>> reading = readers.stream()
                    .map(reader -> threads.submit(after(start, reader)))
                    .toList();
            List<Future<Void>> writing = writers.stream()
                    .map(writer -> threads.submit(after(start, writer)))
                    .toList();
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

    private static Callable<Void> after(CountDownLatch start, Runnable task) {
        return () -> {
            start.await();
            task.run();
            return null;
        };
    }

    /** Others that change in the same transaction, so that a refresh is not over in a moment. */
    private static String[] withBystanders(int agent) {
        String[] clients = new String[BYSTANDERS + 1];
        Arrays.setAll(clients, i -> i == 0 ? client(agent) : "bystander-" + i);
        return clients;
    }

    private static String client(int agent) {
        return "client-" + agent;
    }
}
