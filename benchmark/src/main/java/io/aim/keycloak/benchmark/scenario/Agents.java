package io.aim.keycloak.benchmark.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aim.keycloak.cli.client.AdminClient;
import io.aim.keycloak.cli.client.Json;
import io.aim.keycloak.cli.client.JsonHttp;
import io.aim.keycloak.cli.client.Jws;
import java.nio.charset.StandardCharsets;

/** Registers agents the way their owners do: key, proof of possession, verification. */
public final class Agents {
    private static final String SCOPE = "aim";

    private final AdminClient admin;
    private final String adminPath;
    private final String runtimeUrl;
    private final String owner;
    private final String sponsor;

    /** Two people of the realm answer for its agents. */
    public Agents(AdminClient admin, String baseUrl, String realm) {
        this.admin = admin;
        this.adminPath = "/admin/realms/" + realm;
        this.runtimeUrl = baseUrl + "/realms/" + realm + "/aim/v1";
        this.owner = createUser("benchmark-owner");
        this.sponsor = createUser("benchmark-sponsor");
    }

    /** A verified agent whose access tokens are signed with the given algorithm. */
    void create(String name, SigningKey key, String tokenAlgorithm, boolean withScope) {
        verify(register(registration(name, key), key));
        changeClient(name, tokenAlgorithm, withScope);
    }

    /** The body of a registration, to which more can be added. */
    public ObjectNode registration(String name, SigningKey key) {
        ObjectNode registration =
                Json.object().put("name", name).put("owner", owner).put("sponsor", sponsor);
        registration.set("publicKey", key.publicJwk());
        return registration;
    }

    /** Registers an agent and proves its key; its id. */
    public String register(ObjectNode registration, SigningKey key) {
        String id = admin.post(adminPath + "/aim/agents", registration)
                .expect(201)
                .body()
                .path("id")
                .asText();
        prove(id, key);
        return id;
    }

    /** Makes a registered agent verified. */
    public void verify(String id) {
        admin.post(adminPath + "/aim/agents/" + id + "/verify").expect(200);
    }

    private void prove(String id, SigningKey key) {
        JsonNode challenge = JsonHttp.post(
                        runtimeUrl + "/agents/" + id + "/challenge",
                        Json.object().put("thumbprint", key.kid()))
                .expect(201)
                .body();
        byte[] input = challenge.path("signingInput").asText().getBytes(StandardCharsets.UTF_8);
        ObjectNode response = Json.object()
                .put("thumbprint", key.kid())
                .put("challenge", challenge.path("challenge").asText())
                .put("signature", Jws.encode(key.sign(input)));
        JsonHttp.post(runtimeUrl + "/agents/" + id + "/challenge/response", response)
                .expect(200);
    }

    private void changeClient(String name, String tokenAlgorithm, boolean withScope) {
        ObjectNode client = (ObjectNode) admin.get(adminPath + "/clients?clientId=" + JsonHttp.escape(name))
                .expect(200)
                .body()
                .get(0);
        String path = adminPath + "/clients/" + client.path("id").asText();
        client.withObject("/attributes").put(StockClients.TOKEN_ALGORITHM, tokenAlgorithm);
        admin.put(path, client).expect(204);
        if (!withScope) {
            for (JsonNode scope :
                    admin.get(path + "/default-client-scopes").expect(200).body()) {
                if (SCOPE.equals(scope.path("name").asText())) {
                    admin.delete(path + "/default-client-scopes/"
                                    + scope.path("id").asText())
                            .expect(204);
                }
            }
        }
    }

    /** A person of the realm; the id. */
    public String createUser(String username) {
        ObjectNode user = Json.object()
                .put("username", username)
                .put("enabled", true)
                .put("email", username + "@example.com")
                .put("firstName", username)
                .put("lastName", "Benchmark");
        return admin.post(adminPath + "/users", user).expect(201).createdId();
    }
}
