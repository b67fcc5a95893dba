package io.aim.keycloak.e2e.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.aim.keycloak.cli.client.Json;
import io.aim.keycloak.cli.client.Reply;
import io.aim.keycloak.testkit.Eventually;
import io.aim.keycloak.testkit.JdbcAccess;
import io.aim.keycloak.testkit.Keycloak;
import io.aim.keycloak.testkit.KeycloakTest;
import io.aim.keycloak.testkit.TestAgent;
import io.aim.keycloak.testkit.TestRealm;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Two changes of one agent at the same moment: neither undoes the other. */
@KeycloakTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AgentConcurrencyIT {
    private final TestRealm realm;
    private final JdbcAccess jdbc;
    private final TestRealm.User owner;

    AgentConcurrencyIT(Keycloak keycloak, TestRealm realm) {
        this.realm = realm.setUp();
        this.jdbc = keycloak.jdbc();
        this.owner = realm.createUser("owner");
    }

    @Test
    void anUpdateDoesNotUndoASuspension() throws Exception {
        TestAgent agent = TestAgent.verified(realm, "updated-agent", owner, owner);
        try (Connection lock = lockRow(agent)) {
            CompletableFuture<Reply> update = CompletableFuture.supplyAsync(
                    () -> realm.admin().put(agent.adminPath(""), Json.object().put("displayName", "New name")));
            awaitWaiting(1);
            CompletableFuture<Reply> suspend =
                    CompletableFuture.supplyAsync(() -> realm.admin().post(agent.adminPath("/suspend")));
            awaitWaiting(2);
            lock.rollback();
            update.get().expect(204);
            suspend.get().expect(200);
        }
        JsonNode after = realm.admin().get(agent.adminPath("")).expect(200).body();
        assertThat(after.path("status").asText()).isEqualTo("suspended");
        assertThat(after.path("displayName").asText()).isEqualTo("New name");
    }

    @Test
    void aProofOfPossessionDoesNotUndoARevocation() throws Exception {
        TestAgent agent = TestAgent.verified(realm, "proving-agent", owner, owner);
        JsonNode challenge = agent.requestChallenge().expect(201).body();
        String signature = agent.key().sign(challenge.path("signingInput").asText());
        try (Connection lock = lockRow(agent)) {
            CompletableFuture<Reply> revoke =
                    CompletableFuture.supplyAsync(() -> realm.admin().post(agent.adminPath("/revoke")));
            awaitWaiting(1);
            CompletableFuture<Reply> prove = CompletableFuture.supplyAsync(
                    () -> agent.answer(challenge.path("challenge").asText(), signature));
            awaitWaiting(2);
            lock.rollback();
            revoke.get().expect(200);
            prove.get().expect(404);
        }
        assertThat(realm.admin()
                        .get(agent.adminPath(""))
                        .expect(200)
                        .body()
                        .path("status")
                        .asText())
                .isEqualTo("revoked");
    }

    private Connection lockRow(TestAgent agent) throws SQLException {
        Connection connection = jdbc.connect();
        connection.setAutoCommit(false);
        try (var statement = connection.prepareStatement("select 1 from AIM_AGENT where ID = ? for update")) {
            statement.setString(1, agent.id());
            statement.executeQuery();
        }
        return connection;
    }

    /** Both requests have to be in the database's queue before the row is let go. */
    private void awaitWaiting(int count) {
        Eventually.within(Duration.ofSeconds(30), count + " sessions wait for a lock", () -> {
            try {
                return jdbc.number("select count(*) from pg_stat_activity where wait_event_type = 'Lock'") >= count;
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        });
    }
}
