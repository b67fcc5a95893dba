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

/** A row of {@code AIM_AUDIT_SUBJECT_KEY}: the key of a person's data, or that there will be none any more. */
@Entity
@Table(name = "AIM_AUDIT_SUBJECT_KEY")
@IdClass(AimAuditSubjectKeyEntity.Key.class)
@NamedQuery(
        name = "AimAuditSubjectKey.create",
        query =
                "insert into AimAuditSubjectKeyEntity (realmId, subjectId, secretKey, createdAt) values (:realmId, :subjectId, :secretKey, :now) on conflict do nothing")
@NamedQuery(
        name = "AimAuditSubjectKey.get",
        query =
                "select k.secretKey from AimAuditSubjectKeyEntity k where k.realmId = :realmId and k.subjectId = :subjectId")
@NamedQuery(
        name = "AimAuditSubjectKey.erase",
        query =
                "update AimAuditSubjectKeyEntity k set k.secretKey = null where k.realmId = :realmId and k.subjectId = :subjectId and k.secretKey is not null")
@NamedQuery(
        name = "AimAuditSubjectKey.deleteByRealm",
        query = "delete from AimAuditSubjectKeyEntity k where k.realmId = :realmId")
public class AimAuditSubjectKeyEntity {

    @Id
    @Column(name = "REALM_ID", length = 36)
    private String realmId;

    @Id
    @Column(name = "SUBJECT_ID", length = 128)
    private String subjectId;

    @Column(name = "SECRET_KEY", length = 44)
    private @Nullable String secretKey;

    @Column(name = "CREATED_AT", nullable = false)
    private long createdAt;

    /** For Hibernate. */
    protected AimAuditSubjectKeyEntity() {}

    /** Primary key. */
    public static class Key implements Serializable {

        @Serial
        private static final long serialVersionUID = 1L;

        private String realmId = "";
        private String subjectId = "";

        @Override
        public boolean equals(Object other) {
            return other instanceof Key key && realmId.equals(key.realmId) && subjectId.equals(key.subjectId);
        }

        @Override
        public int hashCode() {
            return Objects.hash(realmId, subjectId);
        }
    }
}
