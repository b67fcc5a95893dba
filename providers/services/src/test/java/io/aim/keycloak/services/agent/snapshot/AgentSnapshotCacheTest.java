package io.aim.keycloak.services.agent.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.aim.keycloak.spi.agent.AgentChanges;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class AgentSnapshotCacheTest {

    private static final Duration LIMIT = Duration.ofMillis(900);

    private long nanos = Long.MAX_VALUE - 5;
    private final SimulatedDatabase database = new SimulatedDatabase();
    private final AgentSnapshotCache cache = new AgentSnapshotCache(1000, LIMIT, () -> nanos);

    /** What was read from the database, as {@code realm/client}. */
    private final List<String> reads = new ArrayList<>();

    @BeforeEach
    void twoRealmsWithAgents() {
        database.commit("red", "a", "b");
        database.commit("blue", "a");
    }

    @Nested
    class ALookUp {

        @Test
        void readsTheDatabaseOnce() {
            assertThat(get("red", "a")).isEqualTo(1);
            assertThat(get("red", "a")).isEqualTo(1);

            assertThat(reads).containsExactly("red/a");
            assertThat(cache.size()).isEqualTo(1);
        }

        @Test
        void tellsRealmsAndClientsApart() {
            database.commit("blue", "a");

            assertThat(get("red", "a")).isEqualTo(1);
            assertThat(get("blue", "a")).isEqualTo(2);
            assertThat(get("red", "b")).isEqualTo(1);
            assertThat(get("blue", "a")).isEqualTo(2);

            assertThat(reads).containsExactly("red/a", "blue/a", "red/b");
        }

        @Test
        void doesNotRememberThatThereIsNoAgent() {
            assertThat(get("red", "new")).isZero();
            database.commit("red", "new");

            assertThat(get("red", "new")).isEqualTo(1);
        }

        @Test
        void mayReturnTheOldStateUntilTheNextRefresh() {
            get("red", "a");
            database.commit("red", "a");

            assertThat(get("red", "a")).isEqualTo(1);
            cache.refresh(database);
            assertThat(get("red", "a")).isEqualTo(2);
        }
    }

    @Nested
    class ARefresh {

        @BeforeEach
        void everythingIsCached() {
            getAll();
            cache.refresh(database);
            getAll();
            reads.clear();
        }

        @Test
        void dropsTheAgentsThatChangedAndNoOthers() {
            database.commit("red", "a");
            cache.refresh(database);
            getAll();

            assertThat(reads).containsExactly("red/a");
        }

        @Test
        void dropsAgentsThatWereRemoved() {
            database.removeAgent("red", "a");
            cache.refresh(database);

            assertThat(get("red", "a")).isZero();
        }

        @Test
        void dropsNothingWhenNothingChanged() {
            cache.refresh(database);
            getAll();

            assertThat(reads).isEmpty();
        }

        @Test
        void dropsTheWholeRealmWhenTheRecordDoesNotReachBackFarEnough() {
            database.commit("red", "a");
            database.truncateLog("red");
            cache.refresh(database);
            assertThat(cache.size()).isEqualTo(1);
            getAll();

            assertThat(reads).containsExactly("red/a", "red/b");
        }

        @Test
        void forgetsARealmWhoseStampVanished() {
            database.remove("red");
            cache.refresh(database);

            assertThat(cache.size()).isEqualTo(1);
            assertThat(get("red", "a")).isZero();
            assertThat(get("blue", "a")).isEqualTo(1);
        }

        @Test
        void dropsARealmThatWasReplacedByAYoungerOne() {
            database.remove("red");
            database.commit("red", "a");
            cache.refresh(database);
            getAll();

            assertThat(reads).containsExactly("red/a", "red/b");
        }

        @Test
        void asksForChangesInRealmsWithANewStampOnly() {
            database.commit("blue", "a");
            List<String> asked = new ArrayList<>();
            cache.refresh(feed(() -> {}, asked::add));

            assertThat(asked).containsExactly("blue since 1");
        }

        @Test
        void asksForNothingWhenNobodyWasLookedUp() {
            AgentSnapshotCache unused = new AgentSnapshotCache(10, LIMIT, () -> nanos);

            unused.refresh(feed(AgentSnapshotCacheTest::fail, asked -> fail()));
        }

        private void getAll() {
            get("red", "a");
            get("red", "b");
            get("blue", "a");
        }
    }

    @Nested
    class WithoutRefreshes {

        @Test
        void theCacheServesUpToTheLimit() {
            get("red", "a");
            nanos += LIMIT.toNanos();
            get("red", "a");

            assertThat(reads).containsExactly("red/a");
        }

        @Test
        void everyLookUpBeyondTheLimitReadsTheDatabaseAndStoresNothing() {
            get("red", "a");
            nanos += LIMIT.toNanos() + 1;
            database.commit("red", "a");

            assertThat(get("red", "a")).isEqualTo(2);
            assertThat(get("red", "a")).isEqualTo(2);
            assertThat(get("red", "b")).isEqualTo(1);
            assertThat(reads).containsExactly("red/a", "red/a", "red/a", "red/b");
            assertThat(cache.size()).isEqualTo(1);
        }

        @Test
        void theNextRefreshBringsTheCacheBack() {
            get("red", "a");
            nanos += LIMIT.toNanos() + 1;
            database.commit("red", "b");
            cache.refresh(database);
            get("red", "b");
            reads.clear();

            assertThat(get("red", "b")).isEqualTo(2);
            assertThat(reads).isEmpty();
        }

        @Test
        void aFailedRefreshDoesNotCount() {
            get("red", "a");
            nanos += LIMIT.toNanos();
            assertThatIllegalStateException()
                    .isThrownBy(() -> cache.refresh(feed(AgentSnapshotCacheTest::fail, asked -> {})));
            database.commit("red", "b");
            assertThatIllegalStateException().isThrownBy(() -> cache.refresh(feed(() -> {}, asked -> fail())));
            get("red", "a");
            assertThat(reads).hasSize(1);

            nanos += 1;
            get("red", "a");
            assertThat(reads).hasSize(2);
        }

        @Test
        void aChangeThatAFailedRefreshMissedIsFoundByTheNext() {
            get("red", "a");
            database.commit("red", "a");
            assertThatIllegalStateException().isThrownBy(() -> cache.refresh(feed(() -> {}, asked -> fail())));
            cache.refresh(database);

            assertThat(get("red", "a")).isEqualTo(2);
        }

        @Test
        void theAgeOfARefreshCountsFromItsBeginning() {
            get("red", "a");
            cache.refresh(database);
            get("red", "a");
            reads.clear();
            cache.refresh(feed(() -> nanos += 100, asked -> {}));
            nanos += LIMIT.toNanos() - 100;
            get("red", "a");
            assertThat(reads).isEmpty();

            nanos += 1;
            get("red", "a");
            assertThat(reads).hasSize(1);
        }
    }

    @Test
    void aForgottenRealmIsReadAgain() {
        get("red", "a");
        get("blue", "a");
        database.commit("red", "a");
        cache.forget("red");
        cache.forget("never heard of");

        assertThat(get("red", "a")).isEqualTo(2);
        assertThat(get("blue", "a")).isEqualTo(1);
        assertThat(reads).containsExactly("red/a", "blue/a", "red/a");
    }

    private long get(String realmId, String clientUuid) {
        return cache.get(realmId, clientUuid, () -> {
                    reads.add(realmId + "/" + clientUuid);
                    return database.read(realmId, clientUuid);
                })
                .map(SimulatedDatabase::version)
                .orElse(0L);
    }

    private AgentSnapshotCache.ChangeFeed feed(Runnable onStamps, Consumer<String> onChanges) {
        return new AgentSnapshotCache.ChangeFeed() {
            @Override
            public Map<String, Long> stamps(Set<String> realmIds) {
                onStamps.run();
                return database.stamps(realmIds);
            }

            @Override
            public AgentChanges changesSince(String realmId, long stamp) {
                onChanges.accept(realmId + " since " + stamp);
                return database.changesSince(realmId, stamp);
            }
        };
    }

    private static void fail() {
        throw new IllegalStateException("the database does not answer");
    }
}
