package io.aim.keycloak.jpa.capability;

import io.aim.keycloak.core.agent.AgentRules;
import io.aim.keycloak.core.capability.CapabilityType;
import io.aim.keycloak.core.capability.CoreCapabilities;
import io.aim.keycloak.jpa.OldRows;
import io.aim.keycloak.jpa.RowLock;
import io.aim.keycloak.spi.agent.AgentProvider;
import io.aim.keycloak.spi.capability.CapabilityGrant;
import io.aim.keycloak.spi.capability.CapabilityPage;
import io.aim.keycloak.spi.capability.CapabilityProvider;
import io.aim.keycloak.spi.capability.CapabilityRequest;
import io.aim.keycloak.spi.capability.CapabilityRequestQuery;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** Capabilities in Keycloak's database. */
final class JpaCapabilityProvider implements CapabilityProvider {

    private final KeycloakSession session;
    private final EntityManager em;

    JpaCapabilityProvider(KeycloakSession session, EntityManager em) {
        this.session = session;
        this.em = em;
    }

    @Override
    public Optional<CapabilityType> findType(RealmModel realm, String name) {
        return CoreCapabilities.find(name).or(() -> type(realm, name).map(AimCapabilityTypeEntity::toType));
    }

    private Optional<AimCapabilityTypeEntity> type(RealmModel realm, String name) {
        return AgentRules.isLookupKey(name)
                ? Optional.ofNullable(
                        em.find(AimCapabilityTypeEntity.class, new AimCapabilityTypeEntity.Key(realm.getId(), name)))
                : Optional.empty();
    }

    @Override
    public Optional<CapabilityType> lockType(RealmModel realm, String name) {
        return type(realm, name).filter(row -> RowLock.take(em, row)).map(AimCapabilityTypeEntity::toType);
    }

    @Override
    public List<CapabilityType> customTypes(RealmModel realm) {
        return em
                .createNamedQuery("AimCapabilityType.findByRealm", AimCapabilityTypeEntity.class)
                .setParameter("realmId", realm.getId())
                .getResultList()
                .stream()
                .map(AimCapabilityTypeEntity::toType)
                .toList();
    }

    @Override
    public void createType(RealmModel realm, CapabilityType type) {
        em.persist(new AimCapabilityTypeEntity(realm.getId(), type));
        em.flush();
    }

    @Override
    public void saveType(RealmModel realm, CapabilityType type) {
        type(realm, type.name()).orElseThrow().set(type);
        em.flush();
    }

    @Override
    public void removeType(RealmModel realm, String name) {
        type(realm, name).ifPresent(em::remove);
        em.flush();
    }

    @Override
    public boolean isGranted(RealmModel realm, String capability) {
        return em.createNamedQuery("AimCapabilityGrant.countByCapability", Long.class)
                        .setParameter("realmId", realm.getId())
                        .setParameter("capability", capability)
                        .getSingleResult()
                > 0;
    }

    @Override
    public void createGrant(RealmModel realm, CapabilityGrant grant) {
        em.persist(new AimCapabilityGrantEntity(grant));
        em.flush();
        session.getProvider(AgentProvider.class).changed(realm, grant.agentId());
    }

    @Override
    public Optional<CapabilityGrant> getGrant(RealmModel realm, String id) {
        return AgentRules.isLookupKey(id)
                ? Optional.ofNullable(em.find(AimCapabilityGrantEntity.class, id))
                        .filter(grant -> grant.realmId().equals(realm.getId()))
                        .map(AimCapabilityGrantEntity::toGrant)
                : Optional.empty();
    }

    @Override
    public List<CapabilityGrant> grantsOf(RealmModel realm, String agentId) {
        return em
                .createNamedQuery("AimCapabilityGrant.findByAgent", AimCapabilityGrantEntity.class)
                .setParameter("realmId", realm.getId())
                .setParameter("agentId", agentId)
                .getResultList()
                .stream()
                .map(AimCapabilityGrantEntity::toGrant)
                .toList();
    }

    @Override
    public boolean removeGrant(RealmModel realm, CapabilityGrant grant) {
        int removed = em.createNamedQuery("AimCapabilityGrant.delete")
                .setParameter("realmId", realm.getId())
                .setParameter("id", grant.id())
                .executeUpdate();
        AimCapabilityGrantEntity known = em.find(AimCapabilityGrantEntity.class, grant.id());
        if (known != null) {
            em.detach(known);
        }
        session.getProvider(AgentProvider.class).changed(realm, grant.agentId());
        return removed > 0;
    }

