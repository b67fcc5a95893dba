package io.aim.keycloak.services.agent.snapshot;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.aim.keycloak.spi.agent.AgentChanges;
import java.time.Duration;
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
 * <p>Per realm it remembers the change stamp up to which it has dropped stale snapshots. {@link #refresh} moves that
 * stamp forward first and drops second; {@link #get} stores first and compares second. So a snapshot that was read
 * before a change and arrives after the refresh is noticed by the one or the other, whatever the interleaving. While
 * refreshes fail for longer than the limit, nothing is served from here.
 */
final class AgentSnapshotCache {

    /** The change record, as the refresh reads it. */
    interface ChangeFeed {

        Map<String, Long> stamps(Set<String> realmIds);

        AgentChanges changesSince(String realmId, long stamp);
    }

    private record Key(String realmId, String clientUuid) {}

    private final Cache<Key, CachedAgent> agents;
    private final ConcurrentMap<String, Long> seenStamps = new ConcurrentHashMap<>();
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
        Key key = new Key(realmId, clientUuid);
        CachedAgent cached = agents.getIfPresent(key);
        if (cached != null) {
            return Optional.of(cached);
        }
        Optional<CachedAgent> loaded = loader.get();
        loaded.ifPresent(agent -> store(key, agent));
        return loaded;
    }

    private void store(Key key, CachedAgent agent) {
        long stamp = agent.snapshot().stamp();
        seenStamps.putIfAbsent(key.realmId(), stamp);
        agents.put(key, agent);
        Long seen = seenStamps.get(key.realmId());
        if (seen == null || seen > stamp) {
            agents.asMap().remove(key, agent);
        }
    }

    /** Drops what changed since the last refresh. */
    synchronized void refresh(ChangeFeed feed) {
        long startedAt = nanoClock.getAsLong();
        Set<String> realmIds = Set.copyOf(seenStamps.keySet());
        if (!realmIds.isEmpty()) {
            Map<String, Long> newest = feed.stamps(realmIds);
            for (String realmId : realmIds) {
                refresh(feed, realmId, newest.get(realmId));
            }
        }
        freshAt = startedAt;
    }

    private void refresh(ChangeFeed feed, String realmId, @Nullable Long newest) {
        long seen = seenStamps.getOrDefault(realmId, 0L);
        if (newest == null) {
            if (seen > 0) {
                forget(realmId);
            }
            return;
        }
        if (newest == seen) {
            return;
        }
        AgentChanges changes = feed.changesSince(realmId, seen);
        seenStamps.put(realmId, changes.stamp());
        if (changes.complete()) {
            changes.clientUuids().forEach(clientUuid -> agents.invalidate(new Key(realmId, clientUuid)));
        } else {
            drop(realmId);
        }
    }

    /** Forgets a realm, whatever its stamp; the next look-ups read the database. */
    void forget(String realmId) {
        seenStamps.remove(realmId);
        drop(realmId);
    }

    private void drop(String realmId) {
        agents.asMap().keySet().removeIf(key -> key.realmId().equals(realmId));
    }

    /** Number of snapshots, approximately. */
    long size() {
        return agents.estimatedSize();
    }
}
