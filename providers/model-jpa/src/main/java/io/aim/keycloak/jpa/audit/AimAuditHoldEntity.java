package io.aim.keycloak.jpa.audit;

import io.aim.keycloak.spi.audit.LegalHold;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A row of {@code AIM_AUDIT_HOLD}: events that are kept whatever their retention says. */
@Entity
@Table(name = "AIM_AUDIT_HOLD")
@NamedQuery(
        name = "AimAuditHold.find",
        query = "select h from AimAuditHoldEntity h where h.realmId = :realmId order by h.placedAt, h.id")
@NamedQuery(
        name = "AimAuditHold.overlapping",
        query =
                "select count(h) from AimAuditHoldEntity h where (h.heldFrom is null or h.heldFrom < :to) and (h.heldTo is null or h.heldTo > :from)")
@NamedQuery(name = "AimAuditHold.deleteByRealm", query = "delete from AimAuditHoldEntity h where h.realmId = :realmId")
public class AimAuditHoldEntity {

    @Id
    @Column(name = "ID", length = 36)
    private String id;

    @Column(name = "REALM_ID", length = 36, nullable = false)
    private String realmId;

    @Column(name = "REASON", length = 1000, nullable = false)
    private String reason;

    @Column(name = "PLACED_BY", length = 36)
    private @Nullable String placedBy;

    @Column(name = "PLACED_AT", nullable = false)
    private long placedAt;

    @Column(name = "SUBJECT_ID", length = 128)
    private @Nullable String subjectId;

    @Column(name = "ACTION", length = 64)
    private @Nullable String action;

    @Column(name = "HELD_FROM")
    private @Nullable Long heldFrom;

    @Column(name = "HELD_TO")
    private @Nullable Long heldTo;

    /** For Hibernate. */
    protected AimAuditHoldEntity() {}

    AimAuditHoldEntity(String realmId, LegalHold hold) {
        this.id = hold.id();
        this.realmId = realmId;
        this.reason = hold.reason();
        this.placedBy = hold.placedBy();
        this.placedAt = hold.placedAt().toEpochMilli();
        this.subjectId = hold.subjectId();
        this.action = hold.action();
        this.heldFrom = hold.from() == null ? null : hold.from().toEpochMilli();
        this.heldTo = hold.to() == null ? null : hold.to().toEpochMilli();
    }

    String getRealmId() {
        return realmId;
    }

    LegalHold toHold() {
        return new LegalHold(
                id,
                reason,
                placedBy,
                Instant.ofEpochMilli(placedAt),
                subjectId,
                action,
                heldFrom == null ? null : Instant.ofEpochMilli(heldFrom),
                heldTo == null ? null : Instant.ofEpochMilli(heldTo));
    }
}
