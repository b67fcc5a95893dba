package io.aim.keycloak.e2e.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.aim.keycloak.e2e.audit.TokenLoad.Answer;
import io.aim.keycloak.testkit.Eventually;
import io.aim.keycloak.testkit.JdbcAccess;
import io.aim.keycloak.testkit.Keycloak;
import io.aim.keycloak.testkit.KeycloakTest;
import io.aim.keycloak.testkit.Nodes;
import io.aim.keycloak.testkit.TestAgent;
import io.aim.keycloak.testkit.TestRealm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A node with a spill directory goes on though the database hangs, and no odd event stops the others. */
@KeycloakTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AuditHangIT {
    private static final String NAME = "aim-hang-node";
    private static final int BLOCK = 512;
    /** Nothing else that the node writes is as large. */
    private static final int LARGEST_FILE = 4 << 20;

    private static final String SPILL = "aim-audit-spill.ndjson";
    private static final String REPLAYING = "aim-audit-spill.replaying.ndjson";
    private static final String REJECTED = "aim-audit-spill.rejected.ndjson";
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** The database has a second and a half for a batch; without that it would be five, and then a refusal. */
    private static final Duration ONE_WAIT = Duration.ofMillis(4_500);

    private static final Duration AT_ONCE = Duration.ofMillis(1_400);

    private final Keycloak shared;
    private final JdbcAccess jdbc;
    private final AuditRealm trail;
    private final TestAgent agent;
    private final TestAgent other;
    private final TestAgent suspended;

    @TempDir
    private static Path directory;

    private Keycloak node;

    AuditHangIT(Keycloak keycloak, TestRealm realm) {
        this.shared = keycloak;
        this.jdbc = keycloak.jdbc();
        this.trail = AuditRealm.of(realm);
        this.agent = trail.agent();
        this.other = trail.agent();
        this.suspended = trail.suspendedAgent();
    }

    @BeforeAll
    void startNode() throws IOException, InterruptedException {
        node = Nodes.prepared(
                shared.database().named(NAME),
                "ulimit -f " + LARGEST_FILE / BLOCK,
                "--spi-aim-audit-writer--group-commit--spill-directory=" + directory,
                "--db-pool-max-size=50",
                "--http-pool-max-threads=50");
        for (TestAgent one : List.of(agent, other, suspended)) {
            TokenLoad.ask(node, one);
        }
    }

    @AfterAll
    void stopNode() {
        if (node != null) {
            node.close();
        }
    }

    private List<Path> waiting() {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> !file.endsWith(REJECTED)).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitRows(List<Answer> answers) throws SQLException {
        Eventually.within(
                PATIENCE,
                "the spilled events are in the database",
                () -> waiting().isEmpty());
        assertThat(trail.tokenRows())
                .doesNotHaveDuplicates()
                .containsAll(answers.stream().map(Answer::row).toList());
    }

    private void assertWritesToTheDatabaseAgain() throws SQLException {
        Answer answer = TokenLoad.ask(node, agent);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(trail.tokenRows()).contains(answer.row());
    }

    @Test
    void aPoolThatLeavesTheWriterNoConnectionIsComplainedOfAtTheStart() throws IOException {
        assertThat(Files.readString(node.log()))
                .contains("db-pool-max-size is 50 and http-pool-max-threads is 50: as soon as every request thread");
        assertThat(Files.readString(shared.log())).doesNotContain("db-pool-max-size is");
    }

    @Test
    void requestsGoOnWhileTheTableIsLocked() throws Exception {
        List<Answer> answers = new ArrayList<>();
        try (Connection connection = jdbc.connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("lock table AIM_AUDIT_EVENT in access exclusive mode");

            answers.add(TokenLoad.ask(node, agent));
            assertThat(answers.get(0).took()).isLessThan(ONE_WAIT);
            for (TestAgent one : List.of(suspended, agent, suspended, agent)) {
                Answer answer = TokenLoad.ask(node, one);
                assertThat(answer.took()).isLessThan(AT_ONCE);
                answers.add(answer);
            }

            assertThat(answers).extracting(Answer::status).containsExactly(200, 401, 200, 401, 200);
            assertThat(waiting()).isNotEmpty();
            connection.rollback();
        }

        awaitRows(answers);
        assertWritesToTheDatabaseAgain();
        trail.awaitNumbers(PATIENCE);
        assertThat(AuditArchive.download(trail.realm(), "").verify().intact()).isTrue();
    }

    @Test
    void requestsGoOnThoughTheDatabaseDoesNotEvenSayThatItIsLate() throws Exception {
        List<Answer> answers = new ArrayList<>();
        try (HangingWriter writer = HangingWriter.of(jdbc, NAME, () -> TokenLoad.ask(node, agent))) {
            answers.add(writer.answer());
            answers.add(TokenLoad.ask(node, suspended));

            assertThat(answers).extracting(Answer::status).containsExactly(200, 401);
            assertThat(answers.get(0).took()).isLessThan(ONE_WAIT);
            assertThat(answers.get(1).took()).isLessThan(AT_ONCE);
        }

        awaitRows(answers);
        assertWritesToTheDatabaseAgain();
    }

    @Test
    void aFullDiskRefusesWhatItCannotKeepAndHarmsNothingElse() throws Exception {
        List<Answer> kept = new ArrayList<>();
        List<Answer> refused = new ArrayList<>();
        try (Connection connection = jdbc.connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("lock table AIM_AUDIT_EVENT in access exclusive mode");
            kept.add(TokenLoad.ask(node, agent));
            Eventually.within(PATIENCE, "the file is being replayed", () -> Files.exists(directory.resolve(REPLAYING)));
            kept.add(TokenLoad.ask(node, suspended));
            fillUp(directory.resolve(SPILL), LARGEST_FILE - 2_000);
            for (int i = 0; i < 8; i++) {
                Answer answer = TokenLoad.ask(node, agent);
                assertThat(answer.status()).isIn(200, 503);
                assertThat(answer.took()).isLessThan(ONE_WAIT);
                (answer.status() == 200 ? kept : refused).add(answer);
            }
            assertThat(refused).isNotEmpty();
            assertThat(Files.size(directory.resolve(SPILL))).isLessThanOrEqualTo(LARGEST_FILE);
            connection.rollback();
        }

        awaitRows(kept);
        for (Answer answer : refused) {
            assertThat(trail.tokenRows()).noneMatch(row -> row.contains(answer.correlationId()));
        }
        assertThat(Files.readAllLines(node.log())).noneMatch(line -> line.contains("is not an audit event"));
        assertWritesToTheDatabaseAgain();
    }

    /** With one blank line, which is no event. */
    private static void fillUp(Path file, int size) throws IOException {
        int length = size - (int) Files.size(file) - 1;
        Files.writeString(file, " ".repeat(length) + "\n", StandardOpenOption.APPEND);
    }

    @Test
    void anEventThatTheDatabaseNeverTakesIsNobodyElsesProblem() throws Exception {
        Answer odd;
        Answer fine;
        try (Connection connection = jdbc.connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("lock table AIM_AUDIT_EVENT in access exclusive mode");
            odd = TokenLoad.ask(node, other);
            fine = TokenLoad.ask(node, agent);
            assertThat(List.of(odd, fine)).extracting(Answer::status).containsOnly(200);
            statement.execute("alter table AIM_AUDIT_EVENT add constraint AIM_TEST_ODD check (ACTOR_ID <> '"
                    + other.id() + "') not valid");
            connection.commit();
        }
        try {
            awaitRows(List.of(fine));
            assertThat(trail.tokenRows()).doesNotContain(odd.row());
            assertThat(Files.readString(directory.resolve(REJECTED)))
                    .contains(odd.correlationId())
                    .doesNotContain(fine.correlationId());
            assertThat(Files.readAllLines(node.log()))
                    .anyMatch(line -> line.contains("is set aside: ERROR: new row for relation"));
            try (TokenLoad odds = TokenLoad.on(node, List.of(other));
                    TokenLoad others = TokenLoad.on(node, List.of(agent, suspended))) {
                odds.awaitMore(20);
                others.awaitMore(60);
                assertThat(odds.stop()).extracting(Answer::status).containsOnly(503);
                List<Answer> answers = others.stop();
                assertThat(answers).allMatch(Answer::isDecision);
                awaitRows(answers);
            }
            assertThat(waiting()).isEmpty();
        } finally {
            jdbc.execute("alter table AIM_AUDIT_EVENT drop constraint AIM_TEST_ODD");
        }
        assertThat(TokenLoad.ask(node, other).status()).isEqualTo(200);
    }
}
