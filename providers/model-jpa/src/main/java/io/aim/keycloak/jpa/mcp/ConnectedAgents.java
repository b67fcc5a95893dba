package io.aim.keycloak.jpa.mcp;

import io.aim.keycloak.spi.agent.AgentProvider;
import jakarta.persistence.EntityManager;
import java.util.List;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** Agents that may have tokens for a server: what they know of it is part of their snapshots. */
record ConnectedAgents(KeycloakSession session, EntityManager em) {

    /** Their snapshots are stale. */
    void changed(AimMcpServerEntity server) {
        List<String> agentIds = em.createNamedQuery("AimAgentMcpConnection.agentsGranted", String.class)
                .setParameter("realmId", server.getRealmId())
                .setParameter("serverId", server.getId())
                .getResultList();
        RealmModel realm = session.realms().getRealm(server.getRealmId());
        if (!agentIds.isEmpty() && realm != null) {
            session.getProvider(AgentProvider.class).changed(realm, agentIds);
        }
    }
}
