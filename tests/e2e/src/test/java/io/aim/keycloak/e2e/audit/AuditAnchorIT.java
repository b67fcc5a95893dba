package io.aim.keycloak.e2e.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.aim.keycloak.cli.client.JsonHttp;
import io.aim.keycloak.core.audit.checkpoint.NoteKey;
import io.aim.keycloak.core.audit.export.ExportVerifier;
import io.aim.keycloak.testkit.Eventually;
import io.aim.keycloak.testkit.Keycloak;
import io.aim.keycloak.testkit.KeycloakTest;
import io.aim.keycloak.testkit.Nodes;
import io.aim.keycloak.testkit.Postgres;
import io.aim.keycloak.testkit.TestRealm;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Every checkpoint reaches the places that the operator names, whatever becomes of them and of the server. */
@KeycloakTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AuditAnchorIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String TOKEN = "the-anchors-own-secret";

    private final Keycloak shared;
    private Postgres database;
    private AnchorServer server;
    private Keycloak node;
    private Path files;
    private String[] options;

    AuditAnchorIT(Keycloak keycloak) {
        this.shared = keycloak;
    }

    @BeforeAll
    void startNode(@TempDir Path directory) throws Exception {
        ReceiverCertificates certificates = new ReceiverCertificates(directory.resolve("ca"));
        server = new AnchorServer(directory, certificates);
        files = Files.createDirectory(directory.resolve("checkpoints"));
        Path token = Files.writeString(directory.resolve("token"), TOKEN + "\n");
        options = new String[] {
            "--truststore-paths=" + certificates.authority(),
            "--spi-aim-audit-anchor--file--directory=" + files,
            "--spi-aim-audit-anchor--https--url=https://localhost:" + server.port() + "/keep/{realm}",
            "--spi-aim-audit-anchor--https--token-file=" + token,
            "--spi-aim-audit-anchor--https--timeout-millis=2000",
            "--spi-aim-audit-anchoring--scheduled--interval-millis=100"
        };
        database = shared.database().newDatabase();
        node = Nodes.single(database, options);
    }

    @AfterAll
    void stop() {
        if (node != null) {
            node.close();
        }
        if (server != null) {
            server.close();
        }
    }

    private AuditRealm realm(String prefix) {
        return AuditRealm.of(TestRealm.create(node, prefix));
    }

    private List<AnchorServer.Post> posts(String realmId) {
        return server.posts().stream()
                .filter(post -> post.path().equals("/keep/" + realmId))
                .toList();
    }

    private static List<String> notes(AuditRealm trail, String realmId) {
        try {
            return trail
                    .jdbc()
                    .query("select NOTE from AIM_AUDIT_CHECKPOINT where REALM_ID = ? order by TREE_SIZE", realmId)
                    .stream()
                    .map(row -> (String) row.get("note"))
                    .toList();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void awaitAll(AuditRealm trail, String realmId) {
        Eventually.within(
                PATIENCE,
                "every checkpoint was posted",
                () -> posts(realmId).stream()
                        .map(AnchorServer.Post::body)
                        .toList()
                        .containsAll(notes(trail, realmId)));
    }

    private Path file(String realmId, long size) {
        return files.resolve(realmId).resolve(size + ".checkpoint");
    }

    @Test
    void everyCheckpointArrivesInOrderAndBindsTheOperator() throws Exception {
        AuditRealm trail = realm("anchored");
        String id = trail.id();
        trail.checkpoint();
        trail.agent();
        SignedCheckpoint kept = trail.checkpoint();
        awaitAll(trail, id);
        Eventually.within(PATIENCE, "the file is there", () -> Files.exists(file(id, kept.size())));

        assertThat(posts(id).stream().map(AnchorServer.Post::body).distinct().toList())
                .isEqualTo(notes(trail, id));
        assertThat(posts(id)).allSatisfy(post -> {
            assertThat(post.header("Authorization")).isEqualTo("Bearer " + TOKEN);
            assertThat(post.header("Content-type")).startsWith("text/plain");
            assertThat(post.header("Aim-realm")).isEqualTo(id);
        });
        trail.agent();
        AuditArchive archive = AuditArchive.download(node, trail.realm(), "");
        NoteKey key = NoteKey.parse(archive.manifest().path("keys").path(0).asText());
        String anchored = Files.readString(file(id, kept.size()));
        assertThat(ExportVerifier.verify(new StringReader(archive.events()), anchored, List.of(key))
                        .findings())
                .isEmpty();
        assertThat(ExportVerifier.verify(
                                new StringReader(archive.events().replace("\"agent.registered\"", "\"agent.updated\"")),
                                anchored,
                                List.of(key))
                        .findings())
                .isNotEmpty();
    }

    @Test
    void nothingIsMissingAfterAnOutageAndARedirectIsNotFollowed() throws Exception {
        AuditRealm trail = realm("outage");
        String id = trail.id();
        trail.checkpoint();
        awaitAll(trail, id);
        for (int status : new int[] {500, 302, 403}) {
            server.answerWith(status);
            trail.agent();
            trail.checkpoint();
            Eventually.within(
                    PATIENCE,
                    "the failure is recorded",
                    () -> error(trail, id).equals("IOException: The anchor answered " + status));
            server.answerWith(200);
            Eventually.within(
                    PATIENCE, "the failure is over", () -> error(trail, id).isEmpty());
        }

        awaitAll(trail, id);
        assertThat(server.posts()).noneMatch(post -> post.path().equals("/elsewhere"));
        assertThat(Files.readString(node.log())).doesNotContain(TOKEN);
        assertThat(metrics()).contains("keycloak_aim_audit_anchor_age{anchor=\"https\"}");
    }

    private static String error(AuditRealm trail, String realmId) {
        try {
            Object error = trail.jdbc()
                    .query("select LAST_ERROR from AIM_AUDIT_ANCHOR where REALM_ID = ? and ANCHOR = 'https'", realmId)
                    .get(0)
                    .get("last_error");
            return error == null ? "" : (String) error;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aFileWithOtherContentIsAnAlarmAndStays() throws Exception {
        AuditRealm trail = realm("forged");
        String id = trail.id();
        SignedCheckpoint first = trail.checkpoint();
        Eventually.within(PATIENCE, "the file is there", () -> Files.exists(file(id, first.size())));
        Files.writeString(file(id, first.size()), "forged");
        trail.jdbc().update("update AIM_AUDIT_ANCHOR set TREE_SIZE = 0 where REALM_ID = ? and ANCHOR = 'file'", id);

        Eventually.within(
                PATIENCE,
                "the alarm counts",
                () -> metrics()
                        .lines()
                        .anyMatch(line ->
                                line.matches("keycloak_aim_audit_anchor_conflicts_total\\{anchor=\"file\"} [1-9].*")));
        assertThat(Files.readString(node.log())).contains("ALARM: anchor file has another checkpoint of realm " + id);
        assertThat(file(id, first.size())).hasContent("forged");
    }

    @Test
    void aServerThatCrashesGoesOnWhereItStopped() throws Exception {
        AuditRealm trail = realm("crash");
        String id = trail.id();
        for (int i = 0; i < 5; i++) {
            trail.agent();
            trail.checkpoint();
        }
        node.kill();
        node = Nodes.single(database, options);

        awaitAll(trail, id);
        Map<String, Object> latest = node.jdbc()
                .query("select max(TREE_SIZE) as size from AIM_AUDIT_CHECKPOINT where REALM_ID = ?", id)
                .get(0);
        long size = ((Number) latest.get("size")).longValue();
        Eventually.within(PATIENCE, "the file is there", () -> Files.exists(file(id, size)));
        assertThat(posts(id).stream().map(AnchorServer.Post::body).distinct().toList())
                .isEqualTo(notes(trail, id));
    }

    private String metrics() {
        return JsonHttp.get(node.managementUrl() + "/metrics").expect(200).text();
    }
}
