package io.aim.keycloak.jpa.audit;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Table;
import org.hibernate.annotations.DynamicUpdate;

/** A row of {@code AIM_AUDIT_TREE}: how large a realm's tree is, and its maximal perfect subtrees. */
@Entity
@DynamicUpdate // size and frontier change under the row lock, the rest without it
@Table(name = "AIM_AUDIT_TREE")
@NamedQuery(
        name = "AimAuditTree.setCheckpoint",
        query =
                "update AimAuditTreeEntity t set t.checkpointSize = :size, t.checkpointAt = :time where t.realmId = :realmId and t.checkpointSize < :size")
@NamedQuery(
        name = "AimAuditTree.toCheckpoint",
        query =
                "select t.realmId from AimAuditTreeEntity t where t.size > t.checkpointSize and t.checkpointAt not between :from and :to")
@NamedQuery(
        name = "AimAuditTree.create",
        query =
                "insert into AimAuditTreeEntity (realmId, size, frontier, checkpointSize, checkpointAt) values (:realmId, 0, '', 0, 0) on conflict do nothing")
@NamedQuery(name = "AimAuditTree.deleteByRealm", query = "delete from AimAuditTreeEntity t where t.realmId = :realmId")
public class AimAuditTreeEntity {

    @Id
    @Column(name = "REALM_ID", length = 36)
    private String realmId;

    @Column(name = "TREE_SIZE", nullable = false)
    private long size;

    @Column(name = "FRONTIER", length = 4000, nullable = false)
    private String frontier;

    @Column(name = "CHECKPOINT_SIZE", nullable = false)
    private long checkpointSize;

    @Column(name = "CHECKPOINT_AT", nullable = false)
    private long checkpointAt;

    /** For Hibernate. */
    protected AimAuditTreeEntity() {}

    long getSize() {
        return size;
    }

    void setSize(long size) {
        this.size = size;
    }

    String getFrontier() {
        return frontier;
    }

    void setFrontier(String frontier) {
        this.frontier = frontier;
    }
}
