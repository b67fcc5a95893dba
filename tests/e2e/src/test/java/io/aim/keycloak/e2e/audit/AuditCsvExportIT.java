package io.aim.keycloak.e2e.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.aim.keycloak.cli.client.AdminClient;
import io.aim.keycloak.cli.client.Json;
import io.aim.keycloak.core.audit.format.AuditCsv;
import io.aim.keycloak.testkit.KeycloakTest;
import io.aim.keycloak.testkit.TestAgent;
import io.aim.keycloak.testkit.TestRealm;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Texts that strangers choose arrive in a spreadsheet as they are, and as nothing that runs. */
@KeycloakTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AuditCsvExportIT {
    private static final String FORMULA = "=HYPERLINK(\"http://evil.example\",\"ré\uD83D\uDC7E,\r\n x\")";
    private static final String FORMULA_ON_ONE_LINE = FORMULA.replace("\r\n", "??");

    private final AuditRealm trail;
    private final TestRealm.User manager;
    private final TestAgent agent;
    private CsvTable table;
    private AuditArchive archive;

    AuditCsvExportIT(TestRealm realm) {
        this.trail = AuditRealm.of(realm);
        this.manager = realm.createUser("+manager", "realm-admin");
        this.agent = trail.agent();
    }

    @BeforeAll
    void exportWhatStrangersChose() throws Exception {
        AdminClient client = trail.realm().adminAs(manager);
        client.post(agent.adminPath("/suspend"), Map.of("reason", FORMULA)).expect(200);
        trail.realm()
                .tokens()
                .post(
                        Map.of(
                                "grant_type",
                                "client_credentials",
                                "client_assertion_type",
                                "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
                                "client_assertion",
                                agent.assertion().claim("jti", FORMULA).sign()),
                        Map.of("User-Agent", "@SUM(1+1)*cmd|' /C calc'!A0, \"quoted\""))
                .expect(401);
        archive = AuditArchive.download(trail.realm(), "?format=csv");
        table = CsvTable.parse(archive.events());
    }

    @Test
    void hasTheColumnsThatAreDocumented() {
        assertThat(table.header()).isEqualTo(AuditCsv.COLUMNS);
        assertThat(table.rows()).allSatisfy(row -> assertThat(row).hasSameSizeAs(AuditCsv.COLUMNS));
        assertThat(table.rows()).hasSize(archive.manifest().path("count").asInt(-1));
    }

    @Test
    void holdsNoFieldThatASpreadsheetRuns() {
        assertThat(table.rows())
                .allSatisfy(row -> assertThat(row).noneMatch(field -> field.matches("(?s)\\s*[=+@-].*")));
    }

    @Test
    void keepsWhatWasChosen() {
        Map<String, String> refused = row("action", "agent.token.refused");
        Map<String, String> suspended = table.named().stream()
                .filter(row -> row.get("action").equals("agent.status.changed")
                        && row.get("actorName").equals("'+manager"))
                .findFirst()
                .orElseThrow();

        assertThat(refused)
                .containsEntry("correlationId", "'" + FORMULA_ON_ONE_LINE)
                .containsEntry("userAgent", "'@SUM(1+1)*cmd|' /C calc'!A0, \"quoted\"");
        assertThat(Json.parse(refused.get("details")).path("assertion_id").asText())
                .isEqualTo(FORMULA_ON_ONE_LINE);
        assertThat(Json.parse(suspended.get("details")).path("reason").asText()).isEqualTo(FORMULA_ON_ONE_LINE);
    }

    private Map<String, String> row(String column, String value) {
        List<Map<String, String>> found = table.named().stream()
                .filter(row -> row.get(column).equals(value))
                .toList();
        assertThat(found).hasSize(1);
        return found.get(0);
    }

    @Test
    void saysTheSameAsTheApi() {
        List<JsonNode> events = trail.events("");

        assertThat(table.named()).isNotEmpty().allSatisfy(row -> {
            JsonNode event = events.stream()
                    .filter(e -> e.path("id").asText().equals(row.get("id")))
                    .findFirst()
                    .orElseThrow();
            assertThat(row).containsEntry("seq", event.path("seq").asText());
            assertSame(row, "action", event.at("/action"));
            assertSame(row, "actorKind", event.at("/actor/kind"));
            assertSame(row, "actorId", event.at("/actor/id"));
            assertSame(row, "actorName", event.at("/actor/name"));
            assertSame(row, "targetId", event.at("/target/id"));
            assertSame(row, "targetName", event.at("/target/name"));
            assertSame(row, "result", event.at("/result"));
            assertSame(row, "reason", event.at("/reason"));
            assertSame(row, "correlationId", event.at("/correlationId"));
            assertSame(row, "sourceIp", event.at("/sourceIp"));
            assertSame(row, "userAgent", event.at("/userAgent"));
            assertSame(row, "keyThumbprint", event.at("/keyThumbprint"));
            assertThat(Json.parseOrMissing(row.get("details")).size())
                    .isEqualTo(event.path("details").size());
        });
    }

    private static void assertSame(Map<String, String> row, String column, JsonNode value) {
        assertThat(AuditCsv.unguarded(row.get(column))).as(column).isEqualTo(value.asText());
    }

    @Test
    void takesAFilter() throws Exception {
        AuditArchive refusals = AuditArchive.download(trail.realm(), "?format=csv&result=denied");

        assertThat(CsvTable.parse(refusals.events()).named())
                .hasSize(1)
                .allSatisfy(row -> assertThat(row).containsEntry("result", "denied"));
    }
}
