package io.aim.keycloak.jpa.agent;

import io.aim.keycloak.core.agent.AgentRules;
import io.aim.keycloak.core.agent.AgentStatus;
import io.aim.keycloak.core.audit.AuditAction;
import io.aim.keycloak.core.audit.AuditActor;
import io.aim.keycloak.core.audit.AuditEvent;
import io.aim.keycloak.core.audit.AuditTarget;
import io.aim.keycloak.core.key.KeyState;
import io.aim.keycloak.spi.agent.AgentChanges;
import io.aim.keycloak.spi.agent.AgentModel;
import io.aim.keycloak.spi.agent.AgentPage;
import io.aim.keycloak.spi.agent.AgentProvider;
import io.aim.keycloak.spi.agent.AgentQuery;
import io.aim.keycloak.spi.agent.AgentSnapshot;
import io.aim.keycloak.spi.agent.NewAgent;
import io.aim.keycloak.spi.audit.AuditProvider;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityNotFoundException;
import jakarta.persistence.LockModeType;
import jakarta.persistence.TypedQuery;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.keycloak.common.util.Time;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.utils.KeycloakModelUtils;

/** Agents in Keycloak's database. */
final class JpaAgentProvider implements AgentProvider {

    private final KeycloakSession session;
    private final EntityManager em;
    private final AgentChangeLog changes;

    JpaAgentProvider(KeycloakSession session, EntityManager em) {
        this.session = session;
        this.em = em;
        this.changes = new AgentChangeLog(session, em);
    }

    @Override
    public AgentModel create(RealmModel realm, NewAgent agent) {
        long now = Time.currentTimeMillis();
        AimAgentEntity entity = new AimAgentEntity(
                KeycloakModelUtils.generateId(),
                realm.getId(),
                agent.clientUuid(),
                agent.name(),
                agent.type().code(),
                AgentStatus.PENDING.code(),
                now);
        entity.setDisplayName(agent.displayName());
        entity.setDescription(agent.description());
        entity.setOwnerId(agent.ownerId());
        entity.setSponsorId(agent.sponsorId());
        entity.setLegacyAudience(agent.legacyAudienceAllowed());
        AimAgentKeyEntity key =
                new AimAgentKeyEntity(KeycloakModelUtils.generateId(), entity, agent.key(), KeyState.ACTIVE, now);
        key.setExpiresAt(agent.keyExpiresAt().toEpochMilli());
        em.persist(entity);
        em.persist(key);
        em.flush();
        agent.declaredCapabilities()
                .forEach(capability -> em.persist(new AimAgentCapabilityEntity(
                        KeycloakModelUtils.generateId(), entity, capability, AimAgentCapabilityEntity.DECLARED)));
        return adapt(entity);
    }

    @Override
    public Optional<AgentModel> getById(RealmModel realm, String id) {
        return find(realm, id).map(this::adapt);
    }

    @Override
    public Optional<AgentModel> getByIdForUpdate(RealmModel realm, String id) {
        Optional<AimAgentEntity> entity = find(realm, id);
        try {
            entity.ifPresent(found -> em.refresh(found, LockModeType.PESSIMISTIC_WRITE));
        } catch (EntityNotFoundException removedMeanwhile) {
            return Optional.empty();
        }
        return entity.map(this::adapt);
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
        return count("AimAgent.countByName", realm, "name", name) > 0;
    }

    @Override
    public boolean keyExists(RealmModel realm, String thumbprint) {
        return count("AimAgentKey.countByThumbprint", realm, "thumbprint", thumbprint) > 0;
    }

    private long count(String namedQuery, RealmModel realm, String parameter, String value) {
        TypedQuery<Long> query = em.createNamedQuery(namedQuery, Long.class);
        return query.setParameter("realmId", realm.getId())
                .setParameter(parameter, value)
                .getSingleResult();
    }

    @Override
    public AgentPage search(RealmModel realm, AgentQuery query) {
        AgentSearch search = new AgentSearch(em, realm.getId(), query);
        List<AimAgentEntity> found = search.page();
        boolean more = found.size() > query.max();
        List<AgentModel> items =
                found.stream().limit(query.max()).<AgentModel>map(this::adapt).toList();
        long total = query.after() == null && !more ? items.size() : search.count();
        return new AgentPage(items, more, total);
    }

    @Override
    public void remove(RealmModel realm, AgentModel agent) {
        if (agent instanceof JpaAgentAdapter adapter) {
            remove(adapter.entity());
        }
    }

    private void remove(AimAgentEntity entity) {
        for (String query : List.of("AimAgentKey.deleteByAgent", "AimAgentCapability.deleteByAgent")) {
            em.createNamedQuery(query)
                    .setParameter("realmId", entity.getRealmId())
                    .setParameter("agentId", entity.getId())
                    .executeUpdate();
        }
        em.remove(entity);
        em.flush();
        changes.agentChanged(entity.getRealmId(), entity.getClientUuid());
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
                    agent.getKeys(),
                    agent.getCapabilities().stream().sorted().toList());
        });
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

    void clientRemoved(RealmModel realm, String clientUuid) {
        findByClient(realm, clientUuid).ifPresent(entity -> {
            record(begin(AuditAction.AGENT_DELETED, entity).detail("cause", "its client was removed"));
            remove(entity);
        });
    }

    void userRemoved(RealmModel realm, String userId) {
        em.createNamedQuery("AimAgent.findByOwnerOrSponsor", AimAgentEntity.class)
                .setParameter("realmId", realm.getId())
                .setParameter("userId", userId)
                .getResultList()
                .forEach(entity -> {
                    recordLoss(entity, userId);
                    adapt(entity).forgetUser(userId);
                });
    }

    private void recordLoss(AimAgentEntity entity, String userId) {
        record(begin(AuditAction.AGENT_PERSON_LOST, entity)
                .detail("owner", userId.equals(entity.getOwnerId()) ? userId : null)
                .detail("sponsor", userId.equals(entity.getSponsorId()) ? userId : null));
    }

    /** What Keycloak's removals do to agents; who removed is in Keycloak's own events. */
    private static AuditEvent.Builder begin(AuditAction action, AimAgentEntity entity) {
        return AuditEvent.of(
                        action, entity.getRealmId(), Instant.ofEpochMilli(Time.currentTimeMillis()), AuditActor.SYSTEM)
                .target(AuditTarget.AGENT, entity.getId(), entity.getName());
    }

    private void record(AuditEvent.Builder event) {
        session.getProvider(AuditProvider.class).append(List.of(event.build()));
    }

    void realmRemoved(String realmId) {
        for (String query :
                List.of("AimAgentKey.deleteByRealm", "AimAgentCapability.deleteByRealm", "AimAgent.deleteByRealm")) {
            em.createNamedQuery(query).setParameter("realmId", realmId).executeUpdate();
        }
        changes.realmRemoved(realmId);
    }

    private JpaAgentAdapter adapt(AimAgentEntity entity) {
        return new JpaAgentAdapter(em, changes, entity);
    }

    @Override
    public void close() {
        // the entity manager belongs to the session
    }
}
