package io.aim.keycloak.services.agent.snapshot;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.aim.keycloak.spi.agent.AgentChanges;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Snapshots of agents on this node.
 *
 * <p>Per realm it remembers the change stamp up to which stale snapshots have been dropped. {@link #refresh} moves that
 * stamp forward first and drops second; {@link #get} makes the realm known before it reads, and compares and stores in
 * one atomic step. So a snapshot that was read before a change and arrives after the refresh is never visible,
 * whatever the interleaving. Dropping a whole realm replaces its {@link Tracked} object, which is part of the keys, so
 * that nothing that is still on its way can reach the new one. While refreshes fail for longer than the limit, nothing
 * is served from here.
 */
final class AgentSnapshotCache {

    /** The change record, as the refresh reads it. */
    interface ChangeFeed {

        Map<String, Long> stamps(Set<String> realmIds);

        AgentChanges changesSince(String realmId, long stamp);
    }

    /** A realm since it was last dropped as a whole; compared by identity. */
    private static final class Tracked {

        private volatile long seenStamp;

        Tracked(long seenStamp) {
            this.seenStamp = seenStamp;
        }
    }

    private record Key(Tracked realm, String clientUuid) {}

    private final Cache<Key, CachedAgent> agents;
    private final ConcurrentMap<String, Tracked> realms = new ConcurrentHashMap<>();
    private final long limitNanos;
    private final LongSupplier nanoClock;
    private volatile long freshAt;

    AgentSnapshotCache(long maximumSize, Duration stalenessLimit, LongSupplier nanoClock) {
        this.agents = Caffeine.newBuilder().maximumSize(maximumSize).build();
        this.limitNanos = stalenessLimit.toNanos();
        this.nanoClock = nanoClock;
        this.freshAt = nanoClock.getAsLong();
    }

    /** The agent from the cache, or from {@code loader}, which must read the stamp before the rest. */
    Optional<CachedAgent> get(String realmId, String clientUuid, Supplier<Optional<CachedAgent>> loader) {
        if (nanoClock.getAsLong() - freshAt > limitNanos) {
            return loader.get();
        }
        Key key = new Key(realms.computeIfAbsent(realmId, id -> new Tracked(0)), clientUuid);
        CachedAgent cached = agents.getIfPresent(key);
        if (cached != null) {
            return Optional.of(cached);
        }
        Optional<CachedAgent> loaded = loader.get();
        loaded.ifPresent(agent -> store(key, agent));
        return loaded;
    }

    private void store(Key key, CachedAgent agent) {
        agents.asMap().compute(key, (k, present) -> {
            long stamp = agent.snapshot().stamp();
            boolean outdated = key.realm().seenStamp > stamp
                    || (present != null && present.snapshot().stamp() > stamp);
            return outdated ? present : agent;
        });
    }

    /** Drops what changed since the last refresh. */
    synchronized void refresh(ChangeFeed feed) {
        long startedAt = nanoClock.getAsLong();
        Map<String, Tracked> known = new HashMap<>(realms);
        if (!known.isEmpty()) {
            Map<String, Long> newest = feed.stamps(known.keySet());
            known.forEach((realmId, realm) -> refresh(feed, realmId, realm, newest.get(realmId)));
        }
        freshAt = startedAt;
    }

    private void refresh(ChangeFeed feed, String realmId, Tracked realm, @Nullable Long newest) {
        if (newest == null) {
            forget(realmId);
            return;
        }
        long seen = realm.seenStamp;
        if (newest == seen) {
            return;
        }
        AgentChanges changes = feed.changesSince(realmId, seen);
        if (changes.complete()) {
            realm.seenStamp = changes.stamp();
            changes.clientUuids().forEach(clientUuid -> agents.invalidate(new Key(realm, clientUuid)));
        } else if (realms.replace(realmId, realm, new Tracked(changes.stamp()))) {
            drop(realm);
        }
    }

    /** Forgets a realm, whatever its stamp; the next look-ups read the database. */
    void forget(String realmId) {
        Tracked realm = realms.remove(realmId);
        if (realm != null) {
            drop(realm);
        }
    }

    private void drop(Tracked realm) {
        agents.asMap().keySet().removeIf(key -> key.realm() == realm);
    }

    /** Number of snapshots, approximately. */
    long size() {
        return agents.estimatedSize();
    }
}
