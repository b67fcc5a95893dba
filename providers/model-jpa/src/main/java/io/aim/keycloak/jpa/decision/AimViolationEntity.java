package io.aim.keycloak.jpa.decision;

import io.aim.keycloak.core.capability.RiskLevel;
import io.aim.keycloak.core.decision.DecisionReason;
import io.aim.keycloak.core.decision.ViolationSeverity;
import io.aim.keycloak.spi.decision.Violation;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** A row of {@code AIM_VIOLATION}. */
@Entity
@Immutable
@Table(name = "AIM_VIOLATION")
@NamedQuery(
        name = "AimViolation.recent",
        query =
                "select count(*) from (select v.id as id from AimViolationEntity v where v.realmId = :realmId and v.agentId = :agentId and v.occurredAt > :since order by v.occurredAt desc fetch first :limit rows only) found")
@NamedQuery(
        name = "AimViolation.recentOfHighRisk",
        query =
                "select count(*) from (select v.id as id from AimViolationEntity v where v.realmId = :realmId and v.agentId = :agentId and v.occurredAt > :since and v.risk in ('high', 'critical') order by v.occurredAt desc fetch first :limit rows only) found")
@NamedQuery(
        name = "AimViolation.oldest",
        query =
                "select v.id from AimViolationEntity v where v.realmId = :realmId and v.occurredAt < :before order by v.occurredAt")
@NamedQuery(name = "AimViolation.delete", query = "delete from AimViolationEntity v where v.id in :ids")
@NamedQuery(
        name = "AimViolation.deleteByAgent",
        query = "delete from AimViolationEntity v where v.realmId = :realmId and v.agentId = :agentId")
@NamedQuery(name = "AimViolation.deleteByRealm", query = "delete from AimViolationEntity v where v.realmId = :realmId")
public class AimViolationEntity {

    @Id
    @Column(name = "ID", length = 36)
    private String id;

    @Column(name = "REALM_ID", length = 36, nullable = false)
    private String realmId;

    @Column(name = "AGENT_ID", length = 36, nullable = false)
    private String agentId;

    @Column(name = "OCCURRED_AT", nullable = false)
    private long occurredAt;

    @Column(name = "CAPABILITY", length = 65, nullable = false)
    private String capability;

    @Column(name = "RESOURCE")
    private @Nullable String resource;

    @Column(name = "RISK", length = 16)
    private @Nullable String risk;

    @Column(name = "SEVERITY", length = 16, nullable = false)
    private String severity;

    @Column(name = "BLOCKED", nullable = false)
    private boolean blocked;

    @Column(name = "REASON", length = 32, nullable = false)
    private String reason;

    @Column(name = "ADDRESS", length = 64)
    private @Nullable String address;

    @Column(name = "DECISION_ID", length = 36, nullable = false)
    private String decisionId;

    @Column(name = "AUDIT_EVENT_ID", length = 36, nullable = false)
    private String auditEventId;

    /** For Hibernate. */
    protected AimViolationEntity() {}

    AimViolationEntity(Violation violation) {
        this.id = violation.id();
        this.realmId = violation.realmId();
        this.agentId = violation.agentId();
        this.occurredAt = violation.at().toEpochMilli();
        this.capability = violation.capability();
        this.resource = violation.resource();
        RiskLevel level = violation.risk();
        this.risk = level == null ? null : level.code();
        this.severity = violation.severity().code();
        this.blocked = violation.blocked();
        this.reason = violation.reason().code();
        this.address = violation.address();
        this.decisionId = violation.decisionId();
        this.auditEventId = violation.auditEventId();
    }

    /** The row as a value. */
    public Violation toViolation() {
        return new Violation(
                id,
                realmId,
                agentId,
                Instant.ofEpochMilli(occurredAt),
                capability,
                resource,
                risk == null ? null : RiskLevel.fromCode(risk).orElseThrow(),
                ViolationSeverity.fromCode(severity).orElseThrow(),
                blocked,
                DecisionReason.fromCode(reason).orElseThrow(),
                address,
                decisionId,
                auditEventId);
    }

    String realmId() {
        return realmId;
    }
}
