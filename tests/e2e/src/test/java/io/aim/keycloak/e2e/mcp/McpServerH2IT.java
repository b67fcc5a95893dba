package io.aim.keycloak.e2e.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aim.keycloak.cli.client.AgentKey;
import io.aim.keycloak.testkit.Db;
import io.aim.keycloak.testkit.KeycloakTest;
import io.aim.keycloak.testkit.TestAgent;
import io.aim.keycloak.testkit.TestRealm;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The same on H2. */
@KeycloakTest(db = Db.H2)
class McpServerH2IT {

    @Test
    void aServerLivesFromRegistrationToRemoval(TestRealm realm) {
        McpRealm servers = McpRealm.of(realm);
        ObjectNode registration = servers.registration(McpRealm.freshName());
        registration.putArray("tags").add("h2");
        JsonNode server = servers.register(registration).expect(201).body();
        TestAgent agent = TestAgent.verified(realm, "agent-" + UUID.randomUUID(), servers.owner(), servers.owner());

        assertThat(servers.list("?tag=h2&search=MCP&status=pending")
                        .path("total")
                        .asInt())
                .isEqualTo(1);
        servers.setStatus(server, "verified").expect(409);
        servers.setKey(server, AgentKey.generate()).expect(200);
        realm.admin()
                .post(agent.adminPath("/mcp-servers"), Map.of("server", McpRealm.id(server)))
                .expect(201);
        servers.act(server, "revoke").expect(200);

        realm.admin().delete(servers.path(server, "")).expect(204);
        assertThat(realm.admin()
                        .get(agent.adminPath("/mcp-servers"))
                        .expect(200)
                        .body()
                        .path("total")
                        .asInt(-1))
                .isZero();
    }
}
