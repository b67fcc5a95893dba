package io.aim.keycloak.services.mcp;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.protocol.oidc.OIDCLoginProtocol;
import org.keycloak.services.managers.ClientManager;
import org.keycloak.services.managers.RealmManager;

/**
 * The Keycloak client that an MCP server owns: it takes tokens and gets none. It can be an audience, and can have roles
 * and permissions, as every client of Keycloak.
 */
public final class McpServerClient {

    private McpServerClient() {}

    /** Creates the client, disabled. */
    static ClientModel create(RealmModel realm, String uuid, String clientId) {
        ClientModel client = realm.addClient(uuid, clientId);
        client.setProtocol(OIDCLoginProtocol.LOGIN_PROTOCOL);
        client.setName("MCP server " + clientId);
        client.setPublicClient(false);
        client.setBearerOnly(true);
        client.setStandardFlowEnabled(false);
        client.setImplicitFlowEnabled(false);
        client.setDirectAccessGrantsEnabled(false);
        client.setServiceAccountsEnabled(false);
        client.setConsentRequired(false);
        client.setFullScopeAllowed(false);
        Stream.of(true, false)
                .flatMap(byDefault -> client.getClientScopes(byDefault).values().stream())
                .toList()
                .forEach(client::removeClientScope);
        client.setEnabled(false);
        return client;
    }

    /** Removes the client. */
    static void remove(KeycloakSession session, RealmModel realm, ClientModel client) {
        new ClientManager(new RealmManager(session)).removeClient(realm, client);
    }

    /** Names of the settings that differ from what a server's client must be. */
    public static List<String> deviations(ClientModel client, String serverName) {
        List<String> deviations = new ArrayList<>();
        require(deviations, "clientId", serverName.equals(client.getClientId()));
        require(deviations, "protocol", OIDCLoginProtocol.LOGIN_PROTOCOL.equals(client.getProtocol()));
        require(deviations, "bearerOnly", client.isBearerOnly());
        require(deviations, "publicClient", !client.isPublicClient());
        require(deviations, "standardFlowEnabled", !client.isStandardFlowEnabled());
        require(deviations, "implicitFlowEnabled", !client.isImplicitFlowEnabled());
        require(deviations, "directAccessGrantsEnabled", !client.isDirectAccessGrantsEnabled());
        require(deviations, "serviceAccountsEnabled", !client.isServiceAccountsEnabled());
        require(deviations, "fullScopeAllowed", !client.isFullScopeAllowed());
        return deviations;
    }

    private static void require(List<String> deviations, String setting, boolean holds) {
        if (!holds) {
            deviations.add(setting);
        }
    }
}
