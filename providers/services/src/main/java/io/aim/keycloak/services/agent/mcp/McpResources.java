package io.aim.keycloak.services.agent.mcp;

import io.aim.keycloak.core.InvalidInputException;
import io.aim.keycloak.core.agent.AgentStatus;
import io.aim.keycloak.core.mcp.McpServerStatus;
import io.aim.keycloak.core.mcp.ResourceUri;
import io.aim.keycloak.services.agent.BackingClient;
import io.aim.keycloak.services.agent.authentication.Ed25519JwtClientAuthenticator;
import io.aim.keycloak.services.agent.snapshot.AgentSnapshotProvider;
import io.aim.keycloak.services.agent.snapshot.CachedAgent;
import io.aim.keycloak.spi.mcp.McpResource;
import io.aim.keycloak.spi.mcp.McpServerProvider;
import java.util.List;
import java.util.Optional;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.utils.KeycloakModelUtils;

/**
 * Which client may have a token for which MCP server. An agent needs a granted connection, which its snapshot holds, so
 * that nothing is read from the database; for other clients the server is looked up.
 */
public record McpResources(KeycloakSession session, RealmModel realm) {

    /** Whether the client is an agent's, or the realm one that is set up for agents; others know no resources of ours. */
    public boolean concern(ClientModel client) {
        return isAgents(client) || KeycloakModelUtils.getClientScopeByName(realm, BackingClient.CLAIMS_SCOPE) != null;
    }

    /**
     * The verified server that has the address, if the client may have tokens for it.
     *
     * @throws ResourceRefusal if not
     */
    public McpResource require(ClientModel client, String resource) throws ResourceRefusal {
        String url = canonical(resource);
        McpResource server = isAgents(client) ? granted(client, url) : known(url);
        if (server.status() != McpServerStatus.VERIFIED) {
            throw new ResourceRefusal(
                    "mcp_server_" + server.status().code(),
                    "The MCP server is " + server.status().code());
        }
        return server;
    }

    private static String canonical(String resource) throws ResourceRefusal {
        try {
            return ResourceUri.parse("resource", resource, true).value();
        } catch (InvalidInputException e) {
            throw new ResourceRefusal("resource_invalid", String.valueOf(e.getMessage()));
        }
    }

    private static boolean isAgents(ClientModel client) {
        return Ed25519JwtClientAuthenticator.PROVIDER_ID.equals(client.getClientAuthenticatorType());
    }

    private McpResource granted(ClientModel client, String url) throws ResourceRefusal {
        Optional<McpResource> granted = session.getProvider(AgentSnapshotProvider.class)
                .get(realm, client.getId())
                .map(CachedAgent::snapshot)
                .filter(agent -> agent.status() == AgentStatus.VERIFIED)
                .flatMap(agent -> find(agent.mcpServers(), url));
        if (granted.isPresent()) {
            return granted.get();
        }
        known(url);
        throw new ResourceRefusal(
                "mcp_server_not_connected", "Nobody granted the agent a connection to this MCP server");
    }

    private static Optional<McpResource> find(List<McpResource> servers, String url) {
        return servers.stream().filter(server -> server.url().equals(url)).findFirst();
    }

    private McpResource known(String url) throws ResourceRefusal {
        return session.getProvider(McpServerProvider.class)
                .getByUrl(realm, url)
                .map(McpResource::of)
                .orElseThrow(
                        () -> new ResourceRefusal("mcp_server_unknown", "The realm has no MCP server at this address"));
    }
}
