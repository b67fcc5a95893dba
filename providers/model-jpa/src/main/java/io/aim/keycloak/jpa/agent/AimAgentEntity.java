package io.aim.keycloak.jpa.agent;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Table;
import java.math.BigDecimal;
import org.hibernate.annotations.DynamicUpdate;
import org.jspecify.annotations.Nullable;

/** A row of {@code AIM_AGENT}. Times are milliseconds since the epoch. */
@Entity
@DynamicUpdate // concurrent changes of different columns must not undo one another
@Table(name = "AIM_AGENT")
@NamedQuery(
        name = "AimAgent.findByClient",
        query = "select a from AimAgentEntity a where a.realmId = :realmId and a.clientUuid = :clientUuid")
@NamedQuery(
        name = "AimAgent.countByName",
        query = "select count(a) from AimAgentEntity a where a.realmId = :realmId and a.name = :name")
@NamedQuery(
        name = "AimAgent.findByOwnerOrSponsor",
        query =
                "select a from AimAgentEntity a where a.realmId = :realmId and (a.ownerId = :userId or a.sponsorId = :userId)")
@NamedQuery(name = "AimAgent.deleteByRealm", query = "delete from AimAgentEntity a where a.realmId = :realmId")
public class AimAgentEntity {

    @Id
    @Column(name = "ID", length = 36)
    private String id;

    @Column(name = "REALM_ID", length = 36, nullable = false, updatable = false)
    private String realmId;

    @Column(name = "CLIENT_UUID", length = 36, nullable = false, updatable = false)
    private String clientUuid;

    @Column(name = "NAME", length = 64, nullable = false, updatable = false)
    private String name;

    @Column(name = "DISPLAY_NAME")
    private @Nullable String displayName;

    @Column(name = "DESCRIPTION", length = 2000)
    private @Nullable String description;

    @Column(name = "AGENT_TYPE", length = 32, nullable = false)
    private String type;

    @Column(name = "STATUS", length = 16, nullable = false)
    private String status;

    @Column(name = "STATUS_REASON", length = 1000)
    private @Nullable String statusReason;

    @Column(name = "STATUS_CHANGED_AT", nullable = false)
    private long statusChangedAt;

    @Column(name = "VERIFIED_AT")
    private @Nullable Long verifiedAt;

    @Column(name = "OWNER_ID", length = 36)
    private @Nullable String ownerId;

    @Column(name = "SPONSOR_ID", length = 36)
    private @Nullable String sponsorId;

    @Column(name = "TRUST_SCORE", precision = 4, scale = 3)
    private @Nullable BigDecimal trustScore;

    @Column(name = "LEGACY_AUDIENCE", nullable = false)
    private boolean legacyAudience;

    @Column(name = "CREATED_AT", nullable = false, updatable = false)
    private long createdAt;

    @Column(name = "UPDATED_AT", nullable = false)
    private long updatedAt;

    /** For Hibernate. */
    protected AimAgentEntity() {}

    AimAgentEntity(String id, String realmId, String clientUuid, String name, String type, String status, long now) {
        this.id = id;
        this.realmId = realmId;
        this.clientUuid = clientUuid;
        this.name = name;
        this.type = type;
        this.status = status;
        this.statusChangedAt = now;
        this.createdAt = now;
        this.updatedAt = now;
    }

    String getId() {
        return id;
    }

    String getRealmId() {
        return realmId;
    }

    String getClientUuid() {
        return clientUuid;
    }

    String getName() {
        return name;
    }

    @Nullable
    String getDisplayName() {
        return displayName;
    }

    void setDisplayName(@Nullable String displayName) {
        this.displayName = displayName;
    }

    @Nullable
    String getDescription() {
        return description;
    }

    void setDescription(@Nullable String description) {
        this.description = description;
    }

    String getType() {
        return type;
    }

    void setType(String type) {
        this.type = type;
    }

    String getStatus() {
        return status;
    }

    void setStatus(String status) {
        this.status = status;
    }

    @Nullable
    String getStatusReason() {
        return statusReason;
    }

    void setStatusReason(@Nullable String statusReason) {
        this.statusReason = statusReason;
    }

    long getStatusChangedAt() {
        return statusChangedAt;
    }

    void setStatusChangedAt(long statusChangedAt) {
        this.statusChangedAt = statusChangedAt;
    }

    @Nullable
    Long getVerifiedAt() {
        return verifiedAt;
    }

    void setVerifiedAt(@Nullable Long verifiedAt) {
        this.verifiedAt = verifiedAt;
    }

    @Nullable
    String getOwnerId() {
        return ownerId;
    }

    void setOwnerId(@Nullable String ownerId) {
        this.ownerId = ownerId;
    }

    @Nullable
    String getSponsorId() {
        return sponsorId;
    }

    void setSponsorId(@Nullable String sponsorId) {
        this.sponsorId = sponsorId;
    }

    @Nullable
    BigDecimal getTrustScore() {
        return trustScore;
    }

    boolean isLegacyAudience() {
        return legacyAudience;
    }

    void setLegacyAudience(boolean legacyAudience) {
        this.legacyAudience = legacyAudience;
    }

    long getCreatedAt() {
        return createdAt;
    }

    long getUpdatedAt() {
        return updatedAt;
    }

    void setUpdatedAt(long updatedAt) {
        this.updatedAt = updatedAt;
    }
}
