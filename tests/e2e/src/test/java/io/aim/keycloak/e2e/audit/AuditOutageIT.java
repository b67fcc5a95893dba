package io.aim.keycloak.e2e.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.aim.keycloak.cli.client.Reply;
import io.aim.keycloak.e2e.audit.TokenLoad.Answer;
import io.aim.keycloak.testkit.Eventually;
import io.aim.keycloak.testkit.JdbcAccess;
import io.aim.keycloak.testkit.Keycloak;
import io.aim.keycloak.testkit.KeycloakTest;
import io.aim.keycloak.testkit.Nodes;
import io.aim.keycloak.testkit.TestAgent;
import io.aim.keycloak.testkit.TestRealm;
import java.io.IOException;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What cannot be recorded is not done: no token and no change without its event, and never a hang. */
@KeycloakTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AuditOutageIT {
    private static final String NAME = "aim-outage-node";
    private static final int OUTAGES = 10;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    /** The database has three seconds for a batch. */
    private static final Duration ONE_WAIT = Duration.ofMillis(4_900);

    private static final Duration AT_ONCE = Duration.ofMillis(1_500);

    private final JdbcAccess jdbc;
    private final AuditRealm trail;
    private final TestAgent agent;
    private final TestAgent suspended;
    private final Keycloak shared;
    private Keycloak node;

    AuditOutageIT(Keycloak keycloak, TestRealm realm) {
        this.shared = keycloak;
        this.jdbc = keycloak.jdbc();
        this.trail = AuditRealm.of(realm);
        this.agent = trail.agent();
        this.suspended = trail.suspendedAgent();
    }

    @BeforeAll
    void startNode() throws IOException, InterruptedException {
        node = Nodes.single(shared.database().named(NAME));
    }

    @AfterAll
    void stopNode() {
        if (node != null) {
            node.close();
        }
    }

    private static void assertUnavailable(Answer answer) {
        assertThat(answer.status()).as(answer.reply().summary()).isEqualTo(503);
        assertThat(answer.reply().body().path("error").asText()).isEqualTo("temporarily_unavailable");
        assertThat(answer.reply().text()).doesNotContain("access_token");
    }

    private static void assertDecides(Answer answer, int status) {
        assertThat(answer.status()).as(answer.reply().summary()).isEqualTo(status);
    }

    @Test
    void givesNoTokenThatCannotBeRecorded() throws Exception {
        Answer refusedByDatabase;
        try (RefusedInserts outage = RefusedInserts.of(trail)) {
            refusedByDatabase = TokenLoad.ask(node, agent);
            assertUnavailable(refusedByDatabase);
        }

        Answer after = TokenLoad.ask(node, agent);
        assertDecides(after, 200);
        assertThat(trail.tokenRows())
                .contains(after.row())
                .noneMatch(row -> row.contains(refusedByDatabase.correlationId()));
    }

    @Test
    void saysNoRefusalThatCannotBeRecorded() throws Exception {
        try (RefusedInserts outage = RefusedInserts.of(trail)) {
            assertUnavailable(TokenLoad.ask(node, suspended));
        }

        Answer after = TokenLoad.ask(node, suspended);
        assertDecides(after, 401);
        assertThat(trail.tokenRows()).contains(after.row());
    }

    @Test
    void changesNothingThatCannotBeRecorded() throws Exception {
        try (RefusedInserts outage = RefusedInserts.of(trail)) {
            Reply suspension = trail.realm().admin().post(agent.adminPath("/suspend"));
            assertThat(suspension.status()).as(suspension.summary()).isGreaterThanOrEqualTo(500);
        }

        assertThat(trail.get("/agents/" + agent.id())
                        .expect(200)
                        .body()
                        .path("status")
                        .asText())
                .isEqualTo("verified");
        assertDecides(TokenLoad.ask(node, agent), 200);
    }

    @Test
    void aRefusalThatCouldNotBeRecordedIsNotReplacedByAnother() throws Exception {
        List<Answer> answers;
        try (RefusedInserts outage = RefusedInserts.once(trail)) {
            answers = List.of(TokenLoad.ask(node, suspended), TokenLoad.ask(node, suspended));
        }

        assertUnavailable(answers.get(0));
        assertDecides(answers.get(1), 401);
        assertThat(trail.tokenRows())
                .contains(answers.get(1).row())
                .noneMatch(row -> row.contains(answers.get(0).correlationId()));
    }

    @Test
    void answersAfterOneWaitWhileTheDatabaseHangsAndThenAtOnce() throws Exception {
        TokenLoad.ask(node, agent);
        TokenLoad.ask(node, suspended);
        try (Connection connection = jdbc.connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("lock table AIM_AUDIT_EVENT in access exclusive mode");

            for (TestAgent one : List.of(suspended, agent)) {
                Answer first = TokenLoad.ask(node, one);
                Answer next = TokenLoad.ask(node, one);

                assertUnavailable(first);
                assertThat(first.took()).isLessThan(ONE_WAIT);
                assertUnavailable(next);
                assertThat(next.took()).isLessThan(AT_ONCE);
                Eventually.within(
                        PATIENCE,
                        "the next request tries the database again",
                        () -> TokenLoad.ask(node, one).took().compareTo(AT_ONCE) > 0);
            }
            connection.rollback();
        }

        Eventually.within(
                PATIENCE,
                "the node works again",
                () -> TokenLoad.ask(node, agent).status() == 200);
    }

    @Test
    void answersThoughTheDatabaseDoesNotEvenSayThatItIsLate() throws Exception {
        TokenLoad.ask(node, agent);
        try (HangingWriter writer = HangingWriter.of(jdbc, NAME, () -> TokenLoad.ask(node, agent))) {
            assertUnavailable(writer.answer());
            assertThat(writer.answer().took()).isLessThan(ONE_WAIT);

            Eventually.within(
                    PATIENCE,
                    "the node works again",
                    () -> TokenLoad.ask(node, agent).status() == 200);
        }

        assertDecides(TokenLoad.ask(node, agent), 200);
    }

    /** Keycloak itself says 400 where it loses the database while it authenticates a client. */
    private static boolean saysThatItFailed(Reply reply) {
        return reply.status() >= 500
                || (reply.status() == 400
                        && reply.body()
                                .path("error_description")
                                .asText()
                                .equals("Unexpected error when authenticating client"));
    }

    @Test
    void losesNothingWithItsConnections() throws Exception {
        List<Answer> answers;
        try (TokenLoad load = TokenLoad.on(node, List.of(agent, suspended, agent))) {
            for (int i = 0; i < OUTAGES; i++) {
                load.awaitMore(20);
                assertThat(jdbc.query(
                                "select pg_terminate_backend(pid) from pg_stat_activity where application_name = ?",
                                NAME))
                        .isNotEmpty();
            }
            load.awaitMore(20);
            answers = load.stop();
        }

        assertThat(answers)
                .allSatisfy(answer -> assertThat(answer.took()).isLessThan(PATIENCE))
                .allSatisfy(answer -> assertThat(answer.isDecision() || saysThatItFailed(answer.reply()))
                        .as(answer.reply().summary())
                        .isTrue());
        assertThat(trail.tokenRows())
                .doesNotHaveDuplicates()
                .containsAll(answers.stream()
                        .filter(Answer::isDecision)
                        .map(Answer::row)
                        .toList());
        Eventually.within(
                PATIENCE,
                "the node works again",
                () -> TokenLoad.ask(node, agent).status() == 200);
        trail.awaitNumbers(PATIENCE);
    }
}
