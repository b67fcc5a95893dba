package io.aim.keycloak.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aim.keycloak.cli.client.Json;
import io.aim.keycloak.cli.client.JsonHttp;
import io.aim.keycloak.testkit.TestRealm;
import java.util.Map;
import java.util.UUID;

/**
 * An ordinary confidential client with a secret, a service account and direct grants.
 *
 * @param realm its realm
 * @param id its internal id
 * @param clientId its client id
 * @param secret its secret
 */
public record SimpleClient(TestRealm realm, String id, String clientId, String secret) {

    /** Creates it, as the administrator of the server. */
    public static SimpleClient create(TestRealm realm, String clientId) {
        String secret = UUID.randomUUID().toString();
        String id = realm.admin()
                .post(realm.adminPath("/clients"), representation(clientId, secret))
                .expect(201)
                .createdId();
        return new SimpleClient(realm, id, clientId, secret);
    }

    /** Its representation, to change before it is created. */
    public static ObjectNode representation(String clientId, String secret) {
        return Json.object()
                .put("clientId", clientId)
                .put("secret", secret)
                .put("publicClient", false)
                .put("standardFlowEnabled", false)
                .put("serviceAccountsEnabled", true)
                .put("directAccessGrantsEnabled", true);
    }

    /** A token of its own. */
    public String serviceAccountToken() {
        return realm.tokens()
                .post(Map.of("grant_type", "client_credentials", "client_id", clientId, "client_secret", secret))
                .expect(200)
                .body()
                .path("access_token")
                .asText();
    }

    /** A token of a user who logs in through this client. */
    public String tokenOf(TestRealm.User user) {
        return realm.tokens()
                .post(Map.of(
                        "grant_type",
                        "password",
                        "client_id",
                        clientId,
                        "client_secret",
                        secret,
                        "username",
                        user.username(),
                        "password",
                        user.password()))
                .expect(200)
                .body()
                .path("access_token")
                .asText();
    }

    /** What the realm says about a token. */
    public JsonNode introspect(String token) {
        return JsonHttp.form(
                        realm.tokens().endpoint() + "/introspect",
                        Map.of("token", token, "client_id", clientId, "client_secret", secret),
                        Map.of())
                .expect(200)
                .body();
    }
}
