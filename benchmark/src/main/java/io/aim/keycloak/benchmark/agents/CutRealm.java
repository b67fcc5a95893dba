package io.aim.keycloak.benchmark.agents;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aim.keycloak.benchmark.scenario.Agents;
import io.aim.keycloak.benchmark.scenario.RawRequest;
import io.aim.keycloak.benchmark.scenario.Realms;
import io.aim.keycloak.benchmark.scenario.Requests;
import io.aim.keycloak.benchmark.scenario.SigningKey;
import io.aim.keycloak.benchmark.scenario.TokenEndpoint;
import io.aim.keycloak.cli.client.AdminClient;
import io.aim.keycloak.cli.client.Json;
import io.aim.keycloak.cli.client.Reply;
import java.util.Map;
import java.util.UUID;

/** A realm on two nodes with agents that are to be stopped and a resource server that asks about their tokens. */
final class CutRealm {
    private static final String NAME = "kill-switch";
    private static final String RESOURCE_SERVER = "resource-server";

    private final AdminClient admin;
    private final Agents agents;
    private final TokenEndpoint endpoint;
    private final String secret = UUID.randomUUID().toString();

    /**
     * An agent that lives until its suspension.
     *
     * @param id the agent's id
     * @param tokens its token requests
     */
    record Victim(String id, Requests tokens) {}

    private CutRealm(NodePair nodes) {
        this.admin = nodes.first().admin();
        this.agents = new Agents(admin, nodes.first().baseUrl(), NAME);
        this.endpoint = new TokenEndpoint(nodes.issuerBase() + "/realms/" + NAME);
    }

    static CutRealm create(NodePair nodes) {
        new Realms(nodes.first().admin()).create(NAME, Json.object().put("defaultSignatureAlgorithm", "ES256"), true);
        CutRealm realm = new CutRealm(nodes);
        ObjectNode client = Json.object()
                .put("clientId", RESOURCE_SERVER)
                .put("secret", realm.secret)
                .put("standardFlowEnabled", false);
        client.putObject("attributes").put("allow.token.introspection.without.audience.check", "true");
        realm.admin.post("/admin/realms/" + NAME + "/clients", client).expect(201);
        return realm;
    }

    /** A verified agent. */
    Victim victim(int number) {
        SigningKey key = SigningKey.generate("EdDSA");
        String name = "victim-" + number;
        String id = agents.register(agents.registration(name, key), key);
        agents.verify(id);
        // Userinfo takes tokens with that scope only.
        return new Victim(id, endpoint.withAssertion(name, key, key.kid(), Map.of("scope", "openid")));
    }

    /** Suspends an agent on the first node. */
    Reply suspend(Victim victim) {
        return admin.post(
                "/admin/realms/" + NAME + "/aim/agents/" + victim.id() + "/suspend",
                Json.object().put("reason", "benchmark"));
    }

    /** What may end with a suspension: new tokens, and the given one at introspection and at userinfo. */
    Map<Probe, Requests> probes(Victim victim, String token) {
        byte[] introspection = endpoint.post(
                "token/introspect", Map.of("client_id", RESOURCE_SERVER, "client_secret", secret, "token", token));
        byte[] userinfo = RawRequest.get(endpoint.uri("userinfo"), token);
        return Map.of(
                Probe.TOKEN, victim.tokens(),
                Probe.INTROSPECTION, () -> introspection,
                Probe.USERINFO, () -> userinfo);
    }
}
