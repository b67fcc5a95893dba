package io.aim.keycloak.services.agent.snapshot;

import io.aim.keycloak.core.agent.AgentStatus;
import io.aim.keycloak.core.agent.AgentType;
import io.aim.keycloak.core.assertion.AgentCredentials;
import io.aim.keycloak.spi.agent.AgentChanges;
import io.aim.keycloak.spi.agent.AgentSnapshot;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Agents whose versions count their changes. A change becomes visible together with its stamp, and stamps in their own
 * order; two reads in a row may see different states, as in a database that reads what is committed.
 */
final class SimulatedDatabase implements AgentSnapshotCache.ChangeFeed {

    private static final class Realm {
        private final Map<String, Long> versions = new HashMap<>();
        private final TreeMap<Long, String> log = new TreeMap<>();
        private long stamp;
    }

    private final Map<String, Realm> realms = new HashMap<>();
    private final Runnable pause;

    /** A database whose readers call {@code pause} wherever somebody else may commit. */
    SimulatedDatabase(Runnable pause) {
        this.pause = pause;
    }

    SimulatedDatabase() {
        this(() -> {});
    }

    /** Changes agents, in one transaction; agents that are new get version 1. */
    synchronized void commit(String realmId, String... clientUuids) {
        Realm realm = realms.computeIfAbsent(realmId, id -> new Realm());
        for (String clientUuid : clientUuids) {
            realm.versions.merge(clientUuid, 1L, Long::sum);
            realm.log.put(++realm.stamp, clientUuid);
        }
    }

    /** Removes an agent, which is a change like any other. */
    synchronized void removeAgent(String realmId, String clientUuid) {
        Realm realm = realms.get(realmId);
        realm.versions.remove(clientUuid);
        realm.log.put(++realm.stamp, clientUuid);
    }

    /** Forgets which agents changed, but not how often. */
    synchronized void truncateLog(String realmId) {
        realms.get(realmId).log.clear();
    }

    /** Removes the realm with everything in it. */
    synchronized void remove(String realmId) {
        realms.remove(realmId);
    }

    /** The agent's version; 0 if there is no such agent. */
    synchronized long version(String realmId, String clientUuid) {
        Realm realm = realms.get(realmId);
        return realm == null ? 0 : realm.versions.getOrDefault(clientUuid, 0L);
    }

    /** Reads the stamp first and the agent second. */
    Optional<CachedAgent> read(String realmId, String clientUuid) {
        long stamp = stamp(realmId).orElse(0L);
        pause.run();
        long version = version(realmId, clientUuid);
        pause.run();
        return version == 0 ? Optional.empty() : Optional.of(agent(clientUuid, version, stamp));
    }

    @Override
    public Map<String, Long> stamps(Set<String> realmIds) {
        pause.run();
        Map<String, Long> stamps = new HashMap<>();
        realmIds.forEach(id -> stamp(id).ifPresent(stamp -> stamps.put(id, stamp)));
        pause.run();
        return stamps;
    }

    @Override
    public AgentChanges changesSince(String realmId, long stamp) {
        AgentChanges changes = changesNow(realmId, stamp);
        pause.run();
        return changes;
    }

    private synchronized Optional<Long> stamp(String realmId) {
        return Optional.ofNullable(realms.get(realmId)).map(realm -> realm.stamp);
    }

    private synchronized AgentChanges changesNow(String realmId, long stamp) {
        Realm realm = realms.get(realmId);
        if (realm == null) {
            return new AgentChanges(0, false, Set.of());
        }
        Map<Long, String> since = realm.log.tailMap(stamp, false);
        boolean complete = since.size() == realm.stamp - stamp;
        return new AgentChanges(realm.stamp, complete, complete ? new HashSet<>(since.values()) : Set.of());
    }

    static CachedAgent agent(String clientUuid, long version, long stamp) {
        String name = String.valueOf(version);
        AgentStatus status = AgentStatus.VERIFIED;
        return new CachedAgent(
                new AgentSnapshot(
                        stamp,
                        "agent-of-" + clientUuid,
                        clientUuid,
                        name,
                        AgentType.AI_AGENT,
                        status,
                        null,
                        null,
                        false,
                        null,
                        null,
                        List.of(),
                        List.of(),
                        Set.of(),
                        Set.of(),
                        List.of()),
                new AgentCredentials(name, status, false, List.of(), null));
    }

    static long version(CachedAgent agent) {
        return Long.parseLong(agent.snapshot().name());
    }
}
