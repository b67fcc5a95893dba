package io.aim.keycloak.jpa.agent;

import io.aim.keycloak.core.mcp.McpServerStatus;
import io.aim.keycloak.spi.mcp.McpResource;
import jakarta.persistence.EntityManager;
import java.util.List;

/** The MCP servers that agents may have tokens for. */
record AgentMcpRows(EntityManager em) {

    List<McpResource> granted(AimAgentEntity agent) {
        return em
                .createNamedQuery("AimAgentMcpConnection.granted", Object[].class)
                .setParameter("realmId", agent.getRealmId())
                .setParameter("agentId", agent.getId())
                .getResultList()
                .stream()
                .map(row -> new McpResource(
                        (String) row[0],
                        (String) row[1],
                        (String) row[2],
                        McpServerStatus.fromCode((String) row[3]).orElseThrow()))
                .toList();
    }
}
