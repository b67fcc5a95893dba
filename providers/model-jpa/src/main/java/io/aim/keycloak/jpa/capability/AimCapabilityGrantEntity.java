package io.aim.keycloak.jpa.capability;

import io.aim.keycloak.core.capability.ExecutionMode;
import io.aim.keycloak.spi.capability.CapabilityGrant;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.DynamicUpdate;
import org.jspecify.annotations.Nullable;

/** A row of {@code AIM_CAPABILITY_GRANT}. Apart from when it was last used, a grant never changes. */
@Entity
@DynamicUpdate
@Table(name = "AIM_CAPABILITY_GRANT")
@NamedQuery(
        name = "AimCapabilityGrant.findByAgent",
        query =
                "select g from AimCapabilityGrantEntity g where g.realmId = :realmId and g.agentId = :agentId order by g.capability, g.grantedAt, g.id")
@NamedQuery(
        name = "AimCapabilityGrant.countByCapability",
        query =
                "select count(g) from AimCapabilityGrantEntity g where g.realmId = :realmId and g.capability = :capability")
@NamedQuery(
        name = "AimCapabilityGrant.unused",
        query =
                "select g from AimCapabilityGrantEntity g where g.realmId = :realmId and g.grantedAt < :since and (g.lastUsedAt is null or g.lastUsedAt < :since) and g.id > :after order by g.id")
@NamedQuery(
        name = "AimCapabilityGrant.countUnused",
        query =
                "select count(g) from AimCapabilityGrantEntity g where g.realmId = :realmId and g.grantedAt < :since and (g.lastUsedAt is null or g.lastUsedAt < :since)")
@NamedQuery(
        name = "AimCapabilityGrant.ended",
        query =
                "select g from AimCapabilityGrantEntity g where g.expiresAt <= :now order by g.realmId, g.agentId, g.id")
@NamedQuery(
        name = "AimCapabilityGrant.used",
        query =
                "update AimCapabilityGrantEntity g set g.lastUsedAt = greatest(coalesce(g.lastUsedAt, 0), :time) where g.id = :id")
@NamedQuery(
        name = "AimCapabilityGrant.delete",
        query = "delete from AimCapabilityGrantEntity g where g.realmId = :realmId and g.id = :id")
@NamedQuery(
        name = "AimCapabilityGrant.deleteByAgent",
        query = "delete from AimCapabilityGrantEntity g where g.realmId = :realmId and g.agentId = :agentId")
@NamedQuery(
        name = "AimCapabilityGrant.deleteByRealm",
        query = "delete from AimCapabilityGrantEntity g where g.realmId = :realmId")
public class AimCapabilityGrantEntity {

    @Id
    @Column(name = "ID", length = 36)
    private String id;

    @Column(name = "REALM_ID", length = 36, nullable = false, updatable = false)
    private String realmId;

    @Column(name = "AGENT_ID", length = 36, nullable = false, updatable = false)
    private String agentId;

    @Column(name = "CAPABILITY", length = 65, nullable = false, updatable = false)
    private String capability;

    @Column(name = "RESOURCES", updatable = false)
    private @Nullable String resources;

    @Column(name = "CONDITIONS", length = 2000, updatable = false)
    private @Nullable String conditions;

    @Column(name = "EXECUTION_MODE", length = 16, updatable = false)
    private @Nullable String executionMode;

    @Column(name = "GRANTED_AT", nullable = false, updatable = false)
    private long grantedAt;

    @Column(name = "GRANTED_BY", length = 255, updatable = false)
    private @Nullable String grantedBy;

    @Column(name = "EXPIRES_AT", updatable = false)
    private @Nullable Long expiresAt;

    @Column(name = "REQUEST_ID", length = 36, updatable = false)
    private @Nullable String requestId;

    @Column(name = "LAST_USED_AT")
    private @Nullable Long lastUsedAt;

    /** For Hibernate. */
    protected AimCapabilityGrantEntity() {}

    AimCapabilityGrantEntity(CapabilityGrant grant) {
        this.id = grant.id();
        this.realmId = grant.realmId();
        this.agentId = grant.agentId();
        this.capability = grant.capability();
        this.resources = GrantColumns.write(grant.resources());
        this.conditions = GrantColumns.write(grant.conditions());
        ExecutionMode mode = grant.executionMode();
        this.executionMode = mode == null ? null : mode.code();
        this.grantedAt = grant.grantedAt().toEpochMilli();
        this.grantedBy = grant.grantedBy();
        this.expiresAt = GrantColumns.millis(grant.expiresAt());
        this.requestId = grant.requestId();
        this.lastUsedAt = GrantColumns.millis(grant.lastUsedAt());
    }

    /** The row as a value. */
    public CapabilityGrant toGrant() {
        return new CapabilityGrant(
                id,
                realmId,
                agentId,
                capability,
                GrantColumns.resources(resources),
                GrantColumns.conditions(conditions),
                executionMode == null
                        ? null
                        : ExecutionMode.fromCode(executionMode).orElseThrow(),
                Instant.ofEpochMilli(grantedAt),
                grantedBy,
                GrantColumns.instant(expiresAt),
                requestId,
                GrantColumns.instant(lastUsedAt));
    }

    String realmId() {
        return realmId;
    }
}
