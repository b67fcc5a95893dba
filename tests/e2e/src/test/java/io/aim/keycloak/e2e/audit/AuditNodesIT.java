package io.aim.keycloak.e2e.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.aim.keycloak.cli.client.AdminClient;
import io.aim.keycloak.e2e.audit.TokenLoad.Answer;
import io.aim.keycloak.testkit.Keycloak;
import io.aim.keycloak.testkit.KeycloakTest;
import io.aim.keycloak.testkit.Nodes;
import io.aim.keycloak.testkit.TestAgent;
import io.aim.keycloak.testkit.TestRealm;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/** One trail of two nodes that know nothing of each other; then one of them crashes. */
@KeycloakTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class AuditNodesIT {
    private static final int ANSWERS = 100;

    private final Keycloak first;
    private final AuditRealm trail;
    private final List<TestAgent> agents;
    private Keycloak second;

    AuditNodesIT(Keycloak keycloak, TestRealm realm) {
        this.first = keycloak;
        this.trail = AuditRealm.of(realm);
        this.agents = List.of(trail.agent(), trail.agent(), trail.suspendedAgent());
    }

    @BeforeAll
    void startSecondNode() throws IOException, InterruptedException {
        second = Nodes.single(first.database());
    }

    @AfterAll
    void stopSecondNode() {
        if (second != null) {
            second.close();
        }
    }

    @Test
    @Order(1)
    void eventsOfBothNodesShareOneTreeWithoutGaps() throws Exception {
        List<Answer> answers = new ArrayList<>();
        try (TokenLoad onFirst = TokenLoad.on(first, agents);
                TokenLoad onSecond = TokenLoad.on(second, agents)) {
            for (Keycloak node : List.of(first, second, first, second)) {
                onFirst.awaitMore(ANSWERS / 4);
                onSecond.awaitMore(ANSWERS / 4);
                checkpointOn(node.admin());
            }
            answers.addAll(onFirst.stop());
            answers.addAll(onSecond.stop());
        }

        assertThat(answers).allMatch(Answer::isDecision);
        assertThat(Files.readString(second.log())).doesNotContain("The audit trail is not sequenced");
        assertEveryDecisionIsRecordedOnce(answers);
        assertOneTreeWithoutGaps();
        for (Keycloak node : List.of(first, second)) {
            AuditArchive archive = AuditArchive.download(node, trail.realm(), "");
            assertThat(archive.verify().intact()).isTrue();
            assertThat(archive.verify().events()).isGreaterThan(answers.size());
        }
    }

    private SignedCheckpoint checkpointOn(AdminClient node) {
        return new SignedCheckpoint(node.post(trail.realm().aimPath("/audit-checkpoints"))
                .expect(200)
                .body());
    }

    @Test
    @Order(2)
    void whateverANodeAnsweredBeforeItCrashedIsRecorded() throws Exception {
        List<Answer> answers;
        try (TokenLoad load = TokenLoad.on(second, agents)) {
            load.awaitMore(ANSWERS);
            second.kill();
            answers = load.stop();
        }

        assertThat(answers).filteredOn(answer -> answer.status() == 200).isNotEmpty();
        assertThat(answers).filteredOn(answer -> answer.status() == 401).isNotEmpty();
        assertEveryDecisionIsRecordedOnce(answers);
        assertOneTreeWithoutGaps();
        assertThat(AuditArchive.download(first, trail.realm(), "").verify().intact())
                .isTrue();
    }

    private void assertEveryDecisionIsRecordedOnce(List<Answer> answers) throws SQLException {
        List<String> rows = trail.tokenRows();
        assertThat(rows).doesNotHaveDuplicates();
        assertThat(rows)
                .containsAll(answers.stream()
                        .filter(Answer::isDecision)
                        .map(Answer::row)
                        .toList());
    }

    private void assertOneTreeWithoutGaps() throws SQLException {
        trail.awaitNumbers(Duration.ofSeconds(30));
        List<Long> numbers =
                trail
                        .jdbc()
                        .query("select SEQ from AIM_AUDIT_LEAF where REALM_ID = ? order by SEQ", trail.id())
                        .stream()
                        .map(row -> ((Number) row.get("seq")).longValue())
                        .toList();
        long events = trail.jdbc()
                .number(
                        "select count(*) from AIM_AUDIT_EVENT e join AIM_AUDIT_LEAF l on l.EVENT_ID = e.ID"
                                + " and l.REALM_ID = e.REALM_ID where e.REALM_ID = ?",
                        trail.id());

        assertThat(numbers)
                .isEqualTo(LongStream.range(0, numbers.size()).boxed().toList());
        assertThat(events)
                .isEqualTo(numbers.size())
                .isEqualTo(trail.jdbc().number("select count(*) from AIM_AUDIT_EVENT where REALM_ID = ?", trail.id()));
    }
}
