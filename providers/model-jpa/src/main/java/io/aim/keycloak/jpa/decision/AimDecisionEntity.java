package io.aim.keycloak.jpa.decision;

import io.aim.keycloak.core.capability.ExecutionMode;
import io.aim.keycloak.core.decision.ActionOutcome;
import io.aim.keycloak.core.decision.DecisionReason;
import io.aim.keycloak.core.decision.DecisionStatus;
import io.aim.keycloak.spi.decision.RecordedDecision;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Table;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.hibernate.annotations.DynamicUpdate;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code AIM_DECISION}: the record of a decision, and the evidence row that trust scores are calculated from.
 * Only what a person and the agent itself say later changes.
 */
@Entity
@DynamicUpdate
@Table(name = "AIM_DECISION")
@NamedQuery(
        name = "AimDecision.usesOfGrant",
        query =
                "select count(*) from (select d.id as id from AimDecisionEntity d where d.realmId = :realmId and d.grantId = :grantId and d.askedAt > :since and d.status in ('allowed', 'pending', 'approved') order by d.askedAt desc fetch first :limit rows only) found")
@NamedQuery(
        name = "AimDecision.actions",
        query =
                "select count(*) from (select d.id as id from AimDecisionEntity d where d.realmId = :realmId and d.agentId = :agentId and d.askedAt > :since order by d.askedAt desc fetch first :limit rows only) found")
@NamedQuery(
        name = "AimDecision.bytes",
        query =
                "select coalesce(sum(d.bytes), 0L) from AimDecisionEntity d where d.realmId = :realmId and d.agentId = :agentId and d.askedAt > :since and d.bytes > 0 and d.status in ('allowed', 'approved')")
@NamedQuery(
        name = "AimDecision.stream",
        query =
                "select d from AimDecisionEntity d where d.realmId = :realmId and d.askedAt >= :time and (d.askedAt > :time or d.id > :id) and d.askedAt <= :end order by d.askedAt, d.id")
@NamedQuery(
        name = "AimDecision.nextRealm",
        query = "select min(d.realmId) from AimDecisionEntity d where d.realmId > :after")
@NamedQuery(
        name = "AimDecision.overdue",
        query =
                "select d.id from AimDecisionEntity d where d.realmId = :realmId and d.status = 'pending' and d.expiresAt <= :now order by d.askedAt")
@NamedQuery(
        name = "AimDecision.oldest",
        query =
                "select d.id from AimDecisionEntity d where d.realmId = :realmId and d.askedAt < :before order by d.askedAt")
@NamedQuery(name = "AimDecision.delete", query = "delete from AimDecisionEntity d where d.id in :ids")
@NamedQuery(
        name = "AimDecision.deleteByAgent",
        query = "delete from AimDecisionEntity d where d.realmId = :realmId and d.agentId = :agentId")
@NamedQuery(name = "AimDecision.deleteByRealm", query = "delete from AimDecisionEntity d where d.realmId = :realmId")
public class AimDecisionEntity {

    private static final String SPACE = " ";

    @Id
    @Column(name = "ID", length = 36)
    private String id;

    @Column(name = "REALM_ID", length = 36, nullable = false, updatable = false)
    private String realmId;

    @Column(name = "AGENT_ID", length = 36, nullable = false, updatable = false)
    private String agentId;

    @Column(name = "ASKED_AT", nullable = false, updatable = false)
    private long askedAt;

    @Column(name = "ASKER_KIND", length = 16, nullable = false, updatable = false)
    private String askerKind;

    @Column(name = "ASKER_ID", length = 255, nullable = false, updatable = false)
    private String askerId;

    @Column(name = "ANSWERABLE_ID", length = 255, updatable = false)
    private @Nullable String answerableId;

    @Column(name = "CAPABILITY", length = 65, nullable = false, updatable = false)
    private String capability;

    @Column(name = "RESOURCE", updatable = false)
    private @Nullable String resource;

    @Column(name = "BYTES", nullable = false, updatable = false)
    private long bytes;

    @Column(name = "ADDRESS", length = 64, updatable = false)
    private @Nullable String address;

    @Column(name = "CONTEXT", updatable = false)
    private @Nullable String context;

    @Column(name = "DECLARED", nullable = false, updatable = false)
    private boolean declared;

    @Column(name = "STATUS", length = 16, nullable = false)
    private String status;

