package io.aim.keycloak.jpa.audit;

import io.aim.keycloak.spi.audit.StoredCheckpoint;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Table;
import java.io.Serial;
import java.io.Serializable;
import java.time.Instant;
import java.util.Objects;

/** A row of {@code AIM_AUDIT_CHECKPOINT}: a signed head of a realm's tree. */
@Entity
@Table(name = "AIM_AUDIT_CHECKPOINT")
@IdClass(AimAuditCheckpointEntity.Key.class)
@NamedQuery(
        name = "AimAuditCheckpoint.below",
        query =
                "select c from AimAuditCheckpointEntity c where c.realmId = :realmId and c.size < :below order by c.size desc")
@NamedQuery(
        name = "AimAuditCheckpoint.above",
        query =
                "select c from AimAuditCheckpointEntity c where c.realmId = :realmId and c.size > :above order by c.size")
@NamedQuery(
        name = "AimAuditCheckpoint.create",
        query =
                "insert into AimAuditCheckpointEntity (realmId, size, createdAt, note, verifierKey) values (:realmId, :size, :createdAt, :note, :verifierKey) on conflict do nothing")
@NamedQuery(
        name = "AimAuditCheckpoint.deleteByRealm",
        query = "delete from AimAuditCheckpointEntity c where c.realmId = :realmId")
public class AimAuditCheckpointEntity {

    @Id
    @Column(name = "REALM_ID", length = 36)
    private String realmId;

    @Id
    @Column(name = "TREE_SIZE")
    private long size;

    @Column(name = "CREATED_AT", nullable = false)
    private long createdAt;

    @Column(name = "NOTE", columnDefinition = "TEXT", nullable = false)
    private String note;

    @Column(name = "VERIFIER_KEY", length = 512, nullable = false)
    private String verifierKey;

    /** For Hibernate. */
    protected AimAuditCheckpointEntity() {}

    StoredCheckpoint toCheckpoint() {
        return new StoredCheckpoint(size, Instant.ofEpochMilli(createdAt), note, verifierKey);
    }

    /** Primary key. */
    public static class Key implements Serializable {

        @Serial
        private static final long serialVersionUID = 1L;

        private String realmId = "";
        private long size;

        @Override
        public boolean equals(Object other) {
            return other instanceof Key key && realmId.equals(key.realmId) && size == key.size;
        }

        @Override
        public int hashCode() {
            return Objects.hash(realmId, size);
        }
    }
}
