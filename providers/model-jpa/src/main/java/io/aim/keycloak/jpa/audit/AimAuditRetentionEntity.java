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

/** A row of {@code AIM_AUDIT_RETENTION}: a realm's own retention of a category. */
@Entity
@Table(name = "AIM_AUDIT_RETENTION")
@IdClass(AimAuditRetentionEntity.Key.class)
@NamedQuery(
        name = "AimAuditRetention.find",
        query = "select r.category, r.days from AimAuditRetentionEntity r where r.realmId = :realmId")
@NamedQuery(
        name = "AimAuditRetention.longest",
        query = "select max(r.days) from AimAuditRetentionEntity r where r.category = :category")
@NamedQuery(
        name = "AimAuditRetention.set",
        query =
                "insert into AimAuditRetentionEntity (realmId, category, days) values (:realmId, :category, :days) on conflict (realmId, category) do update set days = excluded.days")
@NamedQuery(
        name = "AimAuditRetention.deleteByRealm",
        query = "delete from AimAuditRetentionEntity r where r.realmId = :realmId")
public class AimAuditRetentionEntity {

    @Id
    @Column(name = "REALM_ID", length = 36)
    private String realmId;

    @Id
    @Column(name = "CATEGORY", length = 16)
    private String category;

    @Column(name = "DAYS", nullable = false)
    private int days;

    /** For Hibernate. */
    protected AimAuditRetentionEntity() {}

    /** Primary key. */
    public static class Key implements Serializable {

        @Serial
        private static final long serialVersionUID = 1L;

        private String realmId = "";
        private String category = "";

        @Override
        public boolean equals(Object other) {
            return other instanceof Key key && realmId.equals(key.realmId) && category.equals(key.category);
        }

        @Override
        public int hashCode() {
            return Objects.hash(realmId, category);
        }
    }
}
