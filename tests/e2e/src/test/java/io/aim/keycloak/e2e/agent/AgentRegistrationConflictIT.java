package io.aim.keycloak.e2e.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aim.keycloak.cli.client.AgentKey;
import io.aim.keycloak.e2e.SimpleClient;
import io.aim.keycloak.testkit.Keycloak;
import io.aim.keycloak.testkit.KeycloakTest;
import io.aim.keycloak.testkit.TestAgent;
import io.aim.keycloak.testkit.TestRealm;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Names and keys are unique in a realm, also when many ask at once. */
@KeycloakTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AgentRegistrationConflictIT {
    private static final int AT_ONCE = 20;

    private final Keycloak keycloak;
    private final AgentRealm agents;

    AgentRegistrationConflictIT(Keycloak keycloak, TestRealm realm) {
        this.keycloak = keycloak;
        this.agents = AgentRealm.of(realm);
    }

    @Test
    void theNameOfAnotherAgentIsTaken() throws SQLException {
        TestAgent agent = agents.pending();

        refuses(agents.registration(agent.name()), "name_taken", "name");
    }

    @Test
    void theNameOfARevokedAgentIsTakenStill() throws SQLException {
        refuses(agents.registration(agents.revoked().name()), "name_taken", "name");
    }

    @Test
    void theClientIdOfAnOrdinaryClientIsTaken() throws SQLException {
        SimpleClient client = SimpleClient.create(agents.realm(), AgentRealm.freshName());

        refuses(agents.registration(client.clientId()), "client_id_taken", "name");
        refuses(agents.registration("account-console"), "client_id_taken", "name");

        assertThat(client.serviceAccountToken()).isNotBlank();
    }

    @Test
    void theNameOfAServiceAccountMustBeFreeToo() throws SQLException {
        String name = AgentRealm.freshName();
        agents.realm().createUser("service-account-" + name);

        refuses(agents.registration(name), "service_account_taken", "name");
    }

    @Test
    void theKeyOfAnotherAgentIsInUse() throws SQLException {
        TestAgent agent = agents.pending();
        ObjectNode body = agents.registration(AgentRealm.freshName());
        body.set("publicKey", agent.key().publicJwk());

        refuses(body, "key_in_use", "publicKey");
    }

    @Test
    void aRealmThatIsNotSetUpTakesNoAgents() throws SQLException {
        try (TestRealm fresh = TestRealm.create(keycloak, "not-ready")) {
            AgentRealm unready = new AgentRealm(fresh, fresh.createUser("owner"), fresh.createUser("sponsor"));
            Map<String, Long> before = unready.rows();

            JsonNode error =
                    unready.register(unready.registration("early")).expect(409).body();

            assertThat(error.path("error").asText()).isEqualTo("realm_not_ready");
            assertThat(unready.rows()).isEqualTo(before);
            fresh.setUp();
            unready.register(unready.registration("early")).expect(201);
        }
    }

    @Test
    void aRealmThatLostItsClientScopeTakesNoAgents() throws SQLException {
        try (TestRealm broken = TestRealm.create(keycloak, "broken")) {
            AgentRealm unready = AgentRealm.of(broken);
            JsonNode scopes = broken.admin()
                    .get(broken.adminPath("/client-scopes"))
                    .expect(200)
                    .body();
            for (JsonNode scope : scopes) {
                if ("aim".equals(scope.path("name").asText())) {
                    broken.admin()
                            .delete(broken.adminPath(
                                    "/client-scopes/" + scope.path("id").asText()))
                            .expect(204);
                }
            }
            Map<String, Long> before = unready.rows();

            JsonNode error =
                    unready.register(unready.registration("early")).expect(409).body();

            assertThat(error.path("error").asText()).isEqualTo("realm_not_ready");
            assertThat(unready.rows()).isEqualTo(before);
        }
    }

    @Test
    void oneOfManyGetsTheName() throws Exception {
        String name = AgentRealm.freshName();
        Map<String, Long> before = agents.rows();

        List<Integer> replies = atOnce(Stream.generate(() -> agents.registration(name)));

        assertThat(Collections.frequency(replies, 201)).isEqualTo(1);
        assertThat(Collections.frequency(replies, 409)).isEqualTo(AT_ONCE - 1);
        grewByOneAgent(before);
        assertThat(agents.client(name).path("enabled").asBoolean(true)).isFalse();
    }

    @Test
    void oneOfManyGetsTheKey() throws Exception {
        AgentKey key = AgentKey.generate();
        Map<String, Long> before = agents.rows();

        List<Integer> replies = atOnce(Stream.generate(() -> {
            ObjectNode body = agents.registration(AgentRealm.freshName());
            body.set("publicKey", key.publicJwk());
            return body;
        }));

        assertThat(Collections.frequency(replies, 201)).isEqualTo(1);
        assertThat(Collections.frequency(replies, 409)).isEqualTo(AT_ONCE - 1);
        grewByOneAgent(before);
    }

    @Test
    void manyDifferentOnesAllRegister() throws Exception {
        List<Integer> replies = atOnce(Stream.generate(() -> agents.registration(AgentRealm.freshName())));

        assertThat(replies).containsOnly(201);
    }

    private void grewByOneAgent(Map<String, Long> before) throws SQLException {
        Map<String, Long> after = agents.rows();
        for (String table : List.of("AIM_AGENT", "AIM_AGENT_KEY", "CLIENT", "USER_ENTITY")) {
            assertThat(after.get(table)).as(table).isEqualTo(before.get(table) + 1);
        }
    }

    private List<Integer> atOnce(Stream<ObjectNode> bodies) throws Exception {
        agents.realm().admin().token();
        CyclicBarrier start = new CyclicBarrier(AT_ONCE);
        ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
        try {
            List<Callable<Integer>> calls = bodies.limit(AT_ONCE)
                    .map(body -> (Callable<Integer>) () -> {
                        start.await();
                        return agents.register(body).status();
                    })
                    .toList();
            List<Integer> statuses = new ArrayList<>();
            for (Future<Integer> reply : threads.invokeAll(calls)) {
                statuses.add(reply.get());
            }
            return statuses;
        } finally {
            threads.shutdownNow();
        }
    }

    private void refuses(ObjectNode body, String code, String field) throws SQLException {
        Map<String, Long> before = agents.rows();

        JsonNode error = agents.register(body).expect(409).body();

        assertThat(error.path("error").asText()).isEqualTo(code);
        assertThat(error.path("field").asText()).isEqualTo(field);
        assertThat(agents.rows()).isEqualTo(before);
    }
}
