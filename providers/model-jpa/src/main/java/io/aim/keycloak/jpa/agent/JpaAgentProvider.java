package io.aim.keycloak.jpa.agent;

import io.aim.keycloak.core.agent.AgentRules;
import io.aim.keycloak.core.agent.AgentStatus;
import io.aim.keycloak.core.audit.AuditAction;
import io.aim.keycloak.core.audit.AuditActor;
import io.aim.keycloak.core.audit.AuditEvent;
import io.aim.keycloak.core.audit.AuditTarget;
import io.aim.keycloak.spi.agent.AgentChanges;
import io.aim.keycloak.spi.agent.AgentDue;
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

    private static final List<String> BY_AGENT = List.of(
            "AimAgentKey.deleteByAgent",
            "AimAgentCapability.deleteByAgent",
            "AimAgentTag.deleteByAgent",
            "AimAgentTransfer.deleteByAgent");
    private static final List<String> BY_REALM = List.of(
            "AimAgentKey.deleteByRealm",
            "AimRevokedKey.deleteByRealm",
            "AimAgentCapability.deleteByRealm",
            "AimAgentTag.deleteByRealm",
            "AimAgentTransfer.deleteByRealm",
            "AimAgent.deleteByRealm");

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
        return stored;
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
        return entity.map(found -> {
            JpaAgentAdapter agent = adapt(found);
            agent.refreshKeys();
            return agent;
        });
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
        for (String query : BY_AGENT) {
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
                    agent.getExpiresAt(),
                    agent.getKeys(),
                    agent.getCapabilities().stream().sorted().toList());
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
        String query = switch (kind) {
            case GRACE_OVER -> "AimAgentKey.graceOver";
            case AGENT_EXPIRED -> "AimAgent.expired";
            case OFFER_EXPIRED -> "AimAgentTransfer.expired";
        };
        return due(em.createNamedQuery(query, Object[].class)
                .setParameter("now", now.toEpochMilli())
                .setMaxResults(max)
                .getResultList());
    }

    @Override
    public List<AgentDue> dueForExpiryNotice(Instant before, int days, int max) {
        return due(em.createNamedQuery("AimAgentKey.dueForNotice", Object[].class)
                .setParameter("before", before.toEpochMilli())
                .setParameter("days", days)
                .setMaxResults(max)
                .getResultList());
    }

    private static List<AgentDue> due(List<Object[]> rows) {
        return rows.stream()
                .map(row -> new AgentDue((String) row[0], (String) row[1]))
                .toList();
    }

    @Override
    public List<String> realmsWithVerifiedAgents() {
        return em.createNamedQuery("AimAgent.realms", String.class).getResultList();
    }

    @Override
    public Set<String> sponsors(RealmModel realm) {
        return new HashSet<>(em.createNamedQuery("AimAgent.sponsors", String.class)
                .setParameter("realmId", realm.getId())
                .getResultList());
    }

    @Override
    public List<String> withoutSponsor(RealmModel realm, Set<String> missing, Instant noticedBefore, int max) {
        return em.createNamedQuery("AimAgent.withoutSponsor", String.class)
                .setParameter("realmId", realm.getId())
                .setParameter("missing", orNobody(missing))
                .setParameter("before", noticedBefore.toEpochMilli())
                .setMaxResults(max)
                .getResultList();
    }

    @Override
    public List<String> withSponsorAgain(RealmModel realm, Set<String> missing, int max) {
        return em.createNamedQuery("AimAgent.withSponsorAgain", String.class)
                .setParameter("realmId", realm.getId())
                .setParameter("missing", orNobody(missing))
                .setMaxResults(max)
                .getResultList();
    }

    /** SQL knows no empty list. */
    private static Set<String> orNobody(Set<String> userIds) {
        return userIds.isEmpty() ? Set.of("") : userIds;
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

    void organizationRemoved(RealmModel realm, String organizationId) {
        em.createNamedQuery("AimAgent.findByOrganization", AimAgentEntity.class)
                .setParameter("realmId", realm.getId())
                .setParameter("organizationId", organizationId)
                .getResultList()
                .forEach(entity -> adapt(entity).setOrganizationId(null));
    }

    void userRemoved(RealmModel realm, String userId) {
        em.createNamedQuery("AimAgentTransfer.deleteByUser")
                .setParameter("realmId", realm.getId())
                .setParameter("userId", userId)
                .executeUpdate();
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
        for (String query : BY_REALM) {
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
