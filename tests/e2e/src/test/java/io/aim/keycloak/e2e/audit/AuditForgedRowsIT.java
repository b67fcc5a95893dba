package io.aim.keycloak.e2e.audit;

import static io.aim.keycloak.core.audit.export.FindingKind.UNPROVEN;
import static io.aim.keycloak.core.audit.export.FindingKind.UNREADABLE;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.aim.keycloak.core.audit.export.ExportFinding;
import io.aim.keycloak.core.audit.export.ExportReport;
import io.aim.keycloak.testkit.KeycloakTest;
import io.aim.keycloak.testkit.TestAgent;
import io.aim.keycloak.testkit.TestRealm;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Rows that somebody put into the database, or changed beyond recognition, break nothing and are named. */
@KeycloakTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AuditForgedRowsIT {
    private final AuditRealm trail;
    private final List<JsonNode> tokens;
    private final TrailBackup backup;

    AuditForgedRowsIT(TestRealm realm) throws SQLException {
        this.trail = AuditRealm.of(realm);
        TestAgent agent = trail.agent();
        agent.accessToken();
        agent.accessToken();
        trail.checkpoint();
        this.tokens = trail.events("action=agent.token");
        this.backup = TrailBackup.of(trail);
    }

    @AfterEach
    void restore() throws SQLException {
        backup.restore();
    }

    @AfterAll
    void dropBackup() throws SQLException {
        backup.drop();
    }

    private static String id(JsonNode event) {
        return event.path("id").asText();
    }

    private void update(String sql, Object... parameters) throws SQLException {
        assertThat(trail.jdbc().update(sql, parameters)).as(sql).isPositive();
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
    void anInventedEventHasNoProof() throws Exception {
        String invented = UUID.randomUUID().toString();
        copy(tokens.get(1), invented);
        trail.checkpoint();

        assertThat(trail.events(""))
                .filteredOn(e -> e.has("unproven"))
                .singleElement()
                .satisfies(event -> {
                    assertThat(id(event)).isEqualTo(invented);
                    assertThat(event.path("unproven").asBoolean()).isTrue();
                    assertThat(event.has("seq")).isFalse();
                });
        AuditArchive export = AuditArchive.download(trail.realm(), "");
        assertThat(export.manifest().path("unproven").asLong()).isEqualTo(1);
        assertThat(export.verify().findings()).singleElement().satisfies(finding -> {
            assertThat(finding.kind()).isEqualTo(UNPROVEN);
            assertThat(finding.sentence()).contains(invented);
        });
        trail.get("/audit-logs/" + invented + "/proof").expect(404, 409);
    }

    @Test
    void anInventedEventHidesNoOthersBehindIt() throws Exception {
        List<String> before = AuditRealm.texts(trail.events(""), "id");
        copy(tokens.get(1), "not an id");

        List<String> seen = new ArrayList<>();
        JsonNode page = trail.page("max=1");
        seen.addAll(AuditRealm.texts(AuditRealm.elements(page.path("items")), "id"));
        while (page.has("next")) {
            page = trail.page("max=1&after=" + page.path("next").asText());
            seen.addAll(AuditRealm.texts(AuditRealm.elements(page.path("items")), "id"));
        }
        assertThat(seen).doesNotHaveDuplicates().containsAll(before).contains("not an id");
    }

    static Stream<Arguments> unreadable() {
        return Stream.of(
                Arguments.of("update AIM_AUDIT_EVENT set RESULT = 'great' where ID = ?", "result"),
                Arguments.of("update AIM_AUDIT_EVENT set ACTOR_KIND = 'ghost' where ID = ?", "actor kind"),
                Arguments.of("update AIM_AUDIT_EVENT set DETAILS = '{\"a\"' where ID = ?", "details"));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("unreadable")
    void aRowThatCannotBeReadIsShownAsWhatItIs(String damage, String what) throws Exception {
        JsonNode damaged = tokens.get(1);
        int events = trail.events("").size();

        update(damage, id(damaged));

        assertThat(trail.events(""))
                .hasSize(events)
                .filteredOn(e -> e.has("unreadable"))
                .singleElement()
                .satisfies(row -> {
                    assertThat(id(row)).isEqualTo(id(damaged));
                    assertThat(row.path("unreadable").asText()).isEqualTo(what);
                    assertThat(row.path("seq")).isEqualTo(damaged.path("seq"));
                });
        trail.get("/audit-logs/" + id(damaged)).expect(200);
        trail.get("/audit-logs/" + id(damaged) + "/proof").expect(409);
        AuditArchive.download(trail.realm(), "?format=csv");
        ExportReport report = AuditArchive.download(trail.realm(), "").verify();
        assertThat(report.rootMatches()).isTrue();
        assertThat(report.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.kind()).isEqualTo(UNREADABLE);
            assertThat(finding.rows().first()).isEqualTo(damaged.path("seq").asLong());
            assertThat(finding.sentence()).endsWith(what);
        });
    }

    @Test
    void aLeafThatIsNoHashBreaksNoExport() throws Exception {
        update("update AIM_AUDIT_LEAF set HASH = 'none' where EVENT_ID = ?", id(tokens.get(1)));

        assertThat(AuditArchive.download(trail.realm(), "").verify().findings())
                .extracting(ExportFinding::kind)
                .contains(UNREADABLE);
    }
}
