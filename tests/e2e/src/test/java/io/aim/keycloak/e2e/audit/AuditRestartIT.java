package io.aim.keycloak.e2e.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.aim.keycloak.e2e.audit.TokenLoad.Answer;
import io.aim.keycloak.testkit.Eventually;
import io.aim.keycloak.testkit.Keycloak;
import io.aim.keycloak.testkit.Nodes;
import io.aim.keycloak.testkit.RestartablePostgres;
import io.aim.keycloak.testkit.TestAgent;
import io.aim.keycloak.testkit.TestRealm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** PostgreSQL crashes under load and comes back: every answer that was given is in the trail, once. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AuditRestartIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int ANSWERS = 10;
    /** Without its database the refusing node takes seconds for each. */
    private static final int ANSWERS_WITHOUT_DATABASE = 4;

    @TempDir
    private static Path spill;

    @TempDir
    private static Path data;

    private RestartablePostgres postgres;
    private Keycloak refusing;
    private Keycloak spilling;
    private AuditRealm trail;
    private List<TestAgent> agents;

    @BeforeAll
    void startNodes() throws IOException, InterruptedException {
        postgres = RestartablePostgres.start(data.resolve("postgres"));
        refusing = Nodes.single(postgres.database());
        // nodes that are no cluster do not tell one another what changes: the second one sees the realm when it is made
        trail = AuditRealm.of(TestRealm.create(refusing, "restart"));
        agents = List.of(trail.agent(), trail.suspendedAgent());
        spilling = Nodes.single(
                postgres.database(),
                "--spi-aim-audit-writer--group-commit--spill-directory=" + spill,
                "--spi-aim-agent-snapshot--caching--staleness-limit-millis=60000");
    }

    @AfterAll
    void stop() throws IOException {
        for (Keycloak node : new Keycloak[] {spilling, refusing}) {
            if (node != null) {
                node.close();
            }
        }
        if (postgres != null) {
            postgres.close();
        }
    }

    @Test
    void everyAnswerThatWasGivenIsInTheTrailOnce() throws Exception {
        List<Answer> answers = new ArrayList<>();
        try (TokenLoad onRefusing = TokenLoad.on(refusing, agents);
                TokenLoad onSpilling = TokenLoad.on(spilling, agents)) {
            onRefusing.awaitMore(ANSWERS);
            onSpilling.awaitMore(ANSWERS);
            postgres.crash();
            onRefusing.awaitMore(ANSWERS_WITHOUT_DATABASE);
            onSpilling.awaitMore(ANSWERS);
            postgres.restart();
            for (Keycloak node : List.of(refusing, spilling)) {
                Eventually.within(
                        PATIENCE,
                        "the node works again",
                        () -> TokenLoad.ask(node, agents.get(0)).status() == 200);
            }
            answers.addAll(onRefusing.stop());
            answers.addAll(onSpilling.stop());
        }

        assertThat(answers).anyMatch(answer -> !answer.isDecision());
        assertThat(answers)
                .filteredOn(answer -> !answer.isDecision())
                .allSatisfy(answer -> assertThat(answer.reply().text()).doesNotContain("access_token"));
        Eventually.within(PATIENCE, "the spilled events are in the database", this::nothingWaits);
        assertThat(trail.tokenRows())
                .filteredOn(Objects::nonNull) // refusals that have no id of an assertion
                .doesNotHaveDuplicates()
                .containsAll(answers.stream()
                        .filter(Answer::isDecision)
                        .map(Answer::row)
                        .toList());
        trail.awaitNumbers(PATIENCE);
        assertThat(AuditArchive.download(trail.realm(), "").verify().intact()).isTrue();
    }

    private boolean nothingWaits() {
        try (Stream<Path> files = Files.list(spill)) {
            return files.findAny().isEmpty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
