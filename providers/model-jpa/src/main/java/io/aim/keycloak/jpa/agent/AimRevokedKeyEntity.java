package io.aim.keycloak.jpa.agent;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Table;
import java.io.Serializable;

/** A row of {@code AIM_REVOKED_KEY}: a thumbprint that is never accepted in the realm again; it outlives who had
 * the key. */
@Entity
@Table(name = "AIM_REVOKED_KEY")
@IdClass(AimRevokedKeyEntity.Key.class)
@NamedQuery(
        name = "AimRevokedKey.countByThumbprint",
        query = "select count(k) from AimRevokedKeyEntity k where k.realmId = :realmId and k.thumbprint = :thumbprint")
@NamedQuery(
        name = "AimRevokedKey.deleteByRealm",
        query = "delete from AimRevokedKeyEntity k where k.realmId = :realmId")
public class AimRevokedKeyEntity {

    /** Primary key. */
    public record Key(String realmId, String thumbprint) implements Serializable {}

    @Id
    @Column(name = "REALM_ID", length = 36)
    private String realmId;

    @Id
    @Column(name = "THUMBPRINT", length = 43)
    private String thumbprint;

    @Column(name = "HOLDER_ID", length = 36, nullable = false)
    private String holderId;

    @Column(name = "REVOKED_AT", nullable = false)
    private long revokedAt;

    /** For Hibernate. */
    protected AimRevokedKeyEntity() {}

    AimRevokedKeyEntity(String realmId, String thumbprint, String holderId, long revokedAt) {
        this.realmId = realmId;
        this.thumbprint = thumbprint;
        this.holderId = holderId;
        this.revokedAt = revokedAt;
    }
}
