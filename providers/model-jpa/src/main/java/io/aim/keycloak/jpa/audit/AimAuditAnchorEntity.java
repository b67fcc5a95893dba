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
import org.jspecify.annotations.Nullable;

/** A row of {@code AIM_AUDIT_ANCHOR}; every change is one statement that names its columns and its condition. */
@Entity
@Table(name = "AIM_AUDIT_ANCHOR")
@IdClass(AimAuditAnchorEntity.Key.class)
@NamedQuery(
        name = "AimAuditAnchor.waiting",
        query =
                "select t.realmId, coalesce(a.size, 0) from AimAuditTreeEntity t left join AimAuditAnchorEntity a on a.realmId = t.realmId and a.anchor = :anchor where t.checkpointSize > coalesce(a.size, 0)")
@NamedQuery(
        name = "AimAuditAnchor.get",
        query =
                "select a.size, a.failures from AimAuditAnchorEntity a where a.realmId = :realmId and a.anchor = :anchor")
@NamedQuery(
        name = "AimAuditAnchor.create",
        query =
                "insert into AimAuditAnchorEntity (realmId, anchor, size, failures, retryAt, claimedUntil) values (:realmId, :anchor, 0, 0, 0, 0) on conflict do nothing")
@NamedQuery(
        name = "AimAuditAnchor.claim",
        query =
                "update AimAuditAnchorEntity a set a.claim = :claim, a.claimedUntil = :until where a.realmId = :realmId and a.anchor = :anchor and a.retryAt <= :now and a.claimedUntil < :now")
@NamedQuery(
        name = "AimAuditAnchor.kept",
        query =
                "update AimAuditAnchorEntity a set a.size = :size, a.anchoredAt = :now, a.lastError = null, a.lastErrorAt = null, a.failures = 0, a.claim = null, a.claimedUntil = 0 where a.realmId = :realmId and a.anchor = :anchor and a.claim = :claim")
@NamedQuery(
        name = "AimAuditAnchor.failed",
        query =
                "update AimAuditAnchorEntity a set a.size = :size, a.lastError = :error, a.lastErrorAt = :now, a.failures = a.failures + 1, a.retryAt = :retryAt, a.claim = null, a.claimedUntil = 0 where a.realmId = :realmId and a.anchor = :anchor and a.claim = :claim")
@NamedQuery(
        name = "AimAuditAnchor.deleteByRealm",
        query = "delete from AimAuditAnchorEntity a where a.realmId = :realmId")
public class AimAuditAnchorEntity {

    @Id
    @Column(name = "REALM_ID", length = 36)
    private String realmId;

    @Id
    @Column(name = "ANCHOR", length = 36)
    private String anchor;

    @Column(name = "TREE_SIZE", nullable = false)
    private long size;

    @Column(name = "ANCHORED_AT")
    private @Nullable Long anchoredAt;

    @Column(name = "LAST_ERROR", length = 1000)
    private @Nullable String lastError;

    @Column(name = "LAST_ERROR_AT")
    private @Nullable Long lastErrorAt;

    @Column(name = "FAILURES", nullable = false)
    private int failures;

    @Column(name = "RETRY_AT", nullable = false)
    private long retryAt;

    @Column(name = "CLAIM", length = 36)
    private @Nullable String claim;

    @Column(name = "CLAIMED_UNTIL", nullable = false)
    private long claimedUntil;

    /** For Hibernate. */
    protected AimAuditAnchorEntity() {}

    /** Primary key. */
    public static class Key implements Serializable {

        @Serial
        private static final long serialVersionUID = 1L;

        private String realmId = "";
        private String anchor = "";

        @Override
        public boolean equals(Object other) {
            return other instanceof Key key && realmId.equals(key.realmId) && anchor.equals(key.anchor);
        }

        @Override
        public int hashCode() {
            return Objects.hash(realmId, anchor);
        }
    }
}
