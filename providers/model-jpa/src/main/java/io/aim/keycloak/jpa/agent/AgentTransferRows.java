package io.aim.keycloak.jpa.agent;

import io.aim.keycloak.core.agent.AgentPerson;
import io.aim.keycloak.spi.agent.AgentTransfer;
import jakarta.persistence.EntityManager;
import java.util.List;

/** The rows of the offers to become one agent's owner or sponsor. */
final class AgentTransferRows {

    private final EntityManager em;
    private final AimAgentEntity agent;

    AgentTransferRows(EntityManager em, AimAgentEntity agent) {
        this.em = em;
        this.agent = agent;
    }

    List<AgentTransfer> offers() {
        return em
                .createNamedQuery("AimAgentTransfer.findByAgent", AimAgentTransferEntity.class)
                .setParameter("realmId", agent.getRealmId())
                .setParameter("agentId", agent.getId())
                .getResultList()
                .stream()
                .map(AimAgentTransferEntity::toTransfer)
                .toList();
    }

    void put(AgentTransfer offer) {
        em.merge(new AimAgentTransferEntity(agent.getRealmId(), agent.getId(), offer));
    }

    void remove(AgentPerson role) {
        AimAgentTransferEntity row = em.find(
                AimAgentTransferEntity.class,
                new AimAgentTransferEntity.Key(agent.getRealmId(), agent.getId(), role.code()));
        if (row != null) {
            em.remove(row);
        }
    }
}
