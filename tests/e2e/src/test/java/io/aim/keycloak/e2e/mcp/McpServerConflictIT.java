package io.aim.keycloak.e2e.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aim.keycloak.cli.client.AgentKey;
import io.aim.keycloak.cli.client.Json;
import io.aim.keycloak.cli.client.Reply;
import io.aim.keycloak.testkit.KeycloakTest;
import io.aim.keycloak.testkit.TestRealm;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Names, addresses and keys are unique in a realm, also when many ask at once. */
@KeycloakTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class McpServerConflictIT {

    private static final int AT_ONCE = 10;

    private final McpRealm servers;

    McpServerConflictIT(TestRealm realm) {
        this.servers = McpRealm.of(realm);
    }

    @Test
    void oneOfManyGetsTheAddress() throws Exception {
        String url = McpRealm.url(McpRealm.freshName());
        onlyOneIsRegistered(() -> servers.registration(McpRealm.freshName()).put("url", url));
    }

    @Test
    void oneOfManyGetsTheName() throws Exception {
        String name = McpRealm.freshName();
        onlyOneIsRegistered(() -> servers.registration(name).put("url", McpRealm.url(McpRealm.freshName())));
    }

    @Test
    void oneOfManyGetsTheKey() throws Exception {
        AgentKey key = AgentKey.generate();
        onlyOneIsRegistered(() -> {
            ObjectNode body = servers.registration(McpRealm.freshName());
            body.set("publicKey", key.publicJwk());
            return body;
        });
    }

    @Test
    void oneOfManyMovesToAnAddress() throws Exception {
        String url = McpRealm.url(McpRealm.freshName());

        List<Integer> replies = atOnce(() -> {
            JsonNode server = servers.pending();
            return () -> servers.update(server, Json.object().put("url", url));
        });

        assertThat(Collections.frequency(replies, 204)).isEqualTo(1);
        assertThat(Collections.frequency(replies, 409)).isEqualTo(AT_ONCE - 1);
    }

    private void onlyOneIsRegistered(Supplier<ObjectNode> registration) throws Exception {
        Map<String, Long> before = servers.rows();

        List<Integer> replies = atOnce(() -> {
            ObjectNode body = registration.get();
            return () -> servers.register(body);
        });

        assertThat(Collections.frequency(replies, 201)).isEqualTo(1);
        assertThat(Collections.frequency(replies, 409)).isEqualTo(AT_ONCE - 1);
        Map<String, Long> after = servers.rows();
        assertThat(after.get("AIM_MCP_SERVER")).isEqualTo(before.get("AIM_MCP_SERVER") + 1);
        assertThat(after.get("CLIENT")).isEqualTo(before.get("CLIENT") + 1);
    }

    private List<Integer> atOnce(Supplier<Supplier<Reply>> requests) throws Exception {
        servers.realm().admin().token();
        CyclicBarrier start = new CyclicBarrier(AT_ONCE);
        ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
        try {
            List<Callable<Integer>> calls = Stream.generate(requests)
                    .limit(AT_ONCE)
                    .map(request -> (Callable<Integer>) () -> {
                        start.await();
                        return request.get().status();
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
}
