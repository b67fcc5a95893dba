package io.aim.keycloak.services.agent.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import io.aim.keycloak.services.agent.snapshot.AgentSnapshotCache.ChangeFeed;
import io.aim.keycloak.spi.agent.AgentChanges;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What happens between a reader's look into the database and the storing of what it saw. */
class AgentSnapshotCacheRaceTest {

    private static final String REALM = "realm";
    private static final String AGENT = "agent";

    private final SimulatedDatabase database = new SimulatedDatabase();
    private final AgentSnapshotCache cache = new AgentSnapshotCache(1000, Duration.ofHours(1), () -> 0);

    @Test
    void whatWasReadBeforeAChangeDoesNotStayAfterTheRefresh() {
        aKnownRealm();
        readWhile(() -> {
            database.commit(REALM, AGENT);
            cache.refresh(database);
        });

        assertThatTheCurrentStateIsReturned();
    }

    @Test
    void norInARealmOfWhichNothingWasEverRead() {
        database.commit(REALM, AGENT);
        readWhile(() -> {
            database.commit(REALM, AGENT);
            cache.refresh(database);
        });

        assertThatTheCurrentStateIsReturned();
    }

    @Test
    void norWhenTheRefreshDropsTheWholeRealm() {
        aKnownRealm();
        readWhile(() -> {
            database.commit(REALM, AGENT);
            database.truncateLog(REALM);
            cache.refresh(database);
        });

        assertThatTheCurrentStateIsReturned();
    }

    @Test
    void norWhenSeveralRefreshesPass() {
        aKnownRealm();
        readWhile(() -> {
            database.commit(REALM, AGENT);
            cache.refresh(database);
            cache.refresh(database);
            database.commit(REALM, "other");
            cache.refresh(database);
        });

        assertThatTheCurrentStateIsReturned();
    }

    @Test
    void norWhenTheRealmIsForgotten() {
        aKnownRealm();
        readWhile(() -> {
            database.commit(REALM, AGENT);
            cache.forget(REALM);
        });

        assertThatTheCurrentStateIsReturned();
    }

    @Test
    void norWhenTheRealmIsForgottenAndReadBySomebodyElse() {
        aKnownRealm();
        readWhile(() -> {
            cache.forget(REALM);
            database.commit(REALM, AGENT);
            read("other");
            cache.refresh(database);
        });

        assertThatTheCurrentStateIsReturned();
    }

    @Test
    void norWhenTheRealmIsReplacedByAYoungerOne() {
        aKnownRealm();
        readWhile(() -> {
            database.remove(REALM);
            cache.refresh(database);
        });
        database.commit(REALM, "other");

        assertThat(read(AGENT)).isEmpty();
    }

    @Test
    void norWhenTheRealmIsForgottenInTheMiddleOfARefresh() {
        aKnownRealm();
        readWhile(() -> {
            database.commit(REALM, AGENT);
            cache.refresh(database);
            database.commit(REALM, "other");
            Optional<CachedAgent> outdated = Optional.of(SimulatedDatabase.agent(AGENT, 1, 1));
            cache.refresh(afterTheChangesAreRead(() -> {
                cache.forget(REALM);
                cache.get(REALM, AGENT, () -> outdated);
            }));
        });
        cache.refresh(database);

        assertThatTheCurrentStateIsReturned();
    }

    @Test
    void anOlderStateDoesNotReplaceANewerOne() {
        aKnownRealm();
        readWhile(() -> {
            database.commit(REALM, AGENT);
            assertThat(read(AGENT)).hasValue(2L);
        });

        assertThat(read(AGENT)).hasValue(2L);
    }

    @Test
    void aChangeBetweenTheTwoQuestionsOfARefreshIsNotLost() {
        aKnownRealm();
        read(AGENT);
        database.commit(REALM, "other");
        cache.refresh(new ChangeFeed() {
            @Override
            public Map<String, Long> stamps(Set<String> realmIds) {
                Map<String, Long> stamps = database.stamps(realmIds);
                database.commit(REALM, AGENT);
                return stamps;
            }

            @Override
            public AgentChanges changesSince(String realmId, long stamp) {
                AgentChanges changes = database.changesSince(realmId, stamp);
                database.commit(REALM, AGENT);
                return changes;
            }
        });
        cache.refresh(database);

        assertThat(read(AGENT)).hasValue(3L);
    }

    @Test
    void aSnapshotThatIsOnItsWayIsStoredWhenOnlyOthersChanged() {
        aKnownRealm();
        readWhile(() -> database.commit(REALM, "other"));

        assertThat(cache.size()).isEqualTo(1);
        cache.refresh(database);
        assertThat(cache.get(REALM, AGENT, Optional::empty)).isPresent();
    }

    /** A realm that the cache has refreshed, with an agent of version 1 that is not cached. */
    private void aKnownRealm() {
        database.commit(REALM, AGENT);
        read("nobody");
        cache.refresh(database);
        assertThat(cache.size()).isZero();
    }

    /** Looks the agent up; the rest happens after the database was read and before the cache stores the answer. */
    private void readWhile(Runnable rest) {
        cache.get(REALM, AGENT, () -> {
            Optional<CachedAgent> read = database.read(REALM, AGENT);
            rest.run();
            return read;
        });
    }

    private void assertThatTheCurrentStateIsReturned() {
        assertThat(read(AGENT)).hasValue(database.version(REALM, AGENT));
    }

    private Optional<Long> read(String clientUuid) {
        return cache.get(REALM, clientUuid, () -> database.read(REALM, clientUuid))
                .map(SimulatedDatabase::version);
    }

    private ChangeFeed afterTheChangesAreRead(Runnable rest) {
        return new ChangeFeed() {
            @Override
            public Map<String, Long> stamps(Set<String> realmIds) {
                return database.stamps(realmIds);
            }

            @Override
            public AgentChanges changesSince(String realmId, long stamp) {
                AgentChanges changes = database.changesSince(realmId, stamp);
                rest.run();
                return changes;
            }
        };
    }
}
