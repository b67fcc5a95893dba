package io.aim.keycloak.e2e.audit;

import static io.aim.keycloak.core.audit.export.FindingKind.CHANGED;
import static io.aim.keycloak.core.audit.export.FindingKind.DELETED;
import static io.aim.keycloak.core.audit.export.FindingKind.HASHES_ALTERED;
import static io.aim.keycloak.core.audit.export.FindingKind.ROOT_MISMATCH;
import static io.aim.keycloak.core.audit.export.FindingKind.TRUNCATED;
import static io.aim.keycloak.core.audit.export.FindingKind.UNPROVEN;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.aim.keycloak.core.audit.export.ExportFinding;
import io.aim.keycloak.core.audit.export.ExportReport;
import io.aim.keycloak.core.audit.tree.Frontier;
import io.aim.keycloak.core.audit.tree.MerkleHasher;
import io.aim.keycloak.core.audit.tree.TreeHash;
import io.aim.keycloak.testkit.KeycloakTest;
import io.aim.keycloak.testkit.TestAgent;
import io.aim.keycloak.testkit.TestRealm;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Whoever changes the trail in the database is found out by whoever kept a checkpoint, or asks for a proof. */
@KeycloakTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AuditTamperingIT {
    private final AuditRealm trail;
    private final String realmId;
    private final List<JsonNode> tokens;
    private final TrailBackup backup;
    private AuditArchive kept;

    AuditTamperingIT(TestRealm realm) throws SQLException {
        this.trail = AuditRealm.of(realm);
        this.realmId = trail.id();
        TestAgent agent = trail.agent();
        agent.accessToken();
        agent.accessToken();
        trail.suspend(agent, null);
        agent.requestToken().expect(401);
        trail.checkpoint();
        this.tokens = trail.events("action=agent.token");
        this.backup = TrailBackup.of(trail);
    }

    @BeforeEach
    void keepACheckpoint() throws Exception {
        kept = AuditArchive.download(trail.realm(), "");
        assertThat(kept.verify().intact()).isTrue();
        assertThat(verifyFreshExport().intact()).isTrue();
    }

    @AfterEach
    void restore() throws SQLException {
        backup.restore();
    }

    @AfterAll
    void dropBackup() throws SQLException {
        backup.drop();
    }

    /** What an auditor does who trusts nothing but the checkpoint from before. */
    private ExportReport verifyFreshExport() throws Exception {
        return kept.verify(AuditArchive.download(trail.realm(), "").events());
    }

    private static String id(JsonNode event) {
        return event.path("id").asText();
    }

    private long keptSize() {
        return kept.manifest().path("treeSize").asLong();
    }

    private void update(String sql, Object... parameters) throws SQLException {
        assertThat(trail.jdbc().update(sql, parameters)).as(sql).isPositive();
    }

    private AuditProof proof(JsonNode event) {
        return new AuditProof(
                trail.get("/audit-logs/" + id(event) + "/proof").expect(200).body());
    }

    private void assertFound(ExportReport report, JsonNode... events) {
        assertThat(report.findings())
                .extracting(ExportFinding::kind)
                .containsExactlyElementsOf(
                        List.of(events).stream().map(event -> CHANGED).toList());
        assertThat(report.findings())
                .extracting(finding -> finding.rows().first())
                .containsExactlyInAnyOrderElementsOf(List.of(events).stream()
                        .map(event -> event.path("seq").asLong())
                        .toList());
        assertThat(report.rootMatches()).isTrue();
    }

    @Test
    void aChangedColumnIsFoundInItsRow() throws Exception {
        JsonNode refused = tokens.get(0);
        assertThat(proof(refused).holds()).isTrue();

        update("update AIM_AUDIT_EVENT set RESULT = 'success', REASON = null where ID = ?", id(refused));

        assertFound(verifyFreshExport(), refused);
        assertThat(proof(refused).holds()).isFalse();
        assertThat(proof(tokens.get(1)).holds()).isTrue();
    }

    @Test
    void exchangedColumnsAreFoundInBothRows() throws Exception {
        JsonNode one = tokens.get(1);
        JsonNode other = tokens.get(2);

        update(
                "update AIM_AUDIT_EVENT e set CORRELATION_ID = o.CORRELATION_ID, DETAILS = o.DETAILS"
                        + " from AIM_AUDIT_EVENT o where e.ID in (?, ?) and o.ID in (?, ?) and e.ID <> o.ID",
                id(one),
                id(other),
                id(one),
                id(other));

        assertFound(verifyFreshExport(), one, other);
        assertThat(proof(one).holds()).isFalse();
        assertThat(proof(other).holds()).isFalse();
    }

    @Test
    void aDeletedEventLeavesItsLeafBehind() throws Exception {
        long events = kept.verify().events();

        update("delete from AIM_AUDIT_EVENT where ID = ?", id(tokens.get(0)));

        ExportReport report = verifyFreshExport();
        assertThat(report.removed()).isEqualTo(1);
        assertThat(report.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.kind()).isEqualTo(DELETED);
            assertThat(finding.sentence())
                    .contains("[" + tokens.get(0).path("seq").asLong() + "]");
        });
        assertThat(report.events()).isEqualTo(events - 1);
        trail.get("/audit-logs/" + id(tokens.get(0)) + "/proof").expect(404);
    }

    private void copy(JsonNode event, String id) throws SQLException {
        update(
                "insert into AIM_AUDIT_EVENT (ID, REALM_ID, EVENT_TIME, CATEGORY, ACTION, ACTOR_KIND, ACTOR_ID,"
                        + " ACTOR_NAME, RESULT) select ?, REALM_ID, EVENT_TIME, CATEGORY, ACTION, ACTOR_KIND, ACTOR_ID,"
                        + " ACTOR_NAME, RESULT from AIM_AUDIT_EVENT where ID = ?",
                id,
                id(event));
    }

    @Test
    void anEventPutInAnothersPlaceIsFound() throws Exception {
        JsonNode replaced = tokens.get(1);
        String invented = id(replaced).substring(0, 35) + (id(replaced).endsWith("0") ? "1" : "0");
        copy(replaced, invented);
        update("update AIM_AUDIT_LEAF set EVENT_ID = ? where EVENT_ID = ?", invented, id(replaced));

        assertThat(verifyFreshExport().findings())
                .as("the one in its place, and the one without a place")
                .extracting(ExportFinding::kind)
                .containsExactly(CHANGED, UNPROVEN);
    }

    @Test
    void anAlteredHashIsFoundByTheRoot() throws Exception {
        String altered = MerkleHasher.leaf(new byte[0]).toString();

        update("update AIM_AUDIT_LEAF set HASH = ? where EVENT_ID = ?", altered, id(tokens.get(1)));

        assertThat(verifyFreshExport().findings())
                .extracting(ExportFinding::kind)
                .contains(CHANGED, ROOT_MISMATCH);
        assertThat(proof(tokens.get(1)).holds())
                .as("the event itself is untouched")
                .isTrue();
        assertThat(proof(tokens.get(2)).holds()).isFalse();
    }

    @Test
    void anEventChangedTogetherWithItsHashIsFoundByTheRoot() throws Exception {
        JsonNode refused = tokens.get(0);
        update("update AIM_AUDIT_EVENT set REASON = 'nothing_happened' where ID = ?", id(refused));
        String leaf = proof(refused).json().path("leaf").asText();
        String hash = MerkleHasher.leaf(leaf.getBytes(StandardCharsets.UTF_8)).toString();
        update("update AIM_AUDIT_LEAF set HASH = ? where EVENT_ID = ?", hash, id(refused));

        ExportReport report = verifyFreshExport();
        assertThat(report.rootMatches()).isFalse();
        assertThat(report.findings()).extracting(ExportFinding::kind).containsAnyOf(HASHES_ALTERED, ROOT_MISMATCH);
        assertThat(proof(refused).holds()).isFalse();
    }

    @Test
    void aTrailThatIsCutIsFound() throws Exception {
        trail.checkpoint();
        update("delete from AIM_AUDIT_LEAF where REALM_ID = ? and SEQ >= ?", realmId, keptSize() - 2);

        ExportReport report = verifyFreshExport();

        assertThat(report.rootMatches()).isFalse();
        assertThat(report.findings()).extracting(ExportFinding::kind).containsOnly(TRUNCATED, UNPROVEN);
    }

    @Test
    void aTrailThatIsSetBackWithoutATraceIsFoundByTheCheckpointThatWasKept() throws Exception {
        setBackTo(keptSize() - 2);

        AuditArchive fresh = AuditArchive.download(trail.realm(), "");

        assertThat(fresh.verify().intact()).as("for itself").isTrue();
        assertThat(kept.verify(fresh.events()).findings())
                .extracting(ExportFinding::kind)
                .containsExactly(TRUNCATED);
    }

    @Test
    void aTrailThatIsSetBackAndGrowsAgainIsFoundByTheCheckpointThatWasKept() throws Exception {
        setBackTo(keptSize() - 2);
        trail.agent();

        AuditArchive fresh = AuditArchive.download(trail.realm(), "");

        assertThat(fresh.verify().intact()).as("for itself").isTrue();
        assertThat(kept.verify(fresh.events()).findings())
                .extracting(ExportFinding::kind)
                .containsExactly(ROOT_MISMATCH);
    }

    /** Removes the latest events with everything that the database knows of them. */
    private void setBackTo(long size) throws SQLException {
        trail.checkpoint();
        Frontier frontier = Frontier.EMPTY;
        for (Map<String, Object> leaf : trail.jdbc()
                .query("select HASH from AIM_AUDIT_LEAF where REALM_ID = ? and SEQ < ? order by SEQ", realmId, size)) {
            frontier = frontier.append(TreeHash.fromBase64((String) leaf.get("hash")));
        }
        update(
                "delete from AIM_AUDIT_EVENT e using AIM_AUDIT_LEAF l"
                        + " where l.EVENT_ID = e.ID and l.REALM_ID = ? and l.SEQ >= ?",
                realmId,
                size);
        update("delete from AIM_AUDIT_LEAF where REALM_ID = ? and SEQ >= ?", realmId, size);
        update("delete from AIM_AUDIT_CHECKPOINT where REALM_ID = ? and TREE_SIZE > ?", realmId, size);
        update(
                "update AIM_AUDIT_TREE set TREE_SIZE = ?, FRONTIER = ? where REALM_ID = ?",
                size,
                Base64.getEncoder().encodeToString(frontier.encode()),
                realmId);
    }
}
