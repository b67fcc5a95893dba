package io.aim.keycloak.services.audit.writing;

import static org.assertj.core.api.Assertions.assertThat;

import io.aim.keycloak.core.audit.AuditEvent;
import io.aim.keycloak.core.audit.AuditEventJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditWriterTest {

    @TempDir
    Path directory;

    private final Database database = new Database();

    private static final class Database implements AuditWriter.Store {

        private final List<AuditEvent> written = new CopyOnWriteArrayList<>();
        private final List<AuditEvent> replayed = new CopyOnWriteArrayList<>();
        private final AtomicInteger refusedReplays = new AtomicInteger();
        private volatile boolean down;
        private volatile String poison = "";

        @Override
        public void write(List<AuditEvent> batch) {
            requireUp();
            requireNoPoison(batch);
            written.addAll(batch);
        }

        @Override
        public void writeMissing(List<AuditEvent> batch) {
            if (down) {
                refusedReplays.incrementAndGet();
            }
            requireUp();
            requireNoPoison(batch);
            replayed.addAll(batch);
        }

        private void requireNoPoison(List<AuditEvent> batch) {
            if (batch.stream().anyMatch(event -> event.id().equals(poison))) {
                throw new IllegalStateException(new SQLException("value too long", "22001"));
            }
        }

        private void requireUp() {
            if (down) {
                throw new IllegalStateException("no database");
            }
        }

        @Override
        public void close() {}
    }

    @Test
    void eventsGoToTheDatabaseAsLongAsItTakesThem() {
        SpillFile spill = new SpillFile(directory);
        try (AuditWriter writer = writer(spill)) {
            AuditEvent event = Events.event();

            assertThat(writer.submit(event)).succeedsWithin(Events.PATIENCE);
            assertThat(database.written).containsExactly(event);
            assertThat(spill.isEmpty()).isTrue();
        }
        assertThat(database.replayed).isEmpty();
    }

    @Test
    void whatTheDatabaseDoesNotTakeIsSpilledAndReplayedWhenItIsBack() {
        SpillFile spill = new SpillFile(directory);
        database.down = true;
        try (AuditWriter writer = writer(spill)) {
            List<AuditEvent> events = Events.events(3);
            for (AuditEvent event : events) {
                assertThat(writer.submit(event)).succeedsWithin(Events.PATIENCE);
            }
            Events.await(() -> database.refusedReplays.get() >= 2); // a replay that fails is not the last
            assertThat(spill.isEmpty()).isFalse();

            database.down = false;

            Events.await(spill::isEmpty);
            assertThat(database.replayed).containsExactlyInAnyOrderElementsOf(events);
            assertThat(database.written).isEmpty();
        }
    }

    @Test
    void whatAnEarlierProcessSpilledIsReplayed() {
        List<AuditEvent> events = Events.events(2);
        new SpillFile(directory).append(events);
        SpillFile spill = new SpillFile(directory);

        try (AuditWriter writer = writer(spill)) {
            Events.await(spill::isEmpty);
            assertThat(database.replayed).containsExactlyElementsOf(events);
            assertThat(writer.depth()).isZero();
        }
    }

    @Test
    void withoutASpillFileTheFailureIsTheCallers() {
        database.down = true;
        try (AuditWriter writer = writer(null)) {
            assertThat(writer.submit(Events.event()))
                    .failsWithin(Events.PATIENCE)
                    .withThrowableThat()
                    .withMessageContaining("no database");

            database.down = false;
            assertThat(writer.submit(Events.event())).succeedsWithin(Events.PATIENCE);
        }
    }

    @Test
    void ifTheDiskDoesNotTakeThemEitherTheFailureIsTheCallers() throws IOException {
        Path noDirectory = Files.createFile(directory.resolve("file"));
        database.down = true;
        try (AuditWriter writer = writer(new SpillFile(noDirectory))) {
            assertThat(writer.submit(Events.event()))
                    .failsWithin(Events.PATIENCE)
                    .withThrowableThat()
                    .withMessageContaining("cannot be spilled");
        }
    }

    @Test
    void anEventThatTheDatabaseNeverTakesIsNotSpilled() {
        SpillFile spill = new SpillFile(directory);
        List<AuditEvent> events = Events.events(3);
        database.poison = events.get(1).id();
        try (AuditWriter writer = writer(spill)) {
            assertThat(writer.submit(events.get(0))).succeedsWithin(Events.PATIENCE);
            assertThat(writer.submit(events.get(1)))
                    .failsWithin(Events.PATIENCE)
                    .withThrowableThat()
                    .withMessageContaining("value too long");
            assertThat(writer.submit(events.get(2))).succeedsWithin(Events.PATIENCE);
            assertThat(spill.isEmpty()).isTrue();
        }
        assertThat(database.written).containsExactly(events.get(0), events.get(2));
    }

    @Test
    void aSpilledLineThatTheDatabaseNeverTakesIsSetAsideAndCounted() throws IOException {
        List<AuditEvent> events = Events.events(3);
        database.poison = events.get(1).id();
        SpillFile spill = new SpillFile(directory);
        spill.append(events);
        AtomicInteger rejected = new AtomicInteger();
        try (AuditWriter writer = writer(spill)) {
            writer.observe(new GroupCommit.Observer() {
                @Override
                public void written(int batchSize) {}

                @Override
                public void failed(int batchSize, Throwable cause) {}

                @Override
                public void rejected(int lines) {
                    rejected.addAndGet(lines);
                }
            });
            Events.await(() -> rejected.get() == 1);
        }
        assertThat(database.replayed).containsExactly(events.get(0), events.get(2));
        assertThat(Files.readString(directory.resolve("aim-audit-spill.rejected.ndjson")))
                .isEqualTo(AuditEventJson.write(events.get(1)) + "\n");
    }

    @Test
    void anObserverIsToldOfWhatFailed() {
        List<Integer> failed = new CopyOnWriteArrayList<>();
        database.down = true;
        try (AuditWriter writer = writer(null)) {
            writer.observe(new GroupCommit.Observer() {
                @Override
                public void written(int batchSize) {}

                @Override
                public void failed(int batchSize, Throwable cause) {
                    failed.add(batchSize);
                }
            });
            assertThat(writer.submit(Events.event())).failsWithin(Events.PATIENCE);
        }
        assertThat(failed).containsExactly(1);
    }

    @Test
    void closingWritesWhatIsQueued() {
        List<AuditEvent> events = Events.events(50);
        try (AuditWriter writer = writer(null)) {
            events.forEach(event -> assertThat(writer.submit(event)).isNotNull());
        }
        assertThat(database.written).containsExactlyElementsOf(events);
    }

    private AuditWriter writer(@Nullable SpillFile spill) {
        return new AuditWriter(100, 10, spill, Duration.ofMillis(1), database);
    }
}
