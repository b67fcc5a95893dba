package io.aim.keycloak.jpa.decision;

import io.aim.keycloak.core.agent.AgentRules;
import io.aim.keycloak.core.decision.ViolationSeverity;
import io.aim.keycloak.spi.decision.DecisionPage;
import io.aim.keycloak.spi.decision.DecisionPosition;
import io.aim.keycloak.spi.decision.Violation;
import io.aim.keycloak.spi.decision.ViolationQuery;
import io.aim.keycloak.spi.decision.ViolationStore;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Violations of one realm in Keycloak's database. */
record JpaViolationStore(EntityManager em, String realmId) implements ViolationStore {

    @Override
    public Optional<Violation> get(String id) {
        return AgentRules.isLookupKey(id)
                ? Optional.ofNullable(em.find(AimViolationEntity.class, id))
                        .filter(found -> found.realmId().equals(realmId))
                        .map(AimViolationEntity::toViolation)
                : Optional.empty();
    }

    @Override
    public DecisionPage<Violation> search(ViolationQuery query, @Nullable DecisionPosition after, int max) {
        return list(query).page(after, max, COUNT_LIMIT, AimViolationEntity::toViolation);
    }

    private NewestFirst<AimViolationEntity> list(ViolationQuery query) {
        ViolationSeverity severity = query.severity();
        return new NewestFirst<>(em, AimViolationEntity.class, "occurredAt", realmId)
                .equal("agentId", query.agentId())
                .equal("severity", severity == null ? null : severity.code())
                .equal("blocked", query.blocked())
                .equal("capability", query.capability())
                .between(query.from(), query.to());
    }

    @Override
    public List<Violation> next(ViolationQuery query, @Nullable DecisionPosition after, int max) {
        return list(query).rows(after, max).stream()
                .map(AimViolationEntity::toViolation)
                .toList();
    }

    @Override
    public long recent(String agentId, Instant since, long limit) {
        return count("AimViolation.recent", agentId, since, limit);
    }

    @Override
    public long recentOfHighRisk(String agentId, Instant since, long limit) {
        return count("AimViolation.recentOfHighRisk", agentId, since, limit);
    }

    private long count(String query, String agentId, Instant since, long limit) {
        return em.createNamedQuery(query, Long.class)
                .setParameter("realmId", realmId)
                .setParameter("agentId", agentId)
                .setParameter("since", since.toEpochMilli())
                .setParameter("limit", limit)
                .getSingleResult();
    }

    @Override
    public List<Day> byDay(ViolationQuery query) {
        return list(query)
                .grouped(
                        "e.occurredAt / 86400000 as epochDay, e.severity as severity, count(e),"
                                + " sum(case when e.blocked then 1L else 0L end)",
                        "group by e.occurredAt / 86400000, e.severity order by epochDay, severity")
                .stream()
                .map(row -> new Day(
                        LocalDate.ofEpochDay(((Number) row[0]).longValue()),
                        ViolationSeverity.fromCode((String) row[1]).orElseThrow(),
                        ((Number) row[2]).longValue(),
                        ((Number) row[3]).longValue()))
                .toList();
    }
}
