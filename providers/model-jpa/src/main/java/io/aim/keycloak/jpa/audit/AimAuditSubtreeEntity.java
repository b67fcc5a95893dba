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

/** A row of {@code AIM_AUDIT_SUBTREE}: the root of a perfect subtree whose height is a multiple of 8. */
@Entity
@Table(name = "AIM_AUDIT_SUBTREE")
@IdClass(AimAuditSubtreeEntity.Key.class)
@NamedQuery(
        name = "AimAuditSubtree.range",
        query =
                "select s.hash from AimAuditSubtreeEntity s where s.realmId = :realmId and s.height = :height and s.position >= :from and s.position < :to order by s.position")
@NamedQuery(
        name = "AimAuditSubtree.deleteByRealm",
        query = "delete from AimAuditSubtreeEntity s where s.realmId = :realmId")
public class AimAuditSubtreeEntity {

    @Id
    @Column(name = "REALM_ID", length = 36)
    private String realmId;

    @Id
    @Column(name = "HEIGHT")
    private int height;

    @Id
    @Column(name = "POSITION")
    private long position;

    @Column(name = "HASH", length = 44, nullable = false)
    private String hash;

    /** For Hibernate. */
    protected AimAuditSubtreeEntity() {}

    AimAuditSubtreeEntity(String realmId, int height, long position, String hash) {
        this.realmId = realmId;
        this.height = height;
        this.position = position;
        this.hash = hash;
    }

    /** Primary key. */
    public static class Key implements Serializable {

        @Serial
        private static final long serialVersionUID = 1L;

        private String realmId = "";
        private int height;
        private long position;

        @Override
        public boolean equals(Object other) {
            return other instanceof Key key
                    && realmId.equals(key.realmId)
                    && height == key.height
                    && position == key.position;
        }

        @Override
        public int hashCode() {
            return Objects.hash(realmId, height, position);
        }
    }
}
