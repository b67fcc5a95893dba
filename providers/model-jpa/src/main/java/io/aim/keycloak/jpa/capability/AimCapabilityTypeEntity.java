package io.aim.keycloak.jpa.capability;

import io.aim.keycloak.core.capability.CapabilityType;
import io.aim.keycloak.core.capability.ExecutionMode;
import io.aim.keycloak.core.capability.RiskLevel;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.math.BigDecimal;

/** A row of {@code AIM_CAPABILITY_TYPE}: a realm's own capability. Core capabilities have no rows. */
@Entity
@Table(name = "AIM_CAPABILITY_TYPE")
@IdClass(AimCapabilityTypeEntity.Key.class)
@NamedQuery(
        name = "AimCapabilityType.findByRealm",
        query = "select t from AimCapabilityTypeEntity t where t.realmId = :realmId order by t.name")
@NamedQuery(
        name = "AimCapabilityType.deleteByRealm",
        query = "delete from AimCapabilityTypeEntity t where t.realmId = :realmId")
public class AimCapabilityTypeEntity {

    /** Primary key. */
    public record Key(String realmId, String name) implements Serializable {}

    @Id
    @Column(name = "REALM_ID", length = 36)
    private String realmId;

    @Id
    @Column(name = "NAME", length = 65)
    private String name;

    @Column(name = "DESCRIPTION", length = 1000, nullable = false)
    private String description;

    @Column(name = "RISK", length = 16, nullable = false)
    private String risk;

    @Column(name = "MINIMUM_TRUST", precision = 4, scale = 3, nullable = false)
    private BigDecimal minimumTrust;

    @Column(name = "EXECUTION_MODE", length = 16, nullable = false)
    private String executionMode;

    /** For Hibernate. */
    protected AimCapabilityTypeEntity() {}

    AimCapabilityTypeEntity(String realmId, CapabilityType type) {
        this.realmId = realmId;
        this.name = type.name();
        set(type);
    }

    final void set(CapabilityType type) {
        this.description = type.description();
        this.risk = type.risk().code();
        this.minimumTrust = type.minimumTrust();
        this.executionMode = type.executionMode().code();
    }

    CapabilityType toType() {
        return new CapabilityType(
                name,
                description,
                RiskLevel.fromCode(risk).orElseThrow(),
                minimumTrust,
                ExecutionMode.fromCode(executionMode).orElseThrow(),
                false);
    }
}
