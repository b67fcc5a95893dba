package io.aim.keycloak.jpa.agent;

import io.aim.keycloak.core.agent.AgentStatus;
import io.aim.keycloak.core.agent.AgentType;
import io.aim.keycloak.jpa.TextMapColumn;
import io.aim.keycloak.spi.agent.AgentModel;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import org.keycloak.common.util.Time;

/** The columns of an agent's row. Setters record the change, so that snapshots elsewhere are dropped. */
abstract class JpaAgentColumns implements AgentModel {

    private final AgentChangeLog changes;
    private final AimAgentEntity entity;

    JpaAgentColumns(AgentChangeLog changes, AimAgentEntity entity) {
        this.changes = changes;
        this.entity = entity;
    }

    AimAgentEntity entity() {
        return entity;
    }

    final void changed() {
        entity.setUpdatedAt(Time.currentTimeMillis());
        changes.agentChanged(entity.getRealmId(), entity.getClientUuid());
    }

    static @Nullable Instant instant(@Nullable Long millis) {
        return millis == null ? null : Instant.ofEpochMilli(millis);
    }

    static @Nullable Long millis(@Nullable Instant time) {
        return time == null ? null : time.toEpochMilli();
    }

    @Override
    public String getId() {
        return entity.getId();
    }

    @Override
    public String getClientUuid() {
        return entity.getClientUuid();
    }

    @Override
    public String getName() {
        return entity.getName();
    }

    @Override
    public @Nullable String getDisplayName() {
        return entity.getDisplayName();
    }

    @Override
    public void setDisplayName(@Nullable String displayName) {
        entity.setDisplayName(displayName);
        changed();
    }

    @Override
    public @Nullable String getDescription() {
        return entity.getDescription();
    }

    @Override
    public void setDescription(@Nullable String description) {
        entity.setDescription(description);
        changed();
    }

    @Override
    public AgentType getType() {
        return AgentType.fromCode(entity.getType()).orElseThrow();
    }

    @Override
    public void setType(AgentType type) {
        entity.setType(type.code());
        changed();
    }

    @Override
    public AgentStatus getStatus() {
        return AgentStatus.fromCode(entity.getStatus()).orElseThrow();
    }

    @Override
    public @Nullable String getStatusReason() {
        return entity.getStatusReason();
    }

    @Override
    public Instant getStatusChangedAt() {
        return Instant.ofEpochMilli(entity.getStatusChangedAt());
    }

    @Override
    public void changeStatus(AgentStatus status, @Nullable String reason) {
        if (!getStatus().canBecome(status)) {
            throw new IllegalStateException(getStatus().code() + " cannot become " + status.code());
        }
        long now = Time.currentTimeMillis();
        entity.setStatus(status.code());
        entity.setStatusReason(reason);
        entity.setStatusChangedAt(now);
        if (status == AgentStatus.VERIFIED && entity.getVerifiedAt() == null) {
            entity.setVerifiedAt(now);
        }
        changed();
    }

    @Override
    public @Nullable Instant getVerifiedAt() {
        return instant(entity.getVerifiedAt());
    }

    @Override
    public @Nullable String getOwnerId() {
        return entity.getOwnerId();
    }

    @Override
    public void setOwnerId(@Nullable String ownerId) {
        entity.setOwnerId(ownerId);
        changed();
    }

    @Override
    public @Nullable String getSponsorId() {
        return entity.getSponsorId();
    }

    @Override
    public void setSponsorId(@Nullable String sponsorId) {
        entity.setSponsorId(sponsorId);
        changed();
    }

    /** Clears the user from the roles of owner and sponsor. */
    void forgetUser(String userId) {
        if (userId.equals(entity.getOwnerId())) {
            setOwnerId(null);
        }
        if (userId.equals(entity.getSponsorId())) {
            setSponsorId(null);
        }
    }

    @Override
    public boolean isLegacyAudienceAllowed() {
        return entity.isLegacyAudience();
    }

    @Override
    public void setLegacyAudienceAllowed(boolean allowed) {
        entity.setLegacyAudience(allowed);
        changed();
    }

    @Override
    public @Nullable BigDecimal getTrustScore() {
        return entity.getTrustScore();
    }

    @Override
    public int getRotationCount() {
        return entity.getRotationCount();
    }

    @Override
    public @Nullable String getVersion() {
        return entity.getVersion();
    }

    @Override
    public void setVersion(@Nullable String version) {
        entity.setVersion(version);
        changed();
    }

    @Override
    public @Nullable String getRepositoryUrl() {
        return entity.getRepositoryUrl();
    }

    @Override
    public void setRepositoryUrl(@Nullable String url) {
        entity.setRepositoryUrl(url);
        changed();
    }

    @Override
    public @Nullable String getDocumentationUrl() {
        return entity.getDocumentationUrl();
    }

    @Override
    public void setDocumentationUrl(@Nullable String url) {
        entity.setDocumentationUrl(url);
        changed();
    }

    @Override
    public SortedMap<String, String> getMetadata() {
        return TextMapColumn.read(entity.getMetadata());
    }

    @Override
    public void setMetadata(SortedMap<String, String> metadata) {
        entity.setMetadata(TextMapColumn.write(metadata));
        changed();
    }

    @Override
    public @Nullable Instant getExpiresAt() {
        return instant(entity.getExpiresAt());
    }

    @Override
    public void setExpiresAt(@Nullable Instant expiresAt) {
        entity.setExpiresAt(millis(expiresAt));
        changed();
    }

    @Override
    public @Nullable Instant getLastSeenAt() {
        return instant(entity.getLastSeenAt());
    }

    @Override
    public @Nullable String getOrganizationId() {
        return entity.getOrganizationId();
    }

    @Override
    public void setOrganizationId(@Nullable String organizationId) {
        entity.setOrganizationId(organizationId);
        changed();
    }

    @Override
    public boolean isCompromised() {
        return entity.isCompromised();
    }

    @Override
    public void setCompromised(boolean compromised) {
        entity.setCompromised(compromised);
        changed();
    }

    @Override
    public @Nullable Instant getSponsorMissingSince() {
        return instant(entity.getSponsorMissingSince());
    }

    @Override
    public void setSponsorMissingSince(@Nullable Instant since) {
        entity.setSponsorMissingSince(millis(since));
        changed();
    }

    @Override
    public Instant getCreatedAt() {
        return Instant.ofEpochMilli(entity.getCreatedAt());
    }

    @Override
    public Instant getUpdatedAt() {
        return Instant.ofEpochMilli(entity.getUpdatedAt());
    }
}
