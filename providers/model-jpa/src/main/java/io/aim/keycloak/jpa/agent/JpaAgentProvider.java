package io.aim.keycloak.jpa.agent;

import io.aim.keycloak.core.agent.AgentRules;
import io.aim.keycloak.core.agent.AgentStatus;
import io.aim.keycloak.jpa.NameOrderedSearch;
import io.aim.keycloak.jpa.RowLock;
import io.aim.keycloak.spi.agent.AgentChanges;
import io.aim.keycloak.spi.agent.AgentDue;
import io.aim.keycloak.spi.agent.AgentModel;
import io.aim.keycloak.spi.agent.AgentPage;
import io.aim.keycloak.spi.agent.AgentProvider;
import io.aim.keycloak.spi.agent.AgentQuery;
import io.aim.keycloak.spi.agent.AgentSnapshot;
import io.aim.keycloak.spi.agent.NewAgent;
import io.aim.keycloak.spi.capability.CapabilityGrant;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.keycloak.common.util.Time;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.utils.KeycloakModelUtils;

/** Agents in Keycloak's database. */
final class JpaAgentProvider implements AgentProvider {

    private final KeycloakSession session;
    private final EntityManager em;
    private final AgentChangeLog changes;
    private final AgentDueRows dues;

    JpaAgentProvider(KeycloakSession session, EntityManager em) {
        this.session = session;
        this.em = em;
        this.changes = new AgentChangeLog(session, em);
        this.dues = new AgentDueRows(em);
    }

    @Override
    public AgentModel create(RealmModel realm, NewAgent agent) {
        long now = Time.currentTimeMillis();
        AimAgentEntity entity = new AimAgentEntity(
                KeycloakModelUtils.generateId(),
                realm.getId(),
                agent.clientUuid(),
                agent.name(),
                agent.profile().type().code(),
                AgentStatus.PENDING.code(),
                now);
        entity.setOwnerId(agent.ownerId());
        entity.setSponsorId(agent.sponsorId());
        em.persist(entity);
        em.flush();
        JpaAgentAdapter stored = adapt(entity);
        stored.addKey(agent.key(), agent.keyExpiresAt(), null);
        stored.describe(agent.profile());
        entity.setUpdatedAt(now);
        return stored;
    }

    @Override
    public Optional<AgentModel> getById(RealmModel realm, String id) {
        return find(realm, id).map(this::adapt);
    }

    @Override
    public Optional<AgentModel> getByIdForUpdate(RealmModel realm, String id) {
        return find(realm, id).filter(found -> RowLock.take(em, found)).map(found -> {
            JpaAgentAdapter agent = adapt(found);
            agent.refreshKeys();
            return agent;
        });
    }

    @Override
    public boolean lock(RealmModel realm, String id) {
        return !em.createNamedQuery("AimAgent.lock", AimAgentEntity.class)
                .setParameter("realmId", realm.getId())
                .setParameter("id", id)
                .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                .getResultList()
                .isEmpty();
    }

    /** No row has an id that is no look-up key. */
    private Optional<AimAgentEntity> find(RealmModel realm, String id) {
        return Optional.of(id)
                .filter(AgentRules::isLookupKey)
                .map(key -> em.find(AimAgentEntity.class, key))
                .filter(entity -> entity.getRealmId().equals(realm.getId()));
    }

    @Override
    public Optional<AgentModel> getByClient(RealmModel realm, String clientUuid) {
        return findByClient(realm, clientUuid).map(this::adapt);
    }

    private Optional<AimAgentEntity> findByClient(RealmModel realm, String clientUuid) {
        return Optional.ofNullable(em.createNamedQuery("AimAgent.findByClient", AimAgentEntity.class)
                .setParameter("realmId", realm.getId())
                .setParameter("clientUuid", clientUuid)
                .getSingleResultOrNull());
    }

    @Override
    public boolean nameExists(RealmModel realm, String name) {
        return findByName(realm, name).isPresent();
    }

    @Override
    public Optional<AgentModel> getByName(RealmModel realm, String name) {
        return findByName(realm, name).map(this::adapt);
    }

    private Optional<AimAgentEntity> findByName(RealmModel realm, String name) {
        return Optional.of(name)
                .filter(AgentRules::isLookupKey)
                .map(key -> em.createNamedQuery("AimAgent.findByName", AimAgentEntity.class)
                        .setParameter("realmId", realm.getId())
                        .setParameter("name", key)
                        .getSingleResultOrNull());
    }

    @Override
    public boolean keyExists(RealmModel realm, String thumbprint) {
        return AgentKeyRows.isKnown(em, realm.getId(), thumbprint);
    }

    @Override
    public void banKey(RealmModel realm, String thumbprint, String holderId) {
        em.persist(new AimRevokedKeyEntity(realm.getId(), thumbprint, holderId, Time.currentTimeMillis()));
    }

