package io.aim.keycloak.jpa.audit;

import io.aim.keycloak.core.audit.AuditActor;
import io.aim.keycloak.core.audit.AuditActorKind;
import io.aim.keycloak.core.audit.AuditCategory;
import io.aim.keycloak.core.audit.AuditEvent;
import io.aim.keycloak.core.audit.AuditResult;
import io.aim.keycloak.core.audit.AuditTarget;
import io.aim.keycloak.core.audit.SealedEvent;
import io.aim.keycloak.jpa.TextMapColumn;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Table;
import java.math.BigDecimal;
import java.time.Instant;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** A row of {@code AIM_AUDIT_EVENT}; never changed after it was written. */
@Entity
@Immutable
@Table(name = "AIM_AUDIT_EVENT")
@NamedQuery(
        name = "AimAuditEvent.get",
        query = "select e from AimAuditEventEntity e where e.realmId = :realmId and e.id = :id and e.time = :time")
@NamedQuery(
        name = "AimAuditEvent.findIds",
        query = "select e.id from AimAuditEventEntity e where e.id in (:ids) and e.time between :from and :to")
@NamedQuery(
        name = "AimAuditEvent.findAll",
        query =
                "select e from AimAuditEventEntity e where e.realmId = :realmId and e.id in (:ids) and e.time between :from and :to")
@NamedQuery(
        name = "AimAuditEvent.timesFrom",
        query =
                "select e.time from AimAuditEventEntity e where e.realmId = :realmId and e.time >= :begin order by e.time, e.id")
@NamedQuery(
        name = "AimAuditEvent.deleteByRealm",
        query = "delete from AimAuditEventEntity e where e.realmId = :realmId")
@NamedQuery(name = "AimAuditEvent.expired", query = """
                select e.id, e.time from AimAuditEventEntity e
                where e.realmId = :realmId and e.category = :category and e.time < :before
                and not exists (select 1 from AimAuditPendingEntity p where p.realmId = e.realmId and p.eventId = e.id)
                and not exists (select 1 from AimAuditHoldEntity h where h.realmId = e.realmId
                    and (h.subjectId is null or h.subjectId = e.actorId or h.subjectId = e.targetId or h.subjectId = e.onBehalfOf)
                    and (h.action is null or e.action = h.action or e.action like concat(h.action, '.%'))
                    and (h.heldFrom is null or e.time >= h.heldFrom)
                    and (h.heldTo is null or e.time < h.heldTo))
                order by e.time, e.id""")
@NamedQuery(
        name = "AimAuditEvent.deleteExpired",
        query =
                "delete from AimAuditEventEntity e where e.realmId = :realmId and e.category = :category and e.id in (:ids) and e.time between :from and :to")
public class AimAuditEventEntity {

    @Id
    @Column(name = "ID", length = 36, nullable = false)
    private String id;

    @Column(name = "REALM_ID", length = 36, nullable = false)
    private String realmId;

    @Column(name = "EVENT_TIME", nullable = false)
    private long time;

    @Column(name = "CATEGORY", length = 16, nullable = false)
    private String category;

    @Column(name = "ACTION", length = 64, nullable = false)
    private String action;

    @Column(name = "ACTOR_KIND", length = 16, nullable = false)
    private String actorKind;

    @Column(name = "ACTOR_ID", length = 128)
    private @Nullable String actorId;

    @Column(name = "ACTOR_NAME", length = 255)
    private @Nullable String actorName;

    @Column(name = "ACTOR_COMMITMENT", length = 43)
    private @Nullable String actorCommitment;

    @Column(name = "ACTOR_DATA", columnDefinition = "TEXT")
    private @Nullable String actorData;

    @Column(name = "ON_BEHALF_OF", length = 128)
    private @Nullable String onBehalfOf;

    @Column(name = "TARGET_KIND", length = 32)
    private @Nullable String targetKind;

