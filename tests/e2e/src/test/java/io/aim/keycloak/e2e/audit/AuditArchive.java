package io.aim.keycloak.e2e.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.aim.keycloak.cli.client.Json;
import io.aim.keycloak.core.audit.checkpoint.NoteKey;
import io.aim.keycloak.core.audit.export.ExportManifest;
import io.aim.keycloak.core.audit.export.ExportReport;
import io.aim.keycloak.core.audit.export.ExportVerifier;
import io.aim.keycloak.testkit.Keycloak;
import io.aim.keycloak.testkit.TestRealm;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * A downloaded export.
 *
 * @param files text by file name
 */
record AuditArchive(Map<String, String> files) {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    /** The export of a realm; {@code query} begins with a question mark or is empty. */
    static AuditArchive download(TestRealm realm, String query) throws IOException, InterruptedException {
        return download(realm.keycloak(), realm, query);
    }

    /** As above, from any node. */
    static AuditArchive download(Keycloak node, TestRealm realm, String query)
            throws IOException, InterruptedException {
        URI address = URI.create(node.baseUrl() + realm.aimPath("/audit-logs/export" + query));
        HttpResponse<byte[]> answer = CLIENT.send(
                HttpRequest.newBuilder(address)
                        .header("Authorization", "Bearer " + node.admin().token())
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/zip");
        Map<String, String> files = new LinkedHashMap<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(answer.body()))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                files.put(entry.getName(), new String(zip.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return new AuditArchive(files);
    }

    /** The manifest. */
    JsonNode manifest() {
        return Json.parse(files.get("manifest.json"));
    }

    /** The text of the file with the events. */
    String events() {
        return files.get(manifest().path("file").asText());
    }

    /** Verifies as an auditor does who has nothing but the archive. */
    ExportReport verify() throws IOException {
        NoteKey key = NoteKey.parse(manifest().path("keys").path(0).asText());
        return ExportVerifier.verify(
                new StringReader(events()),
                files.get("checkpoint"),
                List.of(key),
                new ExportManifest(manifest(), files.get("checkpoint")));
    }

    /** Verifies other events against the checkpoint of the archive. */
    ExportReport verify(String events) throws IOException {
        NoteKey key = NoteKey.parse(manifest().path("keys").path(0).asText());
        return ExportVerifier.verify(new StringReader(events), files.get("checkpoint"), List.of(key));
    }
}
