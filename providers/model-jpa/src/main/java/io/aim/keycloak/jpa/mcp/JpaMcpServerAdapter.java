package io.aim.keycloak.jpa.mcp;

import io.aim.keycloak.core.key.Ed25519PublicKey;
import io.aim.keycloak.core.mcp.McpServerStatus;
import io.aim.keycloak.core.mcp.VerificationMethod;
import io.aim.keycloak.jpa.TextMapColumn;
import io.aim.keycloak.jpa.TextRows;
import io.aim.keycloak.spi.mcp.McpServerKey;
import io.aim.keycloak.spi.mcp.McpServerModel;
import io.aim.keycloak.spi.mcp.McpServerProfile;
import io.aim.keycloak.spi.mcp.McpServerVerification;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.keycloak.common.util.Time;

/** An MCP server backed by its row and by the rows of its tags. */
final class JpaMcpServerAdapter implements McpServerModel {

    private final EntityManager em;
    private final AimMcpServerEntity entity;

    JpaMcpServerAdapter(EntityManager em, AimMcpServerEntity entity) {
        this.em = em;
        this.entity = entity;
    }

    AimMcpServerEntity entity() {
        return entity;
    }

    /** Everything about the server apart from where it is, who answers for it and its key. */
    void describe(McpServerProfile profile) {
        entity.setDisplayName(profile.displayName());
        entity.setDescription(profile.description());
        entity.setVerificationUrl(profile.verificationUrl());
        entity.setVersion(profile.version());
        entity.setMetadata(TextMapColumn.write(profile.metadata()));
        setTags(profile.tags());
    }

    private void changed() {
        entity.setUpdatedAt(Time.currentTimeMillis());
    }

    private static @Nullable Instant instant(@Nullable Long millis) {
        return millis == null ? null : Instant.ofEpochMilli(millis);
    }

    private static @Nullable Long millis(@Nullable Instant time) {
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
    public String getUrl() {
        return entity.getUrl();
    }

    @Override
    public void setUrl(String url) {
        if (url.equals(entity.getUrl())) {
            return;
        }
        entity.setUrl(url);
        unproven("its address changed");
        em.flush(); // of two concurrent takers of one address the second fails here
    }

    @Override
    public @Nullable String getVerificationUrl() {
        return entity.getVerificationUrl();
    }

    @Override
    public void setVerificationUrl(@Nullable String url) {
        entity.setVerificationUrl(url);
        changed();
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
    public @Nullable String getOwnerId() {
        return entity.getOwnerId();
    }

    @Override
    public void setOwnerId(@Nullable String ownerId) {
        entity.setOwnerId(ownerId);
        changed();
    }

    @Override
    public McpServerStatus getStatus() {
        return McpServerStatus.fromCode(entity.getStatus()).orElseThrow();
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
    public void changeStatus(McpServerStatus status, @Nullable String reason) {
        if (!getStatus().canBecome(status)) {
            throw new IllegalStateException(getStatus().code() + " cannot become " + status.code());
        }
        entity.setStatus(status.code(), reason, Time.currentTimeMillis());
        changed();
    }

    private void unproven(String reason) {
        setVerification(McpServerVerification.NONE);
        McpServerStatus fallen = getStatus().whenUnproven();
        if (fallen != getStatus()) {
            entity.setStatus(fallen.code(), reason, Time.currentTimeMillis());
        }
    }

    @Override
    public @Nullable McpServerKey getKey() {
        String x = entity.getPublicKey();
        Instant createdAt = instant(entity.getKeyCreatedAt());
        return x == null || createdAt == null
                ? null
                : new McpServerKey(Ed25519PublicKey.of(Base64.getUrlDecoder().decode(x)), createdAt);
    }

    @Override
    public void setKey(Ed25519PublicKey key) {
        if (key.x().equals(entity.getPublicKey())) {
            return;
        }
        entity.setKey(key.x(), key.thumbprint(), Time.currentTimeMillis());
        unproven("its key changed");
        em.flush(); // of two concurrent registrations of one key the second fails here
    }

    @Override
    public McpServerVerification getVerification() {
        String method = entity.getVerificationMethod();
        return new McpServerVerification(
                instant(entity.getVerifiedAt()),
                method == null ? null : VerificationMethod.fromCode(method).orElseThrow(),
                instant(entity.getLastCheckedAt()),
                instant(entity.getNextCheckAt()),
                entity.getFailedChecks());
    }

    @Override
    public void setVerification(McpServerVerification verification) {
        VerificationMethod method = verification.method();
        entity.setVerification(
                millis(verification.verifiedAt()),
                method == null ? null : method.code(),
                millis(verification.lastCheckedAt()),
                millis(verification.nextCheckAt()),
                verification.failedChecks());
        changed();
    }

    @Override
    public SortedSet<String> getTags() {
        return tagRows().stream().map(AimMcpServerTagEntity::getTag).collect(Collectors.toCollection(TreeSet::new));
    }

    @Override
    public void setTags(SortedSet<String> tags) {
        TextRows.set(
                em,
                tagRows(),
                AimMcpServerTagEntity::getTag,
                tags,
                tag -> new AimMcpServerTagEntity(entity.getRealmId(), entity.getId(), tag));
        changed();
    }

    private List<AimMcpServerTagEntity> tagRows() {
        return em.createNamedQuery("AimMcpServerTag.findByServer", AimMcpServerTagEntity.class)
                .setParameter("realmId", entity.getRealmId())
                .setParameter("serverId", entity.getId())
                .getResultList();
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
    public Instant getCreatedAt() {
        return Instant.ofEpochMilli(entity.getCreatedAt());
    }

    @Override
    public Instant getUpdatedAt() {
        return Instant.ofEpochMilli(entity.getUpdatedAt());
    }
}