    @Override
    public AgentPage search(RealmModel realm, AgentQuery query) {
        NameOrderedSearch.Found<AimAgentEntity> found = AgentSearch.find(em, realm.getId(), query);
        return new AgentPage(
                found.rows().stream().<AgentModel>map(this::adapt).toList(),
                found.more(),
                found.total(),
                found.totalIsEstimate());
    }

    @Override
    public void changed(RealmModel realm, String agentId) {
        find(realm, agentId).ifPresent(entity -> changes.agentChanged(realm.getId(), entity.getClientUuid()));
    }

    @Override
    public void remove(RealmModel realm, AgentModel agent) {
        if (agent instanceof JpaAgentAdapter adapter) {
            cleanUp().remove(adapter.entity());
        }
    }

    @Override
    public Optional<AgentSnapshot> snapshot(RealmModel realm, String clientUuid) {
        long stamp = stamps(Set.of(realm.getId())).getOrDefault(realm.getId(), 0L);
        return findByClient(realm, clientUuid).map(entity -> {
            JpaAgentAdapter agent = adapt(entity);
            return new AgentSnapshot(
                    stamp,
                    agent.getId(),
                    agent.getClientUuid(),
                    agent.getName(),
                    agent.getType(),
                    agent.getStatus(),
                    agent.getOwnerId(),
                    agent.getSponsorId(),
                    agent.isLegacyAudienceAllowed(),
                    agent.getTrustScore(),
                    agent.getExpiresAt(),
                    agent.getKeys(),
                    agent.grants().stream().map(CapabilityGrant::toGranted).toList(),
                    agent.getDeclaredCapabilities(),
                    agent.getTags());
        });
    }

    @Override
    public void noteSeen(Map<String, Instant> seen) {
        new TreeMap<>(seen)
                .forEach((agentId, time) -> em.createNamedQuery("AimAgent.noteSeen") // one order for all
                        .setParameter("id", agentId)
                        .setParameter("time", time.toEpochMilli())
                        .executeUpdate());
    }

    @Override
    public List<AgentModel> offeredTo(RealmModel realm, String userId) {
        return em
                .createNamedQuery("AimAgentTransfer.findByUser", AimAgentEntity.class)
                .setParameter("realmId", realm.getId())
                .setParameter("userId", userId)
                .getResultList()
                .stream()
                .<AgentModel>map(this::adapt)
                .toList();
    }

    @Override
    public List<AgentDue> due(AgentDue.Kind kind, Instant now, int max) {
        return dues.due(kind, now, max);
    }

    @Override
    public List<AgentDue> dueForExpiryNotice(Instant before, int days, int max) {
        return dues.dueForExpiryNotice(before, days, max);
    }

    @Override
    public List<String> realmsWithVerifiedAgents() {
        return dues.realmsWithVerifiedAgents();
    }

    @Override
    public Set<String> sponsors(RealmModel realm) {
        return dues.sponsors(realm);
    }

    @Override
    public List<String> withoutSponsor(RealmModel realm, Set<String> missing, Instant noticedBefore, int max) {
        return dues.withoutSponsor(realm, missing, noticedBefore, max);
    }

    @Override
    public List<String> withSponsorAgain(RealmModel realm, Set<String> missing, int max) {
        return dues.withSponsorAgain(realm, missing, max);
    }

    @Override
    public Map<String, Long> stamps(Set<String> realmIds) {
        Map<String, Long> stamps = new HashMap<>();
        em.createNamedQuery("AimAgentStamp.find", Object[].class)
                .setParameter("realmIds", realmIds)
                .getResultList()
                .forEach(row -> stamps.put((String) row[0], (Long) row[1]));
        return stamps;
    }

    @Override
    public AgentChanges changesSince(String realmId, long stamp) {
        long newest = stamps(Set.of(realmId)).getOrDefault(realmId, 0L);
        if (newest - stamp > AgentChangeLog.KEPT || newest < stamp) {
            return new AgentChanges(newest, false, Set.of());
        }
        List<Object[]> rows = em.createNamedQuery("AimAgentChange.since", Object[].class)
                .setParameter("realmId", realmId)
                .setParameter("stamp", stamp)
                .setParameter("upTo", newest)
                .getResultList();
        Set<String> clientUuids = new HashSet<>();
        rows.forEach(row -> clientUuids.add((String) row[1]));
        return new AgentChanges(newest, rows.size() == newest - stamp, clientUuids);
    }

    /** What is left of agents when realms, clients, users and organizations go. */
    AgentCleanUp cleanUp() {
        return new AgentCleanUp(session, em, changes);
    }

    private JpaAgentAdapter adapt(AimAgentEntity entity) {
        return new JpaAgentAdapter(em, changes, entity);
    }

    @Override
    public void close() {
        // the entity manager belongs to the session
    }
}
