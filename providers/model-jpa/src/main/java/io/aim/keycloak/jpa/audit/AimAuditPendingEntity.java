package io.aim.keycloak.jpa.audit;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Table;
import java.io.Serial;
import java.io.Serializable;
import java.util.Objects;

/** A row of {@code AIM_AUDIT_PENDING}: an event that has no number in the tree yet. */
@Entity
@Table(name = "AIM_AUDIT_PENDING")
@IdClass(AimAuditPendingEntity.Key.class)
@NamedQuery(name = "AimAuditPending.realms", query = "select distinct p.realmId from AimAuditPendingEntity p")
@NamedQuery(
        name = "AimAuditPending.realmsWaiting",
        query = "select distinct p.realmId from AimAuditPendingEntity p where p.eventId < :id") // ids begin with the
// time
@NamedQuery(
        name = "AimAuditPending.next",
        query = "select p.eventId, p.hash from AimAuditPendingEntity p where p.realmId = :realmId order by p.eventId")
@NamedQuery(
        name = "AimAuditPending.delete",
        query = "delete from AimAuditPendingEntity p where p.realmId = :realmId and p.eventId in (:ids)")
@NamedQuery(
        name = "AimAuditPending.known",
        query = "select p.eventId from AimAuditPendingEntity p where p.realmId = :realmId and p.eventId in (:ids)")
@NamedQuery(
        name = "AimAuditPending.deleteByRealm",
        query = "delete from AimAuditPendingEntity p where p.realmId = :realmId")
public class AimAuditPendingEntity {

    @Id
    @Column(name = "REALM_ID", length = 36)
    private String realmId;

    @Id
    @Column(name = "EVENT_ID", length = 36)
    private String eventId;

    @Column(name = "HASH", length = 44, nullable = false)
    private String hash;

    /** For Hibernate. */
    protected AimAuditPendingEntity() {}

    AimAuditPendingEntity(String realmId, String eventId, String hash) {
        this.realmId = realmId;
        this.eventId = eventId;
        this.hash = hash;
    }

    /** Primary key. */
    public static class Key implements Serializable {

        @Serial
        private static final long serialVersionUID = 1L;

        private String realmId = "";
        private String eventId = "";

        @Override
        public boolean equals(Object other) {
            return other instanceof Key key && realmId.equals(key.realmId) && eventId.equals(key.eventId);
        }

        @Override
        public int hashCode() {
            return Objects.hash(realmId, eventId);
        }
    }
}
