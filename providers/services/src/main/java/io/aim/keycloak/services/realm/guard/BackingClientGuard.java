package io.aim.keycloak.services.realm.guard;

import io.aim.keycloak.core.agent.AgentStatus;
import io.aim.keycloak.core.mcp.McpServerStatus;
import io.aim.keycloak.services.agent.BackingClient;
import io.aim.keycloak.services.mcp.McpServerClient;
import io.aim.keycloak.spi.agent.AgentProvider;
import io.aim.keycloak.spi.mcp.McpServerProvider;
import java.util.List;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.ModelValidationException;
import org.keycloak.models.RealmModel;

/**
 * The client of an agent or MCP server keeps the shape that its security rests on. Without this, whoever may manage clients
 * could give a suspended agent another authenticator, switch its client on, or let a server's client get tokens.
 */
final class BackingClientGuard {

    private BackingClientGuard() {}

    static void check(KeycloakSession session, ClientModel client) {
        RealmModel realm = client.getRealm();
        // under the row's lock: a suspension that runs at the same moment is either seen, or comes after
        AgentProvider agents = session.getProvider(AgentProvider.class);
        agents.getByClient(realm, client.getId())
                .flatMap(agent -> agents.getByIdForUpdate(realm, agent.getId()))
                .ifPresent(agent -> check(
                        client,
                        "agent '" + agent.getName() + "'",
                        BackingClient.deviations(client, agent.getName()),
                        agent.getStatus() == AgentStatus.VERIFIED));
        McpServerProvider servers = session.getProvider(McpServerProvider.class);
        servers.getByClient(realm, client.getId())
                .flatMap(server -> servers.getByIdForUpdate(realm, server.getId()))
                .ifPresent(server -> check(
                        client,
                        "MCP server '" + server.getName() + "'",
                        McpServerClient.deviations(client, server.getName()),
                        server.getStatus() == McpServerStatus.VERIFIED));
    }

    private static void check(ClientModel client, String owner, List<String> deviations, boolean mayBeEnabled) {
        if (!deviations.isEmpty()) {
            throw refusal(owner, "the settings " + String.join(", ", deviations) + " are fixed");
        }
        if (client.isEnabled() && !mayBeEnabled) {
            throw refusal(owner, "it is enabled and disabled with the status");
        }
    }

    private static ModelValidationException refusal(String owner, String rule) {
        return new ModelValidationException("This client belongs to the " + owner + ": " + rule);
    }
}
