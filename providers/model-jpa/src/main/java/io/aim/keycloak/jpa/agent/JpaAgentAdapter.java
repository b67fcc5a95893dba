package io.aim.keycloak.jpa.agent;

import io.aim.keycloak.core.agent.AgentPerson;
import io.aim.keycloak.core.agent.AgentStatus;
import io.aim.keycloak.core.agent.AgentType;
import io.aim.keycloak.core.key.Ed25519PublicKey;
import io.aim.keycloak.jpa.TextMapColumn;
import io.aim.keycloak.spi.agent.AgentKey;
import io.aim.keycloak.spi.agent.AgentModel;
import io.aim.keycloak.spi.agent.AgentProfile;
import io.aim.keycloak.spi.agent.AgentTransfer;
import jakarta.persistence.EntityManager;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;
import org.keycloak.common.util.Time;

/** An agent backed by its row. Setters record the change, so that snapshots elsewhere are dropped. */
final class JpaAgentAdapter implements AgentModel {

    private final AgentChangeLog changes;
    private final AimAgentEntity entity;
    private final AgentKeyRows keys;
    private final AgentTagRows labels;
    private final AgentTransferRows transfers;
    private final AgentCapabilityRows capabilities;

    JpaAgentAdapter(EntityManager em, AgentChangeLog changes, AimAgentEntity entity) {
        this.changes = changes;
        this.entity = entity;
        this.keys = new AgentKeyRows(em, entity);
        this.labels = new AgentTagRows(em, entity);
        this.transfers = new AgentTransferRows(em, entity);
        this.capabilities = new AgentCapabilityRows(em, entity);
    }

    AimAgentEntity entity() {
        return entity;
    }

    /** What other transactions committed meanwhile, under the lock of the agent's row. */
    void refreshKeys() {
        keys.refresh();
    }

    /** Everything about the agent apart from who answers for it. */
    void describe(AgentProfile profile) {
        entity.setDisplayName(profile.displayName());
        entity.setDescription(profile.description());
        entity.setType(profile.type().code());
        entity.setVersion(profile.version());
        entity.setRepositoryUrl(profile.repositoryUrl());
        entity.setDocumentationUrl(profile.documentationUrl());
        entity.setMetadata(TextMapColumn.write(profile.metadata()));
        entity.setExpiresAt(millis(profile.expiresAt()));
        entity.setOrganizationId(profile.organizationId());
        entity.setLegacyAudience(profile.legacyAudienceAllowed());
        labels.set(profile.tags());
        capabilities.declare(profile.declaredCapabilities());
        changed();
    }

    private void changed() {
        entity.setUpdatedAt(Time.currentTimeMillis());
        changes.agentChanged(entity.getRealmId(), entity.getClientUuid());
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
    public List<AgentKey> getKeys() {
        return keys.keys();
    }

    @Override
    public void markKeyProven(String thumbprint, Instant at) {
        keys.prove(thumbprint, at);
        changed();
    }

    @Override
    public void addKey(Ed25519PublicKey key, Instant expiresAt, @Nullable Instant provenAt) {
        keys.add(key, expiresAt, provenAt);
        changed();
    }

    @Override
    public void replaceKey(String thumbprint, String replacedBy, Instant graceUntil) {
        keys.replace(thumbprint, replacedBy, graceUntil);
        changed();
    }

    @Override
    public void retireKey(String thumbprint) {
        keys.retire(thumbprint);
        changed();
    }

    @Override
    public void revokeKey(String thumbprint, @Nullable String reason) {
        keys.revoke(thumbprint, reason);
        changed();
    }

    @Override
    public List<AgentKey> noticeKeyExpiry(Instant before, int days) {
        return keys.noticeExpiry(before, days);
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
    public SortedSet<String> getTags() {
        return labels.tags();
    }

    @Override
    public void setTags(SortedSet<String> tags) {
        labels.set(tags);
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
    public List<AgentTransfer> getTransfers() {
        return transfers.offers();
    }

    @Override
    public void offerTransfer(AgentTransfer offer) {
        transfers.put(offer);
        changed();
    }

    @Override
    public void endTransfer(AgentPerson role) {
        transfers.remove(role);
        changed();
    }

    private static @Nullable Instant instant(@Nullable Long millis) {
        return millis == null ? null : Instant.ofEpochMilli(millis);
    }

    private static @Nullable Long millis(@Nullable Instant time) {
        return time == null ? null : time.toEpochMilli();
    }

    @Override
    public Set<String> getDeclaredCapabilities() {
        return capabilities.in(AimAgentCapabilityEntity.DECLARED);
    }

    @Override
    public void setDeclaredCapabilities(Set<String> declared) {
        capabilities.declare(declared);
        changed();
    }

    @Override
    public Set<String> getCapabilities() {
        return capabilities.in(AimAgentCapabilityEntity.GRANTED);
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
