package io.aim.keycloak.jpa.agent;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Table;

/** A row of {@code AIM_AGENT_CAPABILITY}: a capability that an agent declared, which grants nothing. */
@Entity
@Table(name = "AIM_AGENT_CAPABILITY")
@NamedQuery(
        name = "AimAgentCapability.findByAgent",
        query =
                "select c from AimAgentCapabilityEntity c where c.realmId = :realmId and c.agentId = :agentId order by c.capability")
@NamedQuery(
        name = "AimAgentCapability.deleteByAgent",
        query = "delete from AimAgentCapabilityEntity c where c.realmId = :realmId and c.agentId = :agentId")
@NamedQuery(
        name = "AimAgentCapability.deleteByRealm",
        query = "delete from AimAgentCapabilityEntity c where c.realmId = :realmId")
public class AimAgentCapabilityEntity {

    @Id
    @Column(name = "ID", length = 36)
    private String id;

    @Column(name = "REALM_ID", length = 36, nullable = false, updatable = false)
    private String realmId;

    @Column(name = "AGENT_ID", length = 36, nullable = false, updatable = false)
    private String agentId;

    @Column(name = "CAPABILITY", length = 65, nullable = false, updatable = false)
    private String capability;

    /** For Hibernate. */
    protected AimAgentCapabilityEntity() {}

    AimAgentCapabilityEntity(String id, AimAgentEntity agent, String capability) {
        this.id = id;
        this.realmId = agent.getRealmId();
        this.agentId = agent.getId();
        this.capability = capability;
    }

    String getCapability() {
        return capability;
    }
}