    @Override
    public void noteUsed(Map<String, Instant> usedById) {
        new TreeMap<>(usedById)
                .forEach((id, time) -> em.createNamedQuery("AimCapabilityGrant.used") // one order for all
                        .setParameter("id", id)
                        .setParameter("time", time.toEpochMilli())
                        .executeUpdate());
    }

    @Override
    public CapabilityPage<CapabilityGrant> unusedSince(
            RealmModel realm, Instant since, @Nullable String after, int max) {
        List<CapabilityGrant> found = em
                .createNamedQuery("AimCapabilityGrant.unused", AimCapabilityGrantEntity.class)
                .setParameter("realmId", realm.getId())
                .setParameter("since", since.toEpochMilli())
                .setParameter("after", after == null ? "" : after)
                .setMaxResults(max + 1)
                .getResultList()
                .stream()
                .map(AimCapabilityGrantEntity::toGrant)
                .toList();
        long total = em.createNamedQuery("AimCapabilityGrant.countUnused", Long.class)
                .setParameter("realmId", realm.getId())
                .setParameter("since", since.toEpochMilli())
                .getSingleResult();
        return new CapabilityPage<>(found.stream().limit(max).toList(), found.size() > max, total);
    }

    @Override
    public List<CapabilityGrant> ended(Instant now, int max) {
        return em
                .createNamedQuery("AimCapabilityGrant.ended", AimCapabilityGrantEntity.class)
                .setParameter("now", now.toEpochMilli())
                .setMaxResults(max)
                .getResultList()
                .stream()
                .map(AimCapabilityGrantEntity::toGrant)
                .toList();
    }

    @Override
    public void createRequest(CapabilityRequest request) {
        em.persist(new AimCapabilityRequestEntity(request));
        em.flush();
    }

    @Override
    public Optional<CapabilityRequest> getRequest(RealmModel realm, String id) {
        return request(realm, id).map(AimCapabilityRequestEntity::toRequest);
    }

    private Optional<AimCapabilityRequestEntity> request(RealmModel realm, String id) {
        return AgentRules.isLookupKey(id)
                ? Optional.ofNullable(em.find(AimCapabilityRequestEntity.class, id))
                        .filter(request -> request.realmId().equals(realm.getId()))
                : Optional.empty();
    }

    @Override
    public Optional<CapabilityRequest> lockRequest(RealmModel realm, String id) {
        return request(realm, id).filter(row -> RowLock.take(em, row)).map(AimCapabilityRequestEntity::toRequest);
    }

    @Override
    public void saveRequest(CapabilityRequest request) {
        em.find(AimCapabilityRequestEntity.class, request.id()).set(request);
        em.flush();
    }

    @Override
    public CapabilityPage<CapabilityRequest> searchRequests(RealmModel realm, CapabilityRequestQuery query) {
        CapabilityRequestSearch search = new CapabilityRequestSearch(em, realm.getId(), query);
        List<CapabilityRequest> found = search.page().stream()
                .map(AimCapabilityRequestEntity::toRequest)
                .toList();
        boolean more = found.size() > query.max();
        long total = query.after() == null && !more ? found.size() : search.count();
        return new CapabilityPage<>(found.stream().limit(query.max()).toList(), more, total);
    }

    @Override
    public int removeRequestsBefore(RealmModel realm, Instant before, int max) {
        return OldRows.remove(
                em,
                em.createNamedQuery("AimCapabilityRequest.over", AimCapabilityRequestEntity.class)
                        .setParameter("realmId", realm.getId())
                        .setParameter("before", before.toEpochMilli())
                        .setMaxResults(max),
                AimCapabilityRequestEntity::id,
                em.createNamedQuery("AimCapabilityRequest.delete").setParameter("realmId", realm.getId()));
    }

    @Override
    public List<CapabilityRequest> lockPendingRequests(RealmModel realm, String agentId) {
        return em
                .createNamedQuery("AimCapabilityRequest.pending", AimCapabilityRequestEntity.class)
                .setParameter("realmId", realm.getId())
                .setParameter("agentId", agentId)
                .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                .getResultList()
                .stream()
                .map(AimCapabilityRequestEntity::toRequest)
                .toList();
    }

    void realmRemoved(String realmId) {
        for (String query : List.of(
                "AimCapabilityRequest.deleteByRealm",
                "AimCapabilityGrant.deleteByRealm",
                "AimCapabilityType.deleteByRealm")) {
            em.createNamedQuery(query).setParameter("realmId", realmId).executeUpdate();
        }
    }

    @Override
    public void close() {
        // the entity manager belongs to the session
    }
}
