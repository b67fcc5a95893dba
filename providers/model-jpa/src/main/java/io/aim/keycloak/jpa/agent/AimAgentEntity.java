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
        name = "AimAgent.clients",
        query = "select a.clientUuid from AimAgentEntity a where a.realmId = :realmId and a.id in (:ids)")
@NamedQuery(name = "AimAgent.lock", query = "select a from AimAgentEntity a where a.realmId = :realmId and a.id = :id")
@NamedQuery(
        name = "AimAgent.findByClient",
        query = "select a from AimAgentEntity a where a.realmId = :realmId and a.clientUuid = :clientUuid")
@NamedQuery(
        name = "AimAgent.findByOwnerOrSponsor",
        query =
                "select a from AimAgentEntity a where a.realmId = :realmId and (a.ownerId = :userId or a.sponsorId = :userId)")
@NamedQuery(
        name = "AimAgent.findByOrganization",
        query = "select a from AimAgentEntity a where a.realmId = :realmId and a.organizationId = :organizationId")
@NamedQuery(
        name = "AimAgent.findByName",
        query = "select a from AimAgentEntity a where a.realmId = :realmId and a.name = :name")
@NamedQuery(
        name = "AimAgent.noteSeen",
        query =
                "update AimAgentEntity a set a.lastSeenAt = :time where a.id = :id and (a.lastSeenAt is null or a.lastSeenAt < :time)")
@NamedQuery(
        name = "AimAgent.expired",
        query =
                "select a.realmId, a.id from AimAgentEntity a where a.expiresAt <= :now and a.status = 'verified' order by a.expiresAt")
@NamedQuery(
        name = "AimAgent.sponsors",
        query =
                "select distinct a.sponsorId from AimAgentEntity a where a.realmId = :realmId and a.sponsorId is not null and a.status = 'verified'")
@NamedQuery(
        name = "AimAgent.realms",
        query =
                "select s.realmId from AimAgentStampEntity s where exists (select 1 from AimAgentEntity a where a.realmId = s.realmId and a.status = 'verified')")
@NamedQuery(
        name = "AimAgent.withoutSponsor",
        query =
                "select a.id from AimAgentEntity a where a.realmId = :realmId and a.status = 'verified' and (a.sponsorId is null or a.sponsorId in :missing) and (a.sponsorMissingSince is null or a.sponsorMissingSince <= :before) order by a.name")
@NamedQuery(
        name = "AimAgent.withSponsorAgain",
        query =
                "select a.id from AimAgentEntity a where a.realmId = :realmId and a.sponsorMissingSince is not null and a.sponsorId is not null and a.sponsorId not in :missing order by a.name")
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

    @Column(name = "COMPROMISED", nullable = false)
    private boolean compromised;

    @Column(name = "ROTATION_COUNT", nullable = false)
    private int rotationCount;

    @Column(name = "SOFTWARE_VERSION", length = 64)
    private @Nullable String version;

    @Column(name = "REPOSITORY_URL", length = 1000)
    private @Nullable String repositoryUrl;

    @Column(name = "DOCUMENTATION_URL", length = 1000)
    private @Nullable String documentationUrl;

    @Column(name = "METADATA")
    private @Nullable String metadata;

    @Column(name = "EXPIRES_AT")
    private @Nullable Long expiresAt;

    @Column(name = "LAST_SEEN_AT")
    private @Nullable Long lastSeenAt;

    @Column(name = "ORGANIZATION_ID", length = 36)
    private @Nullable String organizationId;

    @Column(name = "SPONSOR_MISSING_SINCE")
    private @Nullable Long sponsorMissingSince;

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

    int getRotationCount() {
        return rotationCount;
    }

    void setRotationCount(int rotationCount) {
        this.rotationCount = rotationCount;
    }

    @Nullable
    String getVersion() {
        return version;
    }

    void setVersion(@Nullable String version) {
        this.version = version;
    }

    @Nullable
    String getRepositoryUrl() {
        return repositoryUrl;
    }

    void setRepositoryUrl(@Nullable String repositoryUrl) {
        this.repositoryUrl = repositoryUrl;
    }

    @Nullable
    String getDocumentationUrl() {
        return documentationUrl;
    }

    void setDocumentationUrl(@Nullable String documentationUrl) {
        this.documentationUrl = documentationUrl;
    }

    @Nullable
    String getMetadata() {
        return metadata;
    }

    void setMetadata(@Nullable String metadata) {
        this.metadata = metadata;
    }

    @Nullable
    Long getExpiresAt() {
        return expiresAt;
    }

    void setExpiresAt(@Nullable Long expiresAt) {
        this.expiresAt = expiresAt;
    }

    @Nullable
    String getOrganizationId() {
        return organizationId;
    }

    void setOrganizationId(@Nullable String organizationId) {
        this.organizationId = organizationId;
    }

    @Nullable
    Long getSponsorMissingSince() {
        return sponsorMissingSince;
    }

    void setSponsorMissingSince(@Nullable Long sponsorMissingSince) {
        this.sponsorMissingSince = sponsorMissingSince;
    }

    @Nullable
    Long getLastSeenAt() {
        return lastSeenAt;
    }

    boolean isCompromised() {
        return compromised;
    }

    void setCompromised(boolean compromised) {
        this.compromised = compromised;
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
