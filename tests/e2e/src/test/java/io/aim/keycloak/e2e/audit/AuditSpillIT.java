package io.aim.keycloak.e2e.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.aim.keycloak.e2e.audit.TokenLoad.Answer;
import io.aim.keycloak.testkit.Eventually;
import io.aim.keycloak.testkit.Keycloak;
import io.aim.keycloak.testkit.KeycloakTest;
import io.aim.keycloak.testkit.Nodes;
import io.aim.keycloak.testkit.TestAgent;
import io.aim.keycloak.testkit.TestRealm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node with a spill directory goes on while the database takes no events, and brings them there later. */
@KeycloakTest
class AuditSpillIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Keycloak shared;
    private final AuditRealm trail;
    private final TestAgent agent;
    private final TestAgent suspended;

    @TempDir
    private Path directory;

    private Keycloak node;

    AuditSpillIT(Keycloak keycloak, TestRealm realm) {
        this.shared = keycloak;
        this.trail = AuditRealm.of(realm);
        this.agent = trail.agent();
        this.suspended = trail.suspendedAgent();
    }

    @BeforeEach
    void startNode() throws IOException, InterruptedException {
        node = Nodes.single(shared.database(), "--spi-aim-audit-writer--group-commit--spill-directory=" + directory);
    }

    @AfterEach
    void stopNode() {
        if (node != null) {
            node.close();
        }
    }

    private List<Path> files() {
        try (Stream<Path> files = Files.list(directory)) {
            return files.toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void keepsEventsInAFileThatSurvivesACrashUntilTheDatabaseTakesThem() throws Exception {
        List<Answer> answers;
        List<String> rowsBefore = trail.tokenRows();
        try (RefusedInserts outage = RefusedInserts.of(trail)) {
            answers = Stream.of(agent, suspended, agent, suspended, agent)
                    .map(one -> TokenLoad.ask(node, one))
                    .toList();

            assertThat(answers).extracting(Answer::status).containsExactly(200, 401, 200, 401, 200);
            assertThat(trail.tokenRows()).isEqualTo(rowsBefore);
            assertThat(files())
                    .isNotEmpty()
                    .allSatisfy(file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                            .isEqualTo("rw-------"));
            for (Answer answer : answers) {
                assertThat(files()).anyMatch(file -> contains(file, answer.correlationId()));
            }
            node.kill();
        }

        startNode();

        Eventually.within(PATIENCE, "the spilled events are in the database", () -> files().isEmpty());
        assertThat(trail.tokenRows())
                .doesNotHaveDuplicates()
                .containsAll(answers.stream().map(Answer::row).toList());
        trail.awaitNumbers(PATIENCE);
        assertThat(AuditArchive.download(trail.realm(), "").verify().intact()).isTrue();
    }

    private static boolean contains(Path file, String text) {
        try {
            return Files.readString(file).contains(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
