package io.aim.keycloak.jpa.agent;

import io.aim.keycloak.jpa.TextRows;
import jakarta.persistence.EntityManager;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.keycloak.models.utils.KeycloakModelUtils;

/** The rows of the capabilities that one agent declared. */
final class AgentCapabilityRows {

    private final EntityManager em;
    private final AimAgentEntity agent;

    AgentCapabilityRows(EntityManager em, AimAgentEntity agent) {
        this.em = em;
        this.agent = agent;
    }

    Set<String> declared() {
        return rows().stream()
                .map(AimAgentCapabilityEntity::getCapability)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    void declare(Set<String> declared) {
        TextRows.set(
                em,
                rows(),
                AimAgentCapabilityEntity::getCapability,
                declared,
                capability -> new AimAgentCapabilityEntity(KeycloakModelUtils.generateId(), agent, capability));
    }

    private List<AimAgentCapabilityEntity> rows() {
        return em.createNamedQuery("AimAgentCapability.findByAgent", AimAgentCapabilityEntity.class)
                .setParameter("realmId", agent.getRealmId())
                .setParameter("agentId", agent.getId())
                .getResultList();
    }
}
