package io.aim.keycloak.services.agent.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import io.aim.keycloak.services.agent.snapshot.Turns.Task;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.jspecify.annotations.Nullable;

/** Readers, refreshes and writers in arbitrary interleavings, taking turns wherever the database is asked. */
class AgentSnapshotCacheProperties {

    private static final String REALM = "realm";
    private static final List<String> CLIENTS = List.of("a", "b");

    private enum Kind {
        COMMIT,
        READ,
        REFRESH,
        REFRESH_AT_ONCE,
        STEP,
        TRUNCATE_LOG,
        FORGET
    }

    /** {@code number} picks the agent, or the task that takes a step. */
    private record Move(Kind kind, int number) {}

    @Provide
    Arbitrary<List<Move>> moves() {
        return moves(0);
    }

    @Provide
    Arbitrary<List<Move>> movesWithForget() {
        return moves(2);
    }

    private static Arbitrary<List<Move>> moves(int forget) {
        Arbitrary<Kind> kinds = Arbitraries.frequency(
                Tuple.of(5, Kind.COMMIT),
                Tuple.of(5, Kind.READ),
                Tuple.of(1, Kind.REFRESH),
                Tuple.of(4, Kind.REFRESH_AT_ONCE),
                Tuple.of(5, Kind.STEP),
                Tuple.of(1, Kind.TRUNCATE_LOG),
                Tuple.of(forget, Kind.FORGET));
        return Combinators.combine(kinds, Arbitraries.integers().between(0, 11))
                .as(Move::new)
                .list()
                .ofMinSize(5)
                .ofMaxSize(40);
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void inARealmThatIsKnownAReadAfterARefreshNeverReturnsAnOlderState(@ForAll("moves") List<Move> moves) {
        try (World world = new World()) {
            CLIENTS.forEach(world::read);
            moves.forEach(world::make);
            world.finish();
        }
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void aReadAfterARefreshNeverReturnsAnOlderState(@ForAll("movesWithForget") List<Move> moves) {
        try (World world = new World()) {
            moves.forEach(world::make);
            world.finish();
        }
    }

    private static final class World implements AutoCloseable {

        private final Turns turns = new Turns();
        private final SimulatedDatabase database = new SimulatedDatabase(Turns::pause);
        private final AgentSnapshotCache cache = new AgentSnapshotCache(1000, Duration.ofHours(1), System::nanoTime);
        private final List<Task> running = new ArrayList<>();
        private final Map<String, Long> atLeast = new HashMap<>();
        private @Nullable Task refreshing;

        World() {
            CLIENTS.forEach(client -> database.commit(REALM, client));
        }

        void make(Move move) {
            String client = CLIENTS.get(move.number < 9 ? 0 : 1);
            switch (move.kind) {
                case COMMIT -> database.commit(REALM, client);
                case TRUNCATE_LOG -> database.truncateLog(REALM);
                case READ -> start(turns.task(() -> read(client)));
                case REFRESH -> {
                    if (refreshing == null) {
                        refreshing = start(turns.task(this::refresh));
                    }
                }
                case REFRESH_AT_ONCE -> {
                    if (refreshing == null) {
                        refresh();
                    }
                }
                case FORGET -> {
                    if (refreshing == null) {
                        cache.forget(REALM);
                        atLeast.putAll(versions());
                    }
                }
                case STEP -> {
                    if (!running.isEmpty()) {
                        step(running.get(move.number % running.size()));
                    }
                }
            }
        }

        private Task start(Task task) {
            running.add(task);
            step(task);
            return task;
        }

        private void step(Task task) {
            task.step();
            if (task.done()) {
                running.remove(task);
                refreshing = refreshing == task ? null : refreshing;
            }
        }

        private void read(String client) {
            long expected = atLeast.getOrDefault(client, 1L);
            long version = SimulatedDatabase.version(
                    cache.get(REALM, client, () -> database.read(REALM, client)).orElseThrow());
            assertThat(version).as("version of %s", client).isGreaterThanOrEqualTo(expected);
        }

        private void refresh() {
            Map<String, Long> before = versions();
            cache.refresh(database);
            before.forEach((client, version) -> atLeast.merge(client, version, Math::max));
        }

        private Map<String, Long> versions() {
            Map<String, Long> versions = new HashMap<>();
            CLIENTS.forEach(client -> versions.put(client, database.version(REALM, client)));
            return versions;
        }

        /** Lets everybody come to an end; then a last refresh must leave nothing outdated behind. */
        void finish() {
            while (!running.isEmpty()) {
                step(running.get(0));
            }
            refresh();
            CLIENTS.forEach(this::read);
        }

        @Override
        public void close() {
            turns.close();
        }
    }
}
