package io.aim.keycloak.services.audit.writing;

import static org.assertj.core.api.Assertions.assertThat;

import io.aim.keycloak.core.audit.AuditEvent;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;

/** Real threads submit to a small queue and a sink that fails now and then, until somebody closes it. */
class GroupCommitStressTest {

    private static final int THREADS = 8;
    private static final int EVENTS = 1_000;
    private static final int CAPACITY = 32;
    private static final int MAX_BATCH = 10;

    private record Submitted(String id, CompletableFuture<Void> durable) {}

    private final Queue<Submitted> submitted = new ConcurrentLinkedQueue<>();
    private final Map<String, Integer> written = new ConcurrentHashMap<>();
    private final Queue<Integer> sizes = new ConcurrentLinkedQueue<>();
    private final AtomicInteger batches = new AtomicInteger();
    private final CountDownLatch half = new CountDownLatch(THREADS * EVENTS / 2);

    @RepeatedTest(5)
    void anEventIsWrittenOnceOrItsCallerKnowsThatItIsNot() throws InterruptedException {
        GroupCommit commits = new GroupCommit(CAPACITY, MAX_BATCH, this::write, AuditWriterMetrics.NONE);
        List<Thread> threads = IntStream.range(0, THREADS)
                .mapToObj(i -> new Thread(() -> submitAll(commits)))
                .toList();
        threads.forEach(Thread::start);
        half.await();
        commits.close();
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(submitted).hasSize(THREADS * EVENTS);
        assertThat(submitted).allSatisfy(event -> {
            assertThat(event.durable()).isDone();
            assertThat(written.getOrDefault(event.id(), 0))
                    .isEqualTo(event.durable().isCompletedExceptionally() ? 0 : 1);
        });
        assertThat(written).isNotEmpty();
        assertThat(sizes).allMatch(size -> size >= 1 && size <= MAX_BATCH);
        assertThat(commits.depth()).isZero();
    }

    private void submitAll(GroupCommit commits) {
        for (int i = 0; i < EVENTS; i++) {
            AuditEvent event = Events.event();
            submitted.add(new Submitted(event.id(), commits.submit(event)));
            half.countDown();
        }
    }

    private void write(List<AuditEvent> batch) {
        sizes.add(batch.size());
        if (batches.incrementAndGet() % 7 == 0) {
            throw new IllegalStateException("no database");
        }
        batch.forEach(event -> written.merge(event.id(), 1, Integer::sum));
    }
}
