package io.aim.keycloak.jpa.decision;

import io.aim.keycloak.core.agent.AgentRules;
import io.aim.keycloak.core.decision.DecisionStatus;
import io.aim.keycloak.spi.decision.DecisionPage;
import io.aim.keycloak.spi.decision.DecisionProvider;
import io.aim.keycloak.spi.decision.DecisionQuery;
import io.aim.keycloak.spi.decision.RecordedDecision;
import io.aim.keycloak.spi.decision.Violation;
import io.aim.keycloak.spi.decision.ViolationStore;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityNotFoundException;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.keycloak.common.util.Time;
import org.keycloak.models.RealmModel;

/** Decisions in Keycloak's database. */
record JpaDecisionProvider(EntityManager em) implements DecisionProvider {

    private static final int BLOCK = 500;

    @Override
    public void record(RecordedDecision decision, @Nullable Violation violation) {
        em.persist(new AimDecisionEntity(decision));
        if (violation != null) {
            em.persist(new AimViolationEntity(violation));
        }
    }

    @Override
    public Optional<RecordedDecision> get(RealmModel realm, String id) {
        return find(realm, id).map(AimDecisionEntity::toDecision);
    }

    private Optional<AimDecisionEntity> find(RealmModel realm, String id) {
        return AgentRules.isLookupKey(id)
                ? Optional.ofNullable(em.find(AimDecisionEntity.class, id))
                        .filter(found -> found.realmId().equals(realm.getId()))
                : Optional.empty();
    }

    @Override
    public Optional<RecordedDecision> lock(RealmModel realm, String id) {
        Optional<AimDecisionEntity> entity = find(realm, id);
        try {
            entity.ifPresent(found -> em.refresh(found, LockModeType.PESSIMISTIC_WRITE));
        } catch (EntityNotFoundException removedMeanwhile) {
            return Optional.empty();
        }
        return entity.map(AimDecisionEntity::toDecision);
    }

    @Override
    public void save(RecordedDecision decision) {
        em.find(AimDecisionEntity.class, decision.id()).set(decision);
        em.flush();
    }

    @Override
    public DecisionPage<RecordedDecision> search(RealmModel realm, DecisionQuery query) {
        DecisionStatus status = query.status();
        return new NewestFirst<>(em, AimDecisionEntity.class, "askedAt", realm.getId())
                .equal("status", status == null ? null : status.code())
                .equal("agentId", query.agentId())
                .equal("capability", query.capability())
                .between(query.from(), query.to())
                .page(query.after(), query.max(), COUNT_LIMIT, AimDecisionEntity::toDecision);
    }

    @Override
    public Stream<RecordedDecision> since(RealmModel realm, Instant since) {
        long end = Time.currentTimeMillis();
        return Stream.iterate(block(realm, since.toEpochMilli(), "", end), block -> !block.isEmpty(), block -> {
                    RecordedDecision last = block.get(block.size() - 1);
                    return block(realm, last.askedAt().toEpochMilli(), last.id(), end);
                })
                .flatMap(List::stream);
    }

    private List<RecordedDecision> block(RealmModel realm, long time, String id, long end) {
        return em
                .createNamedQuery("AimDecision.stream", AimDecisionEntity.class)
                .setParameter("realmId", realm.getId())
                .setParameter("time", time)
                .setParameter("id", id)
                .setParameter("end", end)
                .setMaxResults(BLOCK)
                .getResultList()
                .stream()
                .peek(em::detach)
                .map(AimDecisionEntity::toDecision)
                .toList();
    }

    @Override
    public long usesOfGrant(RealmModel realm, String grantId, Instant since) {
        return em.createNamedQuery("AimDecision.usesOfGrant", Long.class)
                .setParameter("realmId", realm.getId())
                .setParameter("grantId", grantId)
                .setParameter("since", since.toEpochMilli())
                .getSingleResult();
    }

    @Override
    public Activity activity(RealmModel realm, String agentId, Instant since) {
        Object[] row = em.createNamedQuery("AimDecision.activity", Object[].class)
                .setParameter("realmId", realm.getId())
                .setParameter("agentId", agentId)
                .setParameter("since", since.toEpochMilli())
                .getSingleResult();
        return new Activity(((Number) row[0]).longValue(), ((Number) row[1]).longValue());
    }

    @Override
    public ViolationStore violations(RealmModel realm) {
        return new JpaViolationStore(em, realm.getId());
    }

    @Override
    public List<String> realms() {
        List<String> realms = new ArrayList<>();
        String next = nextRealm("");
        while (next != null) {
            realms.add(next);
            next = nextRealm(next);
        }
        return realms;
    }

    /** One step along the index: the rows themselves are many. */
    private @Nullable String nextRealm(String after) {
        return em.createNamedQuery("AimDecision.nextRealm", String.class)
                .setParameter("after", after)
                .getSingleResult();
    }

    @Override
    public List<String> overdue(RealmModel realm, Instant now, int max) {
        return em.createNamedQuery("AimDecision.overdue", String.class)
                .setParameter("realmId", realm.getId())
                .setParameter("now", now.toEpochMilli())
                .setMaxResults(max)
                .getResultList();
    }

    @Override
    public int removeBefore(RealmModel realm, Instant before, int max) {
        return remove("AimViolation", realm, before, max) + remove("AimDecision", realm, before, max);
    }

    private int remove(String queries, RealmModel realm, Instant before, int max) {
        List<String> ids = em.createNamedQuery(queries + ".oldest", String.class)
                .setParameter("realmId", realm.getId())
                .setParameter("before", before.toEpochMilli())
                .setMaxResults(max)
                .getResultList();
        return ids.isEmpty()
                ? 0
                : em.createNamedQuery(queries + ".delete")
                        .setParameter("ids", ids)
                        .executeUpdate();
    }

    void realmRemoved(String realmId) {
        for (String query : List.of("AimViolation.deleteByRealm", "AimDecision.deleteByRealm")) {
            em.createNamedQuery(query).setParameter("realmId", realmId).executeUpdate();
        }
    }

    @Override
    public void close() {
        // the entity manager belongs to the session
    }
}
