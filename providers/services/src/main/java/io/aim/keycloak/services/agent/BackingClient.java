package io.aim.keycloak.services.agent;

import io.aim.keycloak.services.agent.authentication.Ed25519JwtClientAuthenticator;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.keycloak.common.constants.ServiceAccountConstants;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientScopeModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.protocol.oidc.OIDCLoginProtocol;
import org.keycloak.services.managers.ClientManager;
import org.keycloak.services.managers.RealmManager;

/** The Keycloak client that an agent owns: confidential, service account only, our authenticator, nothing else. */
public final class BackingClient {

    /** Name of the client scope that puts the agent's claims into its tokens. */
    public static final String CLAIMS_SCOPE = "aim";

    private static final String DEVICE_GRANT = "oauth2.device.authorization.grant.enabled";
    private static final String CIBA_GRANT = "oidc.ciba.grant.enabled";

    /** Scopes that service accounts have a use for: subject, roles. Profile and e-mail would only cost time. */
    private static final Set<String> SCOPES =
            Set.of("basic", "roles", ServiceAccountConstants.SERVICE_ACCOUNT_SCOPE, CLAIMS_SCOPE);

    private BackingClient() {}

    /** Creates the client, disabled, and its service account. */
    static ClientModel create(KeycloakSession session, RealmModel realm, String uuid, String clientId) {
        ClientModel client = realm.addClient(uuid, clientId);
        client.setProtocol(OIDCLoginProtocol.LOGIN_PROTOCOL);
        client.setName("Agent " + clientId);
        client.setPublicClient(false);
        client.setBearerOnly(false);
        client.setStandardFlowEnabled(false);
        client.setImplicitFlowEnabled(false);
        client.setDirectAccessGrantsEnabled(false);
        client.setConsentRequired(false);
        client.setFullScopeAllowed(false);
        client.setClientAuthenticatorType(Ed25519JwtClientAuthenticator.PROVIDER_ID);
        new ClientManager(new RealmManager(session)).enableServiceAccount(client);
        Stream.of(true, false)
                .flatMap(byDefault -> client.getClientScopes(byDefault).values().stream())
                .filter(scope -> !SCOPES.contains(scope.getName()))
                .toList()
                .forEach(client::removeClientScope);
        Set<String> present = client.getClientScopes(true).keySet();
        realm.getClientScopesStream()
                .filter(scope -> OIDCLoginProtocol.LOGIN_PROTOCOL.equals(scope.getProtocol()))
                .filter(scope -> SCOPES.contains(scope.getName()) && !present.contains(scope.getName()))
                .toList()
                .forEach(scope -> addDefault(client, scope));
        enable(session, client, false);
        return client;
    }

    private static void addDefault(ClientModel client, ClientScopeModel scope) {
        client.addClientScope(scope, true);
    }

    /** Switches client and service account on or off. */
    static void enable(KeycloakSession session, ClientModel client, boolean enabled) {
        client.setEnabled(enabled);
        UserModel serviceAccount = session.users().getServiceAccount(client);
        if (serviceAccount != null) {
            serviceAccount.setEnabled(enabled);
        }
    }

    /** Username of the service account of that client. */
    static String serviceAccountName(String clientId) {
        return ServiceAccountConstants.SERVICE_ACCOUNT_USER_PREFIX + clientId;
    }

    /** Removes the client and its service account. */
    static void remove(KeycloakSession session, RealmModel realm, ClientModel client) {
        new ClientManager(new RealmManager(session)).removeClient(realm, client);
    }

    /** Names of the settings that differ from what an agent's client must be. */
    public static List<String> deviations(ClientModel client, String agentName) {
        List<String> deviations = new ArrayList<>();
        require(deviations, "clientId", agentName.equals(client.getClientId()));
        require(deviations, "protocol", OIDCLoginProtocol.LOGIN_PROTOCOL.equals(client.getProtocol()));
        require(deviations, "publicClient", !client.isPublicClient());
        require(deviations, "bearerOnly", !client.isBearerOnly());
        require(deviations, "standardFlowEnabled", !client.isStandardFlowEnabled());
        require(deviations, "implicitFlowEnabled", !client.isImplicitFlowEnabled());
        require(deviations, "directAccessGrantsEnabled", !client.isDirectAccessGrantsEnabled());
        require(deviations, "serviceAccountsEnabled", client.isServiceAccountsEnabled());
        require(deviations, "fullScopeAllowed", !client.isFullScopeAllowed());
        require(deviations, DEVICE_GRANT, !Boolean.parseBoolean(client.getAttribute(DEVICE_GRANT)));
        require(deviations, CIBA_GRANT, !Boolean.parseBoolean(client.getAttribute(CIBA_GRANT)));
        require(
                deviations,
                "clientAuthenticatorType",
                Ed25519JwtClientAuthenticator.PROVIDER_ID.equals(client.getClientAuthenticatorType()));
        return deviations;
    }

    private static void require(List<String> deviations, String setting, boolean holds) {
        if (!holds) {
            deviations.add(setting);
        }
    }
}
