package io.aim.keycloak.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aim.keycloak.cli.client.Json;
import io.aim.keycloak.core.audit.AuditAction;
import io.aim.keycloak.core.audit.AuditActor;
import io.aim.keycloak.core.audit.AuditEvent;
import io.aim.keycloak.core.audit.CanonicalJson;
import io.aim.keycloak.core.audit.SealedEvent;
import io.aim.keycloak.core.audit.checkpoint.Checkpoint;
import io.aim.keycloak.core.audit.checkpoint.NoteKey;
import io.aim.keycloak.core.audit.checkpoint.PrivateKeyNoteSigner;
import io.aim.keycloak.core.audit.checkpoint.SignedNote;
import io.aim.keycloak.core.audit.export.ExportWriter;
import io.aim.keycloak.core.audit.tree.MerkleHasher;
import io.aim.keycloak.core.key.Ed25519PublicKey;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerifyAuditCommandTest {
    @TempDir
    Path directory;

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private NoteKey key;
    private String events;
    private int count = 3;
    private String checkpoint;

    @BeforeEach
    void exportOfThreeEvents() throws Exception {
        KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        byte[] spki = pair.getPublic().getEncoded();
        key = new NoteKey("sso", Ed25519PublicKey.of(Arrays.copyOfRange(spki, spki.length - 32, spki.length)));
        StringBuilder out = new StringBuilder();
        ExportWriter writer = new ExportWriter(out);
        for (int i = 0; i < 3; i++) {
            SealedEvent event = SealedEvent.of(
                    AuditEvent.of(AuditAction.REALM_SETUP, "r", Instant.EPOCH.plusSeconds(i), AuditActor.SYSTEM)
                            .build());
            writer.event(MerkleHasher.leaf(CanonicalJson.of(event.toJson()).getBytes(StandardCharsets.UTF_8)), event);
        }
        events = out.toString();
        checkpoint = SignedNote.sign(
                        new Checkpoint("aim-keycloak/r", writer.size(), writer.root(), Instant.EPOCH).toString(),
                        new PrivateKeyNoteSigner(key, pair.getPrivate()))
                .toString();
    }

    @Test
    void anIntactExportEndsWithZero() throws Exception {
        assertThat(run(file("e.ndjson", events), file("c", checkpoint), "--key", key.toString()))
                .isZero();
        assertThat(printed()).contains("checkpoint signed by sso", "3 events,", "ok nothing was changed");
    }

    @Test
    void aChangedEventEndsWithOne() throws Exception {
        String changed = events.replaceFirst("realm.setup", "realm.sleep");

        assertThat(run(file("e.ndjson", changed), file("c", checkpoint), "--key", key.toString()))
                .isEqualTo(1);
        assertThat(printed()).contains("!! CHANGED: line 1: the event of seq 0").doesNotContain("nothing was changed");
    }

    @Test
    void keysMayStandInAFile() throws Exception {
        String keys = file("keys", "\n" + key + "\n");

        assertThat(run(file("e.ndjson", events), file("c", checkpoint), "--key-file", keys))
                .isZero();
    }

    @Test
    void keysOfTheManifestComeWithAWarning() throws Exception {
        assertThat(run(zip(events, sha256(events)))).isZero();
        assertThat(printed()).contains("Warning: these keys come with the export", key.toString(), "SHA-256");
    }

    @Test
    void aGivenKeyIsTheOnlyOneThatCounts() throws Exception {
        String zip = zip(events, sha256(events));
        assertThat(run(zip, "--key", key.toString())).isZero();
        assertThat(printed()).doesNotContain("Warning");

        NoteKey other = new NoteKey("other", key.publicKey());
        assertThat(run(zip, "--key", other.toString())).isEqualTo(1);
        assertThat(printed()).contains("CHECKPOINT_KEY_UNKNOWN");
    }

    @Test
    void theFileMustBeThatOfTheManifest() throws Exception {
        assertThat(run(zip(events, sha256("another")))).isEqualTo(1);
        assertThat(printed()).contains("!! events.ndjson is not the file of the manifest");
    }

    @Test
    void theManifestMustSayWhatTheArchiveHolds() throws Exception {
        count = 2;

        assertThat(run(zip(events, sha256(events)), "--key", key.toString())).isEqualTo(1);
        assertThat(printed()).contains("!! MANIFEST_MISMATCH: manifest: count is not 3");
    }

    @Test
    void anIncompleteZipIsAnError() throws Exception {
        Path zip = directory.resolve("empty.zip");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
            out.putNextEntry(new ZipEntry("other"));
        }
        assertThatThrownBy(() -> run(zip.toString()))
                .isInstanceOfSatisfying(
                        CommandException.class, e -> assertThat(e.exitCode()).isEqualTo(1))
                .hasMessageContaining("checkpoint");
    }

    @Test
    void whatIsMissingIsSaid() throws Exception {
        String export = file("e.ndjson", events);

        assertUsage("needs an export");
        assertUsage("checkpoint", export, "--key", key.toString());
        assertUsage("--key", export, file("c", checkpoint));
        assertUsage("cannot read", directory.resolve("nothing").toString(), "--key", key.toString());
        assertUsage("not a verifier key", export, file("c", checkpoint), "--key", "x");
        assertUsage("there is no key", export, file("c", checkpoint), "--key-file", file("keys", "\n"));
    }

    private void assertUsage(String message, String... args) {
        assertThatThrownBy(() -> run(args))
                .isInstanceOfSatisfying(
                        CommandException.class, e -> assertThat(e.exitCode()).isEqualTo(2))
                .hasMessageContaining(message);
    }

    private int run(String... args) throws IOException {
        PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
        return new VerifyAuditCommand(Console.of(out, out))
                .run(Arguments.parse(args, List.of("key", "key-file"), List.of(), 2));
    }

    private String printed() {
        return printed.toString(StandardCharsets.UTF_8);
    }

    private String file(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text).toString();
    }

    private String zip(String ndjson, String sha256) throws IOException {
        Path zip = directory.resolve("audit.zip");
        String manifest = Json.pretty(manifest(sha256));
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
            for (Map.Entry<String, String> part : Map.of(
                            "events.ndjson", ndjson, "checkpoint", checkpoint, "manifest.json", manifest)
                    .entrySet()) {
                out.putNextEntry(new ZipEntry(part.getKey()));
                out.write(part.getValue().getBytes(StandardCharsets.UTF_8));
            }
        }
        return zip.toString();
    }

    private Map<String, Object> manifest(String sha256) {
        Map<String, Object> manifest = new LinkedHashMap<>();
        manifest.put("format", "ndjson");
        manifest.put("file", "events.ndjson");
        manifest.put("realmId", "r");
        manifest.put("count", count);
        manifest.put("unproven", 0);
        manifest.put("filter", Map.of());
        manifest.put("treeSize", 3);
        manifest.put("createdAt", Instant.EPOCH.toString());
        manifest.put("sha256", sha256);
        manifest.put("checkpoint", checkpoint);
        manifest.put("keys", List.of(key.toString()));
        return manifest;
    }

    private static String sha256(String text) throws Exception {
        return HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    }
}