    @Column(name = "TARGET_ID", length = 128)
    private @Nullable String targetId;

    @Column(name = "TARGET_NAME", length = 255)
    private @Nullable String targetName;

    @Column(name = "TARGET_COMMITMENT", length = 43)
    private @Nullable String targetCommitment;

    @Column(name = "TARGET_DATA", columnDefinition = "TEXT")
    private @Nullable String targetData;

    @Column(name = "RESULT", length = 16, nullable = false)
    private String result;

    @Column(name = "REASON", length = 64)
    private @Nullable String reason;

    @Column(name = "CORRELATION_ID", length = 128)
    private @Nullable String correlationId;

    @Column(name = "SOURCE_IP", length = 64)
    private @Nullable String sourceIp;

    @Column(name = "USER_AGENT", length = 255)
    private @Nullable String userAgent;

    @Column(name = "KEY_THUMBPRINT", length = 64)
    private @Nullable String keyThumbprint;

    @Column(name = "TRUST_SCORE", precision = 4, scale = 3)
    private @Nullable BigDecimal trustScore;

    @Column(name = "DETAILS", columnDefinition = "TEXT")
    private @Nullable String details;

    /** For Hibernate. */
    protected AimAuditEventEntity() {}

    AimAuditEventEntity(SealedEvent sealed, @Nullable String actorData, @Nullable String targetData) {
        AuditEvent event = sealed.event();
        this.id = event.id();
        this.realmId = event.realmId();
        this.time = event.time().toEpochMilli();
        this.category = event.category().code();
        this.action = event.action();
        this.actorKind = event.actor().kind().code();
        this.actorId = event.actor().id();
        this.actorName = event.actor().name();
        this.actorCommitment = sealed.actorCommitment();
        this.actorData = actorData;
        this.onBehalfOf = event.onBehalfOf();
        AuditTarget target = event.target();
        if (target != null) {
            this.targetKind = target.kind();
            this.targetId = target.id();
            this.targetName = target.name();
        }
        this.targetCommitment = sealed.targetCommitment();
        this.targetData = targetData;
        this.result = event.result().code();
        this.reason = event.reason();
        this.correlationId = event.correlationId();
        this.sourceIp = event.sourceIp();
        this.userAgent = event.userAgent();
        this.keyThumbprint = event.keyThumbprint();
        this.trustScore = event.trustScore();
        this.details = TextMapColumn.write(event.details());
    }

    /** What of the row is no event any more; null for what the server wrote. */
    @Nullable
    String unreadable() {
        if (AuditCategory.fromCode(category).isEmpty()) {
            return "category";
        }
        if (AuditActorKind.fromCode(actorKind).isEmpty()) {
            return "actor kind";
        }
        if (AuditResult.fromCode(result).isEmpty()) {
            return "result";
        }
        return TextMapColumn.isReadable(details) ? null : "details";
    }

    /** The event as the columns hold it now, without personal data. */
    AuditEvent toEvent() {
        return new AuditEvent(
                id,
                realmId,
                Instant.ofEpochMilli(time),
                AuditCategory.fromCode(category).orElseThrow(),
                action,
                new AuditActor(AuditActorKind.fromCode(actorKind).orElseThrow(), actorId, actorName),
                onBehalfOf,
                targetKind == null ? null : new AuditTarget(targetKind, targetId, targetName),
                AuditResult.fromCode(result).orElseThrow(),
                reason,
                correlationId,
                sourceIp,
                userAgent,
                keyThumbprint,
                trustScore,
                TextMapColumn.read(details));
    }

    String getId() {
        return id;
    }

    long getTime() {
        return time;
    }

    @Nullable
    String getActorCommitment() {
        return actorCommitment;
    }

    @Nullable
    String getActorData() {
        return actorData;
    }

    @Nullable
    String getTargetCommitment() {
        return targetCommitment;
    }

    @Nullable
    String getTargetData() {
        return targetData;
    }
}
