package io.aim.keycloak.jpa.agent;

import io.aim.keycloak.core.agent.AgentStatus;
import io.aim.keycloak.core.agent.AgentType;
import io.aim.keycloak.spi.agent.AgentKey;
import io.aim.keycloak.spi.agent.AgentModel;
import jakarta.persistence.EntityManager;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.keycloak.common.util.Time;
import org.keycloak.models.utils.KeycloakModelUtils;

/** An agent backed by its row. Setters record the change, so that snapshots elsewhere are dropped. */
final class JpaAgentAdapter implements AgentModel {

    private final EntityManager em;
    private final AgentChangeLog changes;
    private final AimAgentEntity entity;

    JpaAgentAdapter(EntityManager em, AgentChangeLog changes, AimAgentEntity entity) {
        this.em = em;
        this.changes = changes;
        this.entity = entity;
    }

    AimAgentEntity entity() {
        return entity;
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
        Long verifiedAt = entity.getVerifiedAt();
        return verifiedAt == null ? null : Instant.ofEpochMilli(verifiedAt);
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
        return keyEntities().stream().map(AimAgentKeyEntity::toKey).toList();
    }

    private List<AimAgentKeyEntity> keyEntities() {
        return em.createNamedQuery("AimAgentKey.findByAgent", AimAgentKeyEntity.class)
                .setParameter("realmId", entity.getRealmId())
                .setParameter("agentId", entity.getId())
                .getResultList();
    }

    @Override
    public void markKeyProven(String thumbprint, Instant at) {
        keyEntities().stream()
                .filter(key -> key.getThumbprint().equals(thumbprint))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the agent has no such key"))
                .setProvenAt(at.toEpochMilli());
        changed();
    }

    @Override
    public Set<String> getDeclaredCapabilities() {
        return capabilities(AimAgentCapabilityEntity.DECLARED);
    }

    @Override
    public void setDeclaredCapabilities(Set<String> capabilities) {
        Set<String> missing = new LinkedHashSet<>(capabilities);
        for (AimAgentCapabilityEntity row : capabilityEntities()) {
            if (row.isInState(AimAgentCapabilityEntity.DECLARED) && !missing.remove(row.getCapability())) {
                em.remove(row);
            }
        }
        missing.forEach(capability -> em.persist(new AimAgentCapabilityEntity(
                KeycloakModelUtils.generateId(), entity, capability, AimAgentCapabilityEntity.DECLARED)));
        changed();
    }

    @Override
    public Set<String> getCapabilities() {
        return capabilities(AimAgentCapabilityEntity.GRANTED);
    }

    private Set<String> capabilities(String state) {
        return capabilityEntities().stream()
                .filter(row -> row.isInState(state))
                .map(AimAgentCapabilityEntity::getCapability)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private List<AimAgentCapabilityEntity> capabilityEntities() {
        return em.createNamedQuery("AimAgentCapability.findByAgent", AimAgentCapabilityEntity.class)
                .setParameter("realmId", entity.getRealmId())
                .setParameter("agentId", entity.getId())
                .getResultList();
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
