package io.aim.keycloak.e2e.mcp.verification;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.aim.keycloak.cli.client.AgentKey;
import io.aim.keycloak.testkit.Eventually;
import io.aim.keycloak.testkit.Keycloak;
import io.aim.keycloak.testkit.KeycloakTest;
import io.aim.keycloak.testkit.Nodes;
import io.aim.keycloak.testkit.Postgres;
import io.aim.keycloak.testkit.TestRealm;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Two nodes that share nothing but the database. */
@KeycloakTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class McpVerificationNodesIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int SERVERS = 30;

    private final Keycloak shared;
    private final List<Keycloak> nodes = new ArrayList<>();
    private McpHost host;
    private VerifiedRealm servers;

    McpVerificationNodesIT(Keycloak keycloak) {
        this.shared = keycloak;
    }

    @BeforeAll
    void start(@TempDir Path directory) throws Exception {
        TestCertificate certificate = new TestCertificate(directory, "localhost");
        host = new McpHost(certificate.server());
        Postgres database = shared.database().newDatabase();
        String[] options = {
            "--truststore-paths=" + certificate.pem(),
            "--spi-aim-outbound--guarded--openable-ranges=127.0.0.0/8,::1",
            "--spi-aim-mcp-verifier--scheduled--interval-millis=50",
            "--spi-aim-mcp-verifier--scheduled--claim-seconds=30"
        };
        nodes.add(Nodes.single(database, options));
        // made before the second node starts: nodes that are no cluster do not tell each other of changes of a realm
        servers = VerifiedRealm.of(TestRealm.create(nodes.get(0), "nodes"), "localhost");
        nodes.add(Nodes.single(database, options));
    }

    @AfterAll
    void stop() {
        nodes.forEach(Keycloak::close);
        host.close();
    }

    private JsonNode honest() {
        AgentKey key = AgentKey.generate();
        return servers.register(host.serve(VerifiedRealm.honest(key)), key);
    }

    @Test
    void everyVerificationIsFinishedExactlyOnce() {
        List<JsonNode> registered = new ArrayList<>();
        for (int i = 0; i < SERVERS; i++) {
            registered.add(honest());
        }
        registered.forEach(server -> servers.verify(server, "challenge", false).expect(202));

        for (JsonNode server : registered) {
            Eventually.within(
                    PATIENCE,
                    "it is verified",
                    () -> servers.read(server).path("status").asText().equals("verified"));
        }
        Map<String, Integer> asked = new LinkedHashMap<>();
        registered.forEach(server -> asked.put(
                server.path("name").asText(),
                host.challenges(server.path("url").asText()).size()));
        assertThat(asked.values()).containsOnly(1);
        for (JsonNode server : registered) {
            assertThat(servers.events(server, "mcp_server.verified")).hasSize(1);
        }
    }

    @Test
    void anotherNodeTakesOverWhatADeadNodeClaimed() throws SQLException {
        JsonNode server = honest();
        String id = UUID.randomUUID().toString();
        Instant claimEnds = Instant.now().plusSeconds(5);
        nodes.get(0)
                .jdbc()
                .update(
                        "insert into AIM_MCP_VERIFICATION (ID, REALM_ID, SERVER_ID, METHOD, ISSUER, STATE,"
                                + " RUNNING_SERVER, REQUESTED_AT, CLAIM, CLAIMED_UNTIL)"
                                + " select ?, REALM_ID, ID, 'challenge', ?, 'running', ID, ?, 'of-a-dead-node', ?"
                                + " from AIM_MCP_SERVER where ID = ?",
                        id,
                        servers.realm().issuer(),
                        System.currentTimeMillis(),
                        claimEnds.toEpochMilli(),
                        server.path("id").asText());

        Eventually.within(
                PATIENCE,
                "it is verified",
                () -> servers.read(server).path("status").asText().equals("verified"));

        assertThat(Instant.now()).isAfter(claimEnds);
        assertThat(host.challenges(server.path("url").asText())).hasSize(1);
        JsonNode verification = servers.verifications(server, "").path("items").get(0);
        assertThat(verification.path("id").asText()).isEqualTo(id);
        assertThat(verification.path("state").asText()).isEqualTo("succeeded");
    }

    @Test
    void theClockOfBothNodesVerifiesOnce() throws SQLException {
        AgentKey key = AgentKey.generate();
        JsonNode server = servers.register(host.serve(VerifiedRealm.honest(key)), key);
        servers.verified(server, "challenge");

        nodes.get(0)
                .jdbc()
                .update(
                        "update AIM_MCP_SERVER set NEXT_CHECK_AT = 1 where ID = ?",
                        server.path("id").asText());

        Eventually.within(
                PATIENCE,
                "the clock verifies once for both nodes",
                () -> servers.verifications(server, "").path("total").asInt() == 2);
        Eventually.within(
                PATIENCE,
                "it is over",
                () -> servers.verifications(server, "")
                        .path("items")
                        .get(0)
                        .path("state")
                        .asText()
                        .equals("succeeded"));
        assertThat(host.challenges(server.path("url").asText())).hasSize(2);
        assertThat(servers.verifications(server, "").path("total").asInt()).isEqualTo(2);
    }
}
