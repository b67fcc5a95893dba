package io.aim.keycloak.benchmark.scenario;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aim.keycloak.cli.client.AdminClient;
import io.aim.keycloak.cli.client.Json;
import java.util.List;
import java.util.UUID;

/**
 * Creates clients that log in without the extension.
 *
 * @param admin an administrator of the server
 * @param defaultScopes whether they keep the scopes of a new client, instead of those of an agent's client
 */
public record StockClients(AdminClient admin, boolean defaultScopes) {
    static final String TOKEN_ALGORITHM = "access.token.signed.response.alg";

    /** What the client of an agent has besides the scope {@code aim}. */
    static final List<String> AGENT_SCOPES = List.of("basic", "roles", "service_account");

    /** A client with a secret, which is returned. */
    String withSecret(String realm, String clientId, String tokenAlgorithm) {
        String secret = UUID.randomUUID().toString();
        create(
                realm,
                client(clientId, tokenAlgorithm)
                        .put("clientAuthenticatorType", "client-secret")
                        .put("secret", secret));
        return secret;
    }

    /** A client with a key for private_key_jwt. */
    void withKey(String realm, String clientId, SigningKey key, String tokenAlgorithm) {
        create(realm, keyed(clientId, key, tokenAlgorithm));
    }

    /** What a client with a key for private_key_jwt is created from. */
    public ObjectNode keyed(String clientId, SigningKey key, String tokenAlgorithm) {
        ObjectNode client = client(clientId, tokenAlgorithm).put("clientAuthenticatorType", "client-jwt");
        ObjectNode jwks = Json.object();
        jwks.putArray("keys")
                .add(key.publicJwk().put("kid", key.kid()).put("use", "sig").put("alg", key.algorithm()));
        client.withObject("/attributes")
                .put("use.jwks.string", "true")
                .put("jwks.string", jwks.toString())
                .put("token.endpoint.auth.signing.alg", key.algorithm());
        return client;
    }

    private void create(String realm, ObjectNode client) {
        admin.post("/admin/realms/" + realm + "/clients", client).expect(201);
    }

    private ObjectNode client(String clientId, String tokenAlgorithm) {
        ObjectNode client = Json.object()
                .put("clientId", clientId)
                .put("protocol", "openid-connect")
                .put("publicClient", false)
                .put("standardFlowEnabled", false)
                .put("directAccessGrantsEnabled", false)
                .put("serviceAccountsEnabled", true);
        client.putObject("attributes").put(TOKEN_ALGORITHM, tokenAlgorithm);
        if (!defaultScopes) {
            client.put("fullScopeAllowed", false);
            AGENT_SCOPES.forEach(client.putArray("defaultClientScopes")::add);
        }
        return client;
    }
}
