package io.aim.keycloak.e2e.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.aim.keycloak.core.audit.export.ExportFinding;
import io.aim.keycloak.core.audit.export.ExportReport;
import io.aim.keycloak.core.audit.export.FindingKind;
import io.aim.keycloak.testkit.KeycloakTest;
import io.aim.keycloak.testkit.TestRealm;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * An export of a few events holds the blocks of 256 in which they are, and the roots of all others: it still gives the
 * root of the whole tree. The events here have leaves of their own making, so that each one that is exported is a finding.
 */
@KeycloakTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AuditNarrowExportIT {
    private static final int EVENTS = 20_000;
    private static final long BLOCK = 256;

    private final AuditRealm trail;

    AuditNarrowExportIT(TestRealm realm) throws SQLException {
        this.trail = new AuditRealm(realm.setUp(), null, null);
        BulkTrail.load(trail.jdbc(), trail.id(), EVENTS, "agent-1", true);
        trail.awaitNumbers(Duration.ofMinutes(2));
    }

    private static void assertHolds(AuditArchive export, long matching, long blocks) throws Exception {
        ExportReport report = export.verify();
        assertThat(export.manifest().path("count").asLong()).isEqualTo(matching);
        assertThat(report.rootMatches()).isTrue();
        assertThat(report.events()).isBetween(matching, (blocks + 1) * BLOCK);
        assertThat(report.findings()).extracting(ExportFinding::kind).containsOnly(FindingKind.CHANGED);
    }

    @Test
    void ofOneAgent() throws Exception {
        assertHolds(AuditArchive.download(trail.realm(), "?actor=" + BulkTrail.QUIET), EVENTS / 1000, EVENTS / 1000);
    }

    @Test
    void ofOneRequest() throws Exception {
        assertHolds(AuditArchive.download(trail.realm(), "?correlationId=" + BulkTrail.CORRELATION), 1, 1);
    }

    @Test
    void ofATime() throws Exception {
        Instant from = Instant.now().minus(Duration.ofSeconds(1_000_000));
        Instant to = from.plus(Duration.ofSeconds(100_000));
        String query = "?from=" + from + "&to=" + to;
        long matching = trail.page(query.substring(1)).path("total").asLong();

        assertThat(matching).isBetween(900L, 1100L);
        assertHolds(AuditArchive.download(trail.realm(), query), matching, matching / BLOCK + 2);
    }

    @Test
    void ofATimeMissesNoEventWhoseTimeSomebodyChanged() throws Exception {
        Map<String, Object> moved = trail.jdbc()
                .query(
                        "select ID, EVENT_TIME from AIM_AUDIT_EVENT where REALM_ID = ? order by EVENT_TIME, ID"
                                + " offset 5000 limit 1",
                        trail.id())
                .get(0);
        Instant time = Instant.ofEpochMilli((Long) moved.get("event_time"));
        trail.jdbc().update("update AIM_AUDIT_EVENT set EVENT_TIME = EVENT_TIME - 90000 where ID = ?", moved.get("id"));

        AuditArchive export = AuditArchive.download(trail.realm(), "?from=" + time + "&to=" + time.plusMillis(1));

        assertThat(export.manifest().path("count").asLong()).isZero();
        ExportReport report = export.verify();
        assertThat(report.rootMatches()).isTrue();
        assertThat(export.events().contains((String) moved.get("id")) || report.removed() == 1)
                .as("shown as it is now, or as gone")
                .isTrue();
    }

    @Test
    void ofNobodyHoldsNoEvent() throws Exception {
        AuditArchive export = AuditArchive.download(trail.realm(), "?actor=nobody-at-all");

        assertThat(export.manifest().path("count").asLong()).isZero();
        assertThat(export.verify().rootMatches()).isTrue();
        assertThat(export.events().lines().count()).isLessThan(BLOCK * 2);
    }
}
