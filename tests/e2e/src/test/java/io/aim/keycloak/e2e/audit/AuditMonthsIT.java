package io.aim.keycloak.e2e.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.aim.keycloak.cli.client.Json;
import io.aim.keycloak.core.audit.export.ExportReport;
import io.aim.keycloak.testkit.Eventually;
import io.aim.keycloak.testkit.JdbcAccess;
import io.aim.keycloak.testkit.Keycloak;
import io.aim.keycloak.testkit.KeycloakTest;
import io.aim.keycloak.testkit.Nodes;
import io.aim.keycloak.testkit.TestRealm;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * A node that starts removes what is over: a month as a whole where no realm and no hold needs it, single events
 * otherwise. Two realms: one keeps token events for 400 days, the other for 1200 and has a hold.
 */
@KeycloakTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AuditMonthsIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int LONG_RETENTION = 1200;

    private final Keycloak shared;
    private final JdbcAccess jdbc;
    private final AuditRealm usual;
    private final AuditRealm careful;
    private final YearMonth now = YearMonth.now(ZoneOffset.UTC);

    private String over;
    private String held;
    private String kept;
    private String heldEvent;
    private String keptEvent;
    private long signedInTheFuture;
    private Duration signedAfterwards;

    AuditMonthsIT(Keycloak keycloak) {
        this.shared = keycloak;
        this.jdbc = keycloak.jdbc();
        this.usual = AuditRealm.of(TestRealm.create(keycloak, "months-usual"));
        this.careful = AuditRealm.of(TestRealm.create(keycloak, "months-careful"));
    }

    @BeforeAll
    void letANodeRemoveWhatIsOver() throws Exception {
        OldEvents old = new OldEvents(jdbc);
        YearMonth overMonth = now.minusMonths(60);
        YearMonth heldMonth = now.minusMonths(59);
        YearMonth keptMonth = now.minusMonths(20);
        over = old.month(overMonth);
        held = old.month(heldMonth);
        kept = old.month(keptMonth);
        for (AuditRealm trail : List.of(usual, careful)) {
            old.token(trail.id(), overMonth, 1);
            old.token(trail.id(), overMonth, 28);
            old.token(trail.id(), heldMonth, 20);
        }
        heldEvent = old.token(careful.id(), heldMonth, 5);
        old.token(usual.id(), keptMonth, 5);
        keptEvent = old.token(careful.id(), keptMonth, 5);
        TestRealm realm = careful.realm();
        realm.admin()
                .put(realm.aimPath("/audit-logs/retention"), Json.object().put("authentication", LONG_RETENTION))
                .expect(204);
        realm.admin()
                .post(
                        realm.aimPath("/audit-logs/legal-holds"),
                        Json.object()
                                .put("reason", "case 21")
                                .put("from", heldMonth.atDay(4) + "T00:00:00Z")
                                .put("to", heldMonth.atDay(6) + "T00:00:00Z"))
                .expect(201);
        usual.awaitNumbers(PATIENCE);
        careful.awaitNumbers(PATIENCE);

        signedInTheFuture = signInTheFuture(usual);

        try (Keycloak node = Nodes.single(
                shared.database(), "--spi-aim-audit-sequencer--scheduled--checkpoint-interval-seconds=1")) {
            Eventually.within(
                    PATIENCE,
                    "what is over is removed",
                    () -> removed(usual).size() == 2 && removed(careful).size() == 2);
            signedAfterwards = Eventually.within(
                    PATIENCE, "the tree is signed again", () -> latestSize(usual) > signedInTheFuture);
        }
    }

    /** What a clock leaves behind that was a day ahead when the tree was signed. */
    private long signInTheFuture(AuditRealm trail) throws SQLException {
        long size = trail.realm()
                .admin()
                .post(trail.realm().aimPath("/audit-checkpoints"))
                .expect(200)
                .body()
                .path("treeSize")
                .asLong();
        long tomorrow = Instant.now().plus(Duration.ofDays(1)).toEpochMilli();
        jdbc.update("update AIM_AUDIT_TREE set CHECKPOINT_AT = ? where REALM_ID = ?", tomorrow, trail.id());
        jdbc.update("update AIM_AUDIT_CHECKPOINT set CREATED_AT = ? where REALM_ID = ?", tomorrow, trail.id());
        return size;
    }

    private static long latestSize(AuditRealm trail) {
        return trail.realm()
                .admin()
                .get(trail.realm().aimPath("/audit-checkpoints/latest"))
                .expect(200)
                .body()
                .path("treeSize")
                .asLong();
    }

    @Test
    void aTreeIsSignedAgainAfterTheClockWasSetBack() {
        assertThat(signedAfterwards).isLessThan(PATIENCE);
    }

    @AfterAll
    void removeRealmsAndMonths() throws SQLException {
        usual.realm().close();
        careful.realm().close();
        for (String month : List.of(held, kept)) {
            jdbc.execute("drop table " + month);
        }
    }

    private static List<JsonNode> removed(AuditRealm trail) {
        return trail.events("action=audit.events.removed");
    }

    private static Stream<String> counts(AuditRealm trail) {
        return removed(trail).stream()
                .peek(event ->
                        assertThat(event.path("actor").path("kind").asText()).isEqualTo("system"))
                .map(event -> event.path("details").path("category").asText() + " "
                        + event.path("details").path("count").asText());
    }

    private List<Object> ids(AuditRealm trail, String table) throws SQLException {
        return jdbc.query("select ID from " + table + " where REALM_ID = ?", trail.id()).stream()
                .map(row -> row.get("id"))
                .toList();
    }

    @Test
    void aMonthThatIsOverForEverybodyIsDroppedAsAWhole() throws SQLException {
        assertThat(jdbc.query("select relname from pg_class where relname = ?", over))
                .isEmpty();
        assertThat(jdbc.query("select relname from pg_class where relname in (?, ?)", held, kept))
                .hasSize(2);
    }

    @Test
    void ofAMonthThatAHoldTouchesOnlyTheHeldEventsRemain() throws SQLException {
        assertThat(ids(usual, held)).isEmpty();
        assertThat(ids(careful, held)).containsExactly(heldEvent);
    }

    @Test
    void ofAMonthThatAnotherRealmKeepsOnlyItsEventsRemain() throws SQLException {
        assertThat(ids(usual, kept)).isEmpty();
        assertThat(ids(careful, kept)).containsExactly(keptEvent);
    }

    @Test
    void bothRemovalsAreEventsOfEachRealm() {
        assertThat(counts(usual)).containsExactlyInAnyOrder("authentication 2", "authentication 2");
        assertThat(counts(careful)).containsExactlyInAnyOrder("authentication 2", "authentication 1");
    }

    @Test
    void whatRemainsVerifies() throws IOException, InterruptedException {
        for (AuditRealm trail : List.of(usual, careful)) {
            trail.checkpoint();
            ExportReport report = AuditArchive.download(trail.realm(), "").verify();
            assertThat(report.intact()).as(report.findings().toString()).isTrue();
            assertThat(report.hashesOnly()).isEqualTo(trail.equals(usual) ? 4 : 3);
        }
    }
}
