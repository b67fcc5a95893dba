package io.aim.keycloak.services.audit.writing;

import static org.assertj.core.api.Assertions.assertThat;

import io.aim.keycloak.core.audit.AuditEvent;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class GroupCommitTest {

    private static final int CAPACITY = 5;
    private static final int MAX_BATCH = 3;

    private final GatedSink sink = new GatedSink();
    private final List<String> news = new CopyOnWriteArrayList<>();
    private final GroupCommit.Observer observer = new GroupCommit.Observer() {
        @Override
        public void written(int batchSize) {
            news.add("written " + batchSize);
        }

        @Override
        public void failed(int batchSize, Throwable cause) {
            news.add("failed " + batchSize + " " + cause.getMessage());
        }
    };

    @Test
    void anEventIsDurableOnceTheSinkHasReturned() {
        try (GroupCommit commits = new GroupCommit(CAPACITY, MAX_BATCH, sink, observer)) {
            AuditEvent event = Events.event();
            CompletableFuture<Void> durable = commits.submit(event);
            sink.awaitBegun(1);
            assertThat(durable).isNotDone();

            sink.let(1);

            assertThat(durable).succeedsWithin(Events.PATIENCE);
            assertThat(sink.written()).containsExactly(List.of(event));
            assertThat(news).containsExactly("written 1");
        }
    }

    @Test
    void whatComesWhileABatchIsBeingWrittenSharesTheNextInItsOrder() {
        try (GroupCommit commits = new GroupCommit(CAPACITY, MAX_BATCH, sink, observer)) {
            List<AuditEvent> events = Events.events(4);
            List<CompletableFuture<Void>> durable = submitAroundFirst(commits, events);
            assertThat(commits.depth()).isEqualTo(3);

            sink.let(1);
            sink.awaitBegun(2);
            assertThat(durable.get(0)).succeedsWithin(Events.PATIENCE);
            assertThat(durable.subList(1, 4))
                    .allSatisfy(next -> assertThat(next).isNotDone());
            assertThat(commits.depth()).isZero();
            sink.let(1);

            assertThat(durable).allSatisfy(each -> assertThat(each).succeedsWithin(Events.PATIENCE));
            assertThat(sink.written()).containsExactly(events.subList(0, 1), events.subList(1, 4));
            assertThat(news).containsExactly("written 1", "written 3");
        }
    }

    @Test
    void noBatchIsLargerThanTheMaximum() {
        try (GroupCommit commits = new GroupCommit(CAPACITY, MAX_BATCH, sink, observer)) {
            List<AuditEvent> events = Events.events(6);
            List<CompletableFuture<Void>> durable = submitAroundFirst(commits, events);

            sink.let(3);

            assertThat(durable).allSatisfy(each -> assertThat(each).succeedsWithin(Events.PATIENCE));
            assertThat(sink.written())
                    .containsExactly(events.subList(0, 1), events.subList(1, 4), events.subList(4, 6));
        }
    }

    @Test
    void aFullQueueRefusesAtOnceAndLosesNothing() {
        try (GroupCommit commits = new GroupCommit(CAPACITY, MAX_BATCH, sink, observer)) {
            List<AuditEvent> events = Events.events(1 + CAPACITY);
            List<CompletableFuture<Void>> durable = submitAroundFirst(commits, events);

            assertFailed(commits.submit(Events.event()), "The audit queue is full");

            sink.let(3);
            assertThat(durable).allSatisfy(each -> assertThat(each).succeedsWithin(Events.PATIENCE));
            assertThat(sink.written().stream().flatMap(List::stream)).containsExactlyElementsOf(events);
            CompletableFuture<Void> later = commits.submit(Events.event());
            sink.let(1);
            assertThat(later).succeedsWithin(Events.PATIENCE);
        }
    }

    @Test
    void anOutageIsTheFailureOfItsBatchOnlyAndNotTriedEventByEvent() {
        List<AuditEvent> events = Events.events(4);
        try (GroupCommit commits = new GroupCommit(
                CAPACITY,
                MAX_BATCH,
                batch -> {
                    sink.write(batch);
                    if (batch.contains(events.get(2))) {
                        throw new IllegalStateException(new SQLException("no database", "08006"));
                    }
                },
                observer)) {
            List<CompletableFuture<Void>> durable = submitAroundFirst(commits, events);
            sink.let(3);

            assertThat(durable.get(0)).succeedsWithin(Events.PATIENCE);
            for (CompletableFuture<Void> failed : durable.subList(1, 4)) {
                assertThat(failed)
                        .failsWithin(Events.PATIENCE)
                        .withThrowableThat()
                        .withMessageContaining("no database");
            }
            assertThat(commits.submit(Events.event())).succeedsWithin(Events.PATIENCE);
            assertThat(news).containsExactly("written 1", "failed 3 java.sql.SQLException: no database", "written 1");
        }
    }

    @Test
    void whereAnEventIsAtFaultOnlyItsOwnRequestFails() {
        List<AuditEvent> events = Events.events(4);
        try (GroupCommit commits = new GroupCommit(
                CAPACITY,
                MAX_BATCH,
                batch -> {
                    sink.write(batch);
                    if (batch.contains(events.get(2))) {
                        throw new IllegalStateException("too odd");
                    }
                },
                observer)) {
            List<CompletableFuture<Void>> durable = submitAroundFirst(commits, events);
            sink.let(5);

            for (int i : new int[] {0, 1, 3}) {
                assertThat(durable.get(i)).succeedsWithin(Events.PATIENCE);
            }
            assertThat(durable.get(2))
                    .failsWithin(Events.PATIENCE)
                    .withThrowableThat()
                    .withMessageContaining("too odd");
            assertThat(news).containsExactly("written 1", "written 1", "failed 1 too odd", "written 1");
        }
    }

    @Test
    void anOutageAmongSingleEventsEndsTheTrying() {
        List<AuditEvent> events = Events.events(4);
        try (GroupCommit commits = new GroupCommit(
                CAPACITY,
                MAX_BATCH,
                batch -> {
                    sink.write(batch);
                    if (batch.size() > 1) {
                        throw new IllegalStateException("too odd");
                    }
                    if (batch.contains(events.get(2))) {
                        throw new StoreHangsException("no answer");
                    }
                },
                observer)) {
            List<CompletableFuture<Void>> durable = submitAroundFirst(commits, events);
            sink.let(4);

            assertThat(durable.get(1)).succeedsWithin(Events.PATIENCE);
            assertThat(durable.get(2)).failsWithin(Events.PATIENCE);
            assertThat(durable.get(3)).failsWithin(Events.PATIENCE);
            assertThat(news).containsExactly("written 1", "written 1", "failed 2 no answer");
        }
    }

    @Test
    void evenAnErrorDoesNotEndTheWriting() {
        List<AuditEvent> events = Events.events(2);
        try (GroupCommit commits = new GroupCommit(
                CAPACITY,
                MAX_BATCH,
                batch -> {
                    if (batch.contains(events.get(0))) {
                        throw new StackOverflowError("deep");
                    }
                },
                observer)) {
            assertThat(commits.submit(events.get(0)))
                    .failsWithin(Events.PATIENCE)
                    .withThrowableThat()
                    .withMessageContaining("deep");
            assertThat(commits.submit(events.get(1))).succeedsWithin(Events.PATIENCE);
        }
    }

    @Test
    void anObserverThatThrowsChangesNothing() {
        List<AuditEvent> events = Events.events(2);
        GroupCommit.Observer broken = new GroupCommit.Observer() {
            @Override
            public void written(int batchSize) {
                throw new IllegalStateException("no metrics");
            }

            @Override
            public void failed(int batchSize, Throwable cause) {
                throw new IllegalStateException("no metrics");
            }
        };
        try (GroupCommit commits = new GroupCommit(
                CAPACITY,
                MAX_BATCH,
                batch -> {
                    if (batch.contains(events.get(0))) {
                        throw new IllegalStateException("no database");
                    }
                },
                broken)) {
            assertThat(commits.submit(events.get(0)))
                    .failsWithin(Events.PATIENCE)
                    .withThrowableThat()
                    .withMessageContaining("no database");
            assertThat(commits.submit(events.get(1))).succeedsWithin(Events.PATIENCE);
        }
    }

    @Test
    void closingWritesWhatIsQueuedAndInterruptsNothing() {
        GroupCommit commits = new GroupCommit(CAPACITY, MAX_BATCH, sink, observer);
        List<AuditEvent> events = Events.events(6);
        List<CompletableFuture<Void>> durable = submitAroundFirst(commits, events);

        Thread closing = new Thread(commits::close, "closing");
        closing.start();
        Events.await(() -> closing.getState() == Thread.State.TIMED_WAITING); // it waits for the writer
        sink.let(3);

        assertThat(durable).allSatisfy(each -> assertThat(each).succeedsWithin(Events.PATIENCE));
        assertThat(sink.written().stream().flatMap(List::stream)).containsExactlyElementsOf(events);
        Events.await(() -> !closing.isAlive());
    }

    @Test
    void nothingIsTakenAfterClosing() {
        GroupCommit commits = new GroupCommit(CAPACITY, MAX_BATCH, sink, observer);
        commits.close();
        commits.close();

        assertFailed(commits.submit(Events.event()), "The audit writer is closed");
        assertThat(commits.depth()).isZero();
        assertThat(sink.written()).isEmpty();
    }

    /** The sink is busy with the first event, the others are queued. */
    private List<CompletableFuture<Void>> submitAroundFirst(GroupCommit commits, List<AuditEvent> events) {
        List<CompletableFuture<Void>> durable = new ArrayList<>();
        durable.add(commits.submit(events.get(0)));
        sink.awaitBegun(1);
        events.subList(1, events.size()).forEach(event -> durable.add(commits.submit(event)));
        return durable;
    }

    private static void assertFailed(CompletableFuture<Void> durable, String message) {
        assertThat(durable).failsWithin(Duration.ZERO).withThrowableThat().withMessageContaining(message);
    }
}
