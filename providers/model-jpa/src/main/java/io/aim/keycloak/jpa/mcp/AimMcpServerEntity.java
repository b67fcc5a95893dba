package io.aim.keycloak.jpa.mcp;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Table;
import org.hibernate.annotations.DynamicUpdate;
import org.jspecify.annotations.Nullable;

/** A row of {@code AIM_MCP_SERVER}. Times are milliseconds since the epoch. */
@Entity
@DynamicUpdate // concurrent changes of different columns must not undo one another
@Table(name = "AIM_MCP_SERVER")
@NamedQuery(
        name = "AimMcpServer.findByName",
        query = "select s from AimMcpServerEntity s where s.realmId = :realmId and s.name = :key")
@NamedQuery(
        name = "AimMcpServer.findByUrl",
        query = "select s from AimMcpServerEntity s where s.realmId = :realmId and s.url = :key")
@NamedQuery(
        name = "AimMcpServer.findByClient",
        query = "select s from AimMcpServerEntity s where s.realmId = :realmId and s.clientUuid = :key")
@NamedQuery(
        name = "AimMcpServer.findByOwner",
        query = "select s from AimMcpServerEntity s where s.realmId = :realmId and s.ownerId = :ownerId")
@NamedQuery(
        name = "AimMcpServer.countByThumbprint",
        query =
                "select count(s) from AimMcpServerEntity s where s.realmId = :realmId and s.keyThumbprint = :thumbprint")
@NamedQuery(
        name = "AimMcpServer.dueForCheck",
        query =
                "select s.realmId, s.id from AimMcpServerEntity s where s.nextCheckAt <= :now and s.status = 'verified' order by s.nextCheckAt")
@NamedQuery(name = "AimMcpServer.deleteByRealm", query = "delete from AimMcpServerEntity s where s.realmId = :realmId")
public class AimMcpServerEntity {

    @Id
    @Column(name = "ID", length = 36)
    private String id;

    @Column(name = "REALM_ID", length = 36, nullable = false, updatable = false)
    private String realmId;

    @Column(name = "CLIENT_UUID", length = 36, nullable = false, updatable = false)
    private String clientUuid;

    @Column(name = "NAME", length = 63, nullable = false, updatable = false)
    private String name;

    @Column(name = "DISPLAY_NAME")
    private @Nullable String displayName;

    @Column(name = "DESCRIPTION", length = 2000)
    private @Nullable String description;

    @Column(name = "URL", length = 2048, nullable = false)
    private String url;

    @Column(name = "VERIFICATION_URL", length = 2048)
    private @Nullable String verificationUrl;

    @Column(name = "SOFTWARE_VERSION", length = 64)
    private @Nullable String version;

    @Column(name = "OWNER_ID", length = 36)
    private @Nullable String ownerId;

    @Column(name = "STATUS", length = 16, nullable = false)
    private String status;

    @Column(name = "STATUS_REASON", length = 1000)
    private @Nullable String statusReason;

    @Column(name = "STATUS_CHANGED_AT", nullable = false)
    private long statusChangedAt;

    @Column(name = "PUBLIC_KEY", length = 43)
    private @Nullable String publicKey;

    @Column(name = "KEY_THUMBPRINT", length = 43)
    private @Nullable String keyThumbprint;

    @Column(name = "KEY_CREATED_AT")
    private @Nullable Long keyCreatedAt;

    @Column(name = "VERIFIED_AT")
    private @Nullable Long verifiedAt;

    @Column(name = "VERIFICATION_METHOD", length = 16)
    private @Nullable String verificationMethod;

    @Column(name = "LAST_CHECKED_AT")
    private @Nullable Long lastCheckedAt;

    @Column(name = "NEXT_CHECK_AT")
    private @Nullable Long nextCheckAt;

    @Column(name = "FAILED_CHECKS", nullable = false)
    private int failedChecks;

    @Column(name = "METADATA")
    private @Nullable String metadata;

    @Column(name = "CREATED_AT", nullable = false, updatable = false)
    private long createdAt;

    @Column(name = "UPDATED_AT", nullable = false)
    private long updatedAt;

    /** For Hibernate. */
    protected AimMcpServerEntity() {}

    AimMcpServerEntity(String id, String realmId, String clientUuid, String name, String url, String status, long now) {
        this.id = id;
        this.realmId = realmId;
        this.clientUuid = clientUuid;
        this.name = name;
        this.url = url;
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

    String getUrl() {
        return url;
    }

    void setUrl(String url) {
        this.url = url;
    }

    @Nullable
    String getVerificationUrl() {
        return verificationUrl;
    }

    void setVerificationUrl(@Nullable String verificationUrl) {
        this.verificationUrl = verificationUrl;
    }

    @Nullable
    String getVersion() {
        return version;
    }

    void setVersion(@Nullable String version) {
        this.version = version;
    }

    @Nullable
    String getOwnerId() {
        return ownerId;
    }

    void setOwnerId(@Nullable String ownerId) {
        this.ownerId = ownerId;
    }

    String getStatus() {
        return status;
    }

    @Nullable
    String getStatusReason() {
        return statusReason;
    }

    long getStatusChangedAt() {
        return statusChangedAt;
    }

    void setStatus(String newStatus, @Nullable String reason, long at) {
        this.status = newStatus;
        this.statusReason = reason;
        this.statusChangedAt = at;
    }

    @Nullable
    String getPublicKey() {
        return publicKey;
    }

    @Nullable
    Long getKeyCreatedAt() {
        return keyCreatedAt;
    }

    void setKey(String x, String thumbprint, long at) {
        this.publicKey = x;
        this.keyThumbprint = thumbprint;
        this.keyCreatedAt = at;
    }

    @Nullable
    Long getVerifiedAt() {
        return verifiedAt;
    }

    @Nullable
    String getVerificationMethod() {
        return verificationMethod;
    }

    @Nullable
    Long getLastCheckedAt() {
        return lastCheckedAt;
    }

    @Nullable
    Long getNextCheckAt() {
        return nextCheckAt;
    }

    int getFailedChecks() {
        return failedChecks;
    }

    void setVerification(
            @Nullable Long verified,
            @Nullable String method,
            @Nullable Long lastChecked,
            @Nullable Long nextCheck,
            int failed) {
        this.verifiedAt = verified;
        this.verificationMethod = method;
        this.lastCheckedAt = lastChecked;
        this.nextCheckAt = nextCheck;
        this.failedChecks = failed;
    }

    @Nullable
    String getMetadata() {
        return metadata;
    }

    void setMetadata(@Nullable String metadata) {
        this.metadata = metadata;
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
