package io.aim.keycloak.jpa.agent;

import io.aim.keycloak.core.agent.AgentPerson;
import io.aim.keycloak.core.key.Ed25519PublicKey;
import io.aim.keycloak.jpa.TextMapColumn;
import io.aim.keycloak.jpa.capability.AimCapabilityGrantEntity;
import io.aim.keycloak.spi.agent.AgentKey;
import io.aim.keycloak.spi.agent.AgentProfile;
import io.aim.keycloak.spi.agent.AgentTransfer;
import io.aim.keycloak.spi.capability.CapabilityGrant;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.keycloak.common.util.Time;

/** An agent backed by its row and by the rows of its keys, tags, offers and capabilities. */
final class JpaAgentAdapter extends JpaAgentColumns {

    private final EntityManager em;
    private final AgentKeyRows keys;
    private final AgentTagRows labels;
    private final AgentTransferRows transfers;
    private final AgentCapabilityRows capabilities;

    JpaAgentAdapter(EntityManager em, AgentChangeLog changes, AimAgentEntity entity) {
        super(changes, entity);
        this.em = em;
        this.keys = new AgentKeyRows(em, entity);
        this.labels = new AgentTagRows(em, entity);
        this.transfers = new AgentTransferRows(em, entity);
        this.capabilities = new AgentCapabilityRows(em, entity);
    }

    /** What other transactions committed meanwhile, under the lock of the agent's row. */
    void refreshKeys() {
        keys.refresh();
    }

    /** Everything about the agent apart from who answers for it. */
    void describe(AgentProfile profile) {
        AimAgentEntity entity = entity();
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
    public SortedSet<String> getTags() {
        return labels.tags();
    }

    @Override
    public void setTags(SortedSet<String> tags) {
        labels.set(tags);
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

    @Override
    public Set<String> getDeclaredCapabilities() {
        return capabilities.declared();
    }

    @Override
    public void setDeclaredCapabilities(Set<String> declared) {
        capabilities.declare(declared);
        changed();
    }

    @Override
    public Set<String> getCapabilities() {
        Instant now = Instant.ofEpochMilli(Time.currentTimeMillis());
        return grants().stream()
                .filter(grant -> grant.isLive(now))
                .map(CapabilityGrant::capability)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Grants of the agent, those that have ended included. */
    List<CapabilityGrant> grants() {
        return em
                .createNamedQuery("AimCapabilityGrant.findByAgent", AimCapabilityGrantEntity.class)
                .setParameter("realmId", entity().getRealmId())
                .setParameter("agentId", getId())
                .getResultList()
                .stream()
                .map(AimCapabilityGrantEntity::toGrant)
                .toList();
    }
}
