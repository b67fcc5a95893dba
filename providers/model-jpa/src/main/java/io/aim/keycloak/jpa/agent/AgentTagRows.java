package io.aim.keycloak.jpa.agent;

import io.aim.keycloak.jpa.TextRows;
import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The rows of one agent's tags. */
final class AgentTagRows {

    private final EntityManager em;
    private final AimAgentEntity agent;

    AgentTagRows(EntityManager em, AimAgentEntity agent) {
        this.em = em;
        this.agent = agent;
    }

    SortedSet<String> tags() {
        return rows().stream().map(AimAgentTagEntity::getTag).collect(Collectors.toCollection(TreeSet::new));
    }

    void set(Set<String> tags) {
        TextRows.set(
                em,
                rows(),
                AimAgentTagEntity::getTag,
                tags,
                tag -> new AimAgentTagEntity(agent.getRealmId(), agent.getId(), tag));
    }

    private List<AimAgentTagEntity> rows() {
        return em.createNamedQuery("AimAgentTag.findByAgent", AimAgentTagEntity.class)
                .setParameter("realmId", agent.getRealmId())
                .setParameter("agentId", agent.getId())
                .getResultList();
    }
}
