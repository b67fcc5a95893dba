package io.aim.keycloak.jpa.agent;

import jakarta.persistence.EntityManager;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.keycloak.models.utils.KeycloakModelUtils;

/** The rows of one agent's capabilities. */
final class AgentCapabilityRows {

    private final EntityManager em;
    private final AimAgentEntity agent;

    AgentCapabilityRows(EntityManager em, AimAgentEntity agent) {
        this.em = em;
        this.agent = agent;
    }

    Set<String> in(String state) {
        return rows().stream()
                .filter(row -> row.isInState(state))
                .map(AimAgentCapabilityEntity::getCapability)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    void declare(Set<String> declared) {
        Set<String> missing = new LinkedHashSet<>(declared);
        for (AimAgentCapabilityEntity row : rows()) {
            if (row.isInState(AimAgentCapabilityEntity.DECLARED) && !missing.remove(row.getCapability())) {
                em.remove(row);
            }
        }
        missing.forEach(capability -> em.persist(new AimAgentCapabilityEntity(
                KeycloakModelUtils.generateId(), agent, capability, AimAgentCapabilityEntity.DECLARED)));
    }

    private List<AimAgentCapabilityEntity> rows() {
        return em.createNamedQuery("AimAgentCapability.findByAgent", AimAgentCapabilityEntity.class)
                .setParameter("realmId", agent.getRealmId())
                .setParameter("agentId", agent.getId())
                .getResultList();
    }
}
