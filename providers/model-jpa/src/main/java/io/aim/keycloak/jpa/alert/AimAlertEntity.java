package io.aim.keycloak.jpa.alert;

import io.aim.keycloak.core.alert.AlertSeverity;
import io.aim.keycloak.core.alert.AlertState;
import io.aim.keycloak.spi.alert.Alert;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.DynamicUpdate;
import org.jspecify.annotations.Nullable;

/** A row of {@code AIM_ALERT}. */
@Entity
@DynamicUpdate // what happens again is counted by a statement, past the entity
@Table(name = "AIM_ALERT")
@NamedQuery(
        name = "AimAlert.raise",
        query =
                "insert into AimAlertEntity as a (id, realmId, liveKey, dedupKey, type, severity, state, title, agentId, agentName, sourceEventId, occurrences, firstSeenAt, lastSeenAt, dueAt) values (:id, :realmId, :key, :key, :type, :severity, :state, :title, :agentId, :agentName, :sourceEventId, :occurrences, :time, :time, :time) on conflict (realmId, liveKey) do update set occurrences = a.occurrences + excluded.occurrences, title = excluded.title, agentName = excluded.agentName, sourceEventId = excluded.sourceEventId, lastSeenAt = greatest(a.lastSeenAt, excluded.lastSeenAt), dueAt = case when excluded.severity > a.severity then excluded.dueAt else a.dueAt end, severity = greatest(a.severity, excluded.severity)")
@NamedQuery(
        name = "AimAlert.get",
        query = "select a from AimAlertEntity a where a.realmId = :realmId and a.id in (:ids) order by a.id")
@NamedQuery(
        name = "AimAlert.live",
        query = "select a from AimAlertEntity a where a.realmId = :realmId and a.liveKey = :key")
@NamedQuery(
        name = "AimAlert.due",
        query =
                "select a.realmId, a.id from AimAlertEntity a where a.dueAt is not null and coalesce(a.snoozedUntil, 0) <= :now order by a.dueAt, a.id")
@NamedQuery(
        name = "AimAlert.take",
        query =
                "update AimAlertEntity a set a.dueAt = null where a.realmId = :realmId and a.id = :id and a.dueAt is not null")
@NamedQuery(
        name = "AimAlert.liveOfAgent",
        query =
                "select a from AimAlertEntity a where a.realmId = :realmId and a.agentId = :agentId and a.liveKey is not null order by a.dedupKey")
@NamedQuery(
        name = "AimAlert.over",
        query =
                "select a from AimAlertEntity a where a.realmId = :realmId and a.changedAt < :before and a.lastSeenAt < :before and a.state in ('resolved', 'suppressed') order by a.changedAt, a.id")
@NamedQuery(
        name = "AimAlert.delete",
        query = "delete from AimAlertEntity a where a.realmId = :realmId and a.id in (:ids)")
@NamedQuery(
        name = "AimAlert.forgetUser",
        query = "update AimAlertEntity a set a.assigneeId = null where a.realmId = :realmId and a.assigneeId = :userId")
@NamedQuery(name = "AimAlert.deleteByRealm", query = "delete from AimAlertEntity a where a.realmId = :realmId")
public class AimAlertEntity {

    @Id
    @Column(name = "ID", length = 36)
    private String id;

    @Column(name = "REALM_ID", length = 36, nullable = false, updatable = false)
    private String realmId;

    @Column(name = "LIVE_KEY")
    private @Nullable String liveKey;

    @Column(name = "DEDUP_KEY", nullable = false, updatable = false)
    private String dedupKey;

    @Column(name = "ALERT_TYPE", length = 64, nullable = false, updatable = false)
    private String type;

    @Column(name = "SEVERITY", nullable = false)
    private int severity;

    @Column(name = "STATE", length = 16, nullable = false)
    private String state;

    @Column(name = "TITLE", nullable = false)
    private String title;

    @Column(name = "AGENT_ID", length = 36)
    private @Nullable String agentId;

    @Column(name = "AGENT_NAME")
    private @Nullable String agentName;

    @Column(name = "SOURCE_EVENT_ID", length = 36)
    private @Nullable String sourceEventId;

    @Column(name = "OCCURRENCES", nullable = false)
    private long occurrences;

    @Column(name = "FIRST_SEEN_AT", nullable = false, updatable = false)
    private long firstSeenAt;

    @Column(name = "LAST_SEEN_AT", nullable = false)
    private long lastSeenAt;

    @Column(name = "ASSIGNEE_ID")
    private @Nullable String assigneeId;

    @Column(name = "SNOOZED_UNTIL")
    private @Nullable Long snoozedUntil;

    @Column(name = "CHANGED_BY")
    private @Nullable String changedBy;

    @Column(name = "CHANGED_AT")
    private @Nullable Long changedAt;

    @Column(name = "NOTE", length = 1000)
    private @Nullable String note;

    @Column(name = "DUE_AT")
    private @Nullable Long dueAt;

    /** For Hibernate. */
    protected AimAlertEntity() {}

    String id() {
        return id;
    }

    boolean isLive() {
        return liveKey != null;
    }

    void change(AlertState next, @Nullable String newNote, @Nullable String by, Instant at) {
        this.state = next.code();
        this.liveKey = next.isLive() ? dedupKey : null;
        this.dueAt = next.isActive() ? dueAt : null;
        this.note = newNote;
        this.changedBy = by;
        this.changedAt = at.toEpochMilli();
    }

    void setAssigneeId(@Nullable String userId) {
        this.assigneeId = userId;
    }

    void setSnoozedUntil(@Nullable Instant until) {
        this.snoozedUntil = until == null ? null : (Long) until.toEpochMilli();
    }

    Alert toAlert() {
        return new Alert(
                id,
                realmId,
                type,
                AlertSeverity.ofRank(severity),
                AlertState.fromCode(state).orElseThrow(),
                title,
                dedupKey,
                agentId,
                agentName,
                sourceEventId,
                occurrences,
                Instant.ofEpochMilli(firstSeenAt),
                Instant.ofEpochMilli(lastSeenAt),
                assigneeId,
                instant(snoozedUntil),
                changedBy,
                instant(changedAt),
                note);
    }

    private static @Nullable Instant instant(@Nullable Long millis) {
        return millis == null ? null : Instant.ofEpochMilli(millis);
    }
}