    @Column(name = "REASON", length = 32, nullable = false, updatable = false)
    private String reason;

    @Column(name = "GRANT_ID", length = 36, updatable = false)
    private @Nullable String grantId;

    @Column(name = "EXECUTION_MODE", length = 16, nullable = false, updatable = false)
    private String mode;

    @Column(name = "FINDINGS", length = 255, updatable = false)
    private @Nullable String findings;

    @Column(name = "MONITORED", nullable = false, updatable = false)
    private boolean monitored;

    @Column(name = "TRUST", precision = 4, scale = 3, updatable = false)
    private @Nullable BigDecimal trust;

    @Column(name = "EXPIRES_AT")
    private @Nullable Long expiresAt;

    @Column(name = "DECIDED_BY", length = 255)
    private @Nullable String decidedBy;

    @Column(name = "DECIDED_AT")
    private @Nullable Long decidedAt;

    @Column(name = "NOTE", length = 1000)
    private @Nullable String note;

    @Column(name = "RESULT", length = 16)
    private @Nullable String result;

    @Column(name = "REPORTED_AT")
    private @Nullable Long reportedAt;

    @Column(name = "EVIDENCE")
    private @Nullable String evidence;

    /** For Hibernate. */
    protected AimDecisionEntity() {}

    AimDecisionEntity(RecordedDecision decision) {
        this.id = decision.id();
        this.realmId = decision.realmId();
        this.agentId = decision.agentId();
        this.askedAt = decision.askedAt().toEpochMilli();
        this.askerKind = decision.asker().kind();
        this.askerId = decision.asker().id();
        this.answerableId = decision.asker().answerable();
        this.capability = decision.action().capability();
        this.resource = decision.action().resource();
        this.bytes = decision.action().bytes();
        this.address = decision.action().address();
        this.context = decision.action().context();
        this.declared = decision.declared();
        this.reason = decision.reason().code();
        this.grantId = decision.grantId();
        this.mode = decision.mode().code();
        this.findings = decision.findings().isEmpty() ? null : String.join(SPACE, decision.findings());
        this.monitored = decision.monitored();
        this.trust = decision.trust();
        this.status = decision.status().code();
        set(decision);
    }

    /** Takes over what may change. */
    final void set(RecordedDecision decision) {
        status = decision.status().code();
        RecordedDecision.Approval approval = decision.approval();
        if (approval != null) {
            expiresAt = approval.expiresAt().toEpochMilli();
            decidedBy = approval.decidedBy();
            decidedAt = millis(approval.decidedAt());
            note = approval.note();
        }
        RecordedDecision.Result reported = decision.result();
        if (reported != null) {
            result = reported.outcome().code();
            reportedAt = reported.reportedAt().toEpochMilli();
            evidence = reported.evidence();
        }
    }

    /** The row as a value. */
    public RecordedDecision toDecision() {
        return new RecordedDecision(
                id,
                realmId,
                agentId,
                Instant.ofEpochMilli(askedAt),
                new RecordedDecision.Asker(askerKind, askerId, answerableId),
                new RecordedDecision.Action(capability, resource, bytes, address, context),
                declared,
                DecisionStatus.fromCode(status).orElseThrow(),
                DecisionReason.fromCode(reason).orElseThrow(),
                grantId,
                ExecutionMode.fromCode(mode).orElseThrow(),
                findings == null ? List.of() : List.of(findings.split(SPACE, -1)),
                monitored,
                trust,
                approval(),
                result());
    }

    private RecordedDecision.@Nullable Approval approval() {
        return expiresAt == null
                ? null
                : new RecordedDecision.Approval(Instant.ofEpochMilli(expiresAt), decidedBy, instant(decidedAt), note);
    }

    private RecordedDecision.@Nullable Result result() {
        return result == null || reportedAt == null
                ? null
                : new RecordedDecision.Result(
                        ActionOutcome.fromCode(result).orElseThrow(), Instant.ofEpochMilli(reportedAt), evidence);
    }

    static @Nullable Long millis(@Nullable Instant time) {
        return time == null ? null : time.toEpochMilli();
    }

    private static @Nullable Instant instant(@Nullable Long millis) {
        return millis == null ? null : Instant.ofEpochMilli(millis);
    }

    String id() {
        return id;
    }

    String realmId() {
        return realmId;
    }

    long askedAt() {
        return askedAt;
    }
}
