package io.aim.keycloak.jpa.decision;

import io.aim.keycloak.core.agent.AgentRules;
import io.aim.keycloak.core.decision.DecisionStatus;
import io.aim.keycloak.jpa.RowLock;
import io.aim.keycloak.spi.decision.DecisionPage;
import io.aim.keycloak.spi.decision.DecisionProvider;
import io.aim.keycloak.spi.decision.DecisionQuery;
import io.aim.keycloak.spi.decision.RecordedDecision;
import io.aim.keycloak.spi.decision.Violation;
import io.aim.keycloak.spi.decision.ViolationStore;
import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
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
        return find(realm, id).filter(found -> RowLock.take(em, found)).map(AimDecisionEntity::toDecision);
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
    public long usesOfGrant(RealmModel realm, String grantId, Instant since, long limit) {
        return since("AimDecision.usesOfGrant", realm, since)
                .setParameter("grantId", grantId)
                .setParameter("limit", limit)
                .getSingleResult();
    }

    @Override
    public long actions(RealmModel realm, String agentId, Instant since, long limit) {
        return since("AimDecision.actions", realm, since)
                .setParameter("agentId", agentId)
                .setParameter("limit", limit)
                .getSingleResult();
    }

    @Override
    public long bytes(RealmModel realm, String agentId, Instant since) {
        return since("AimDecision.bytes", realm, since)
                .setParameter("agentId", agentId)
                .getSingleResult();
    }

    private TypedQuery<Long> since(String query, RealmModel realm, Instant since) {
        return em.createNamedQuery(query, Long.class)
                .setParameter("realmId", realm.getId())
                .setParameter("since", since.toEpochMilli());
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
