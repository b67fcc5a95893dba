package io.aim.keycloak.jpa.policy;

import io.aim.keycloak.core.policy.Policy;
import io.aim.keycloak.spi.policy.SecurityPolicy;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A row of {@code AIM_POLICY}. */
@Entity
@Table(name = "AIM_POLICY")
@NamedQuery(
        name = "AimPolicy.findByRealm",
        query = "select p from AimPolicyEntity p where p.realmId = :realmId order by p.priority desc, p.id")
@NamedQuery(
        name = "AimPolicy.enabled",
        query =
                "select new io.aim.keycloak.jpa.policy.PolicyRow(p.id, p.name, p.type, p.parameters, p.scopeKind, p.scopeValue, p.priority, p.enforcement, p.enabled) from AimPolicyEntity p where p.realmId = :realmId and p.enabled = true")
@NamedQuery(
        name = "AimPolicy.delete",
        query = "delete from AimPolicyEntity p where p.realmId = :realmId and p.id = :id")
@NamedQuery(
        name = "AimPolicy.deleteByAgent",
        query =
                "delete from AimPolicyEntity p where p.realmId = :realmId and p.scopeKind = 'agent' and p.scopeValue = :agentId")
@NamedQuery(name = "AimPolicy.deleteByRealm", query = "delete from AimPolicyEntity p where p.realmId = :realmId")
public class AimPolicyEntity {

    @Id
    @Column(name = "ID", length = 36)
    private String id;

    @Column(name = "REALM_ID", length = 36, nullable = false, updatable = false)
    private String realmId;

    @Column(name = "NAME", length = 100, nullable = false)
    private String name;

    @Column(name = "DESCRIPTION", length = 1000)
    private @Nullable String description;

    @Column(name = "POLICY_TYPE", length = 32, nullable = false)
    private String type;

    @Column(name = "PARAMETERS", length = 2000)
    private @Nullable String parameters;

    @Column(name = "SCOPE_KIND", length = 16, nullable = false)
    private String scopeKind;

    @Column(name = "SCOPE_VALUE", length = 64)
    private @Nullable String scopeValue;

    @Column(name = "PRIORITY", nullable = false)
    private int priority;

    @Column(name = "ENFORCEMENT", length = 16, nullable = false)
    private String enforcement;

    @Column(name = "ENABLED", nullable = false)
    private boolean enabled;

    @Column(name = "CREATED_AT", nullable = false, updatable = false)
    private long createdAt;

    @Column(name = "CREATED_BY", length = 255, updatable = false)
    private @Nullable String createdBy;

    @Column(name = "UPDATED_AT", nullable = false)
    private long updatedAt;

    @Column(name = "UPDATED_BY", length = 255)
    private @Nullable String updatedBy;

    /** For Hibernate. */
    protected AimPolicyEntity() {}

    AimPolicyEntity(SecurityPolicy policy) {
        this.id = policy.id();
        this.realmId = policy.realmId();
        this.createdAt = policy.createdAt().toEpochMilli();
        this.createdBy = policy.createdBy();
        set(policy);
    }

    final void set(SecurityPolicy policy) {
        Policy rule = policy.rule();
        this.name = rule.name();
        this.description = policy.description();
        this.type = rule.type().code();
        this.parameters = PolicyColumns.write(rule.condition());
        this.scopeKind = rule.scope().kind().code();
        this.scopeValue = PolicyColumns.write(rule.scope());
        this.priority = rule.priority();
        this.enforcement = rule.enforcement().code();
        this.enabled = rule.enabled();
        this.updatedAt = policy.updatedAt().toEpochMilli();
        this.updatedBy = policy.updatedBy();
    }

    String realmId() {
        return realmId;
    }

    SecurityPolicy toPolicy() {
        return new SecurityPolicy(
                realmId,
                new PolicyRow(id, name, type, parameters, scopeKind, scopeValue, priority, enforcement, enabled)
                        .toPolicy(),
                description,
                Instant.ofEpochMilli(createdAt),
                createdBy,
                Instant.ofEpochMilli(updatedAt),
                updatedBy);
    }
}
