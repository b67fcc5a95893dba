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

/** A row of {@code AIM_AUDIT_LEAF}: the hash of an event; stays when the event is removed. */
@Entity
@Table(name = "AIM_AUDIT_LEAF")
@IdClass(AimAuditLeafEntity.Key.class)
@NamedQuery(
        name = "AimAuditLeaf.sequenceNumbers",
        query = "select l.eventId, l.seq from AimAuditLeafEntity l where l.realmId = :realmId and l.eventId in (:ids)")
@NamedQuery(
        name = "AimAuditLeaf.range",
        query =
                "select l from AimAuditLeafEntity l where l.realmId = :realmId and l.seq >= :from and l.seq < :to order by l.seq")
@NamedQuery(
        name = "AimAuditLeaf.subtreesOfTime",
        query =
                "select distinct l.seq / :leaves from AimAuditLeafEntity l where l.realmId = :realmId and l.seq < :size and l.eventId >= :first and l.eventId < :end")
@NamedQuery(name = "AimAuditLeaf.deleteByRealm", query = "delete from AimAuditLeafEntity l where l.realmId = :realmId")
public class AimAuditLeafEntity {

    @Id
    @Column(name = "REALM_ID", length = 36)
    private String realmId;

    @Id
    @Column(name = "SEQ")
    private long seq;

    @Column(name = "EVENT_ID", length = 36, nullable = false)
    private String eventId;

    @Column(name = "HASH", length = 44, nullable = false)
    private String hash;

    /** For Hibernate. */
    protected AimAuditLeafEntity() {}

    AimAuditLeafEntity(String realmId, long seq, String eventId, String hash) {
        this.realmId = realmId;
        this.seq = seq;
        this.eventId = eventId;
        this.hash = hash;
    }

    long getSeq() {
        return seq;
    }

    String getEventId() {
        return eventId;
    }

    String getHash() {
        return hash;
    }

    /** Primary key. */
    public static class Key implements Serializable {

        @Serial
        private static final long serialVersionUID = 1L;

        private String realmId = "";
        private long seq;

        @Override
        public boolean equals(Object other) {
            return other instanceof Key key && realmId.equals(key.realmId) && seq == key.seq;
        }

        @Override
        public int hashCode() {
            return Objects.hash(realmId, seq);
        }
    }
}
