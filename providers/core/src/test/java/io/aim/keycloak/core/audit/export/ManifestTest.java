package io.aim.keycloak.core.audit.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aim.keycloak.core.audit.checkpoint.Checkpoint;
import io.aim.keycloak.core.audit.checkpoint.NoteKey;
import io.aim.keycloak.core.audit.checkpoint.PrivateKeyNoteSigner;
import io.aim.keycloak.core.audit.checkpoint.SignedNote;
import io.aim.keycloak.core.audit.tree.TreeHash;
import io.aim.keycloak.core.key.TestKeyPair;
import java.io.IOException;
import java.io.StringReader;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an archive says of itself has to be so. */
class ManifestTest {
    private static final int SIZE = 300;
    private static final Archive ARCHIVE = Archive.of(SIZE);
    private static final TestKeyPair PAIR = TestKeyPair.generate();
    private static final NoteKey KEY = new NoteKey("aim-keycloak/realm", PAIR.publicKey());
    private static final Instant TIME = Instant.parse("2026-07-01T12:00:00Z");
    private static final String NOTE = note();

    /** The archive's tree, signed by a realm's key. */
    private static String note() {
        TreeHash root =
                Checkpoint.parse(SignedNote.parse(ARCHIVE.checkpoint()).text()).root();
        return SignedNote.sign(
                        new Checkpoint(KEY.name(), SIZE, root, TIME).toString(),
                        new PrivateKeyNoteSigner(KEY, PAIR.privateKey()))
                .toString();
    }

    private static ObjectNode manifest() {
        ObjectNode manifest = JsonNodeFactory.instance.objectNode();
        manifest.put("format", "ndjson")
                .put("file", "events.ndjson")
                .put("realmId", "realm")
                .put("count", SIZE)
                .put("unproven", 0)
                .put("treeSize", SIZE)
                .put("createdAt", TIME.toString())
                .put("checkpoint", NOTE);
        manifest.putObject("filter");
        return manifest;
    }

    private static ExportReport verify(Consumer<ObjectNode> change, List<String> lines) throws IOException {
        ObjectNode manifest = manifest();
        change.accept(manifest);
        return ExportVerifier.verify(
                new StringReader(String.join("\n", lines) + "\n"),
                NOTE,
                List.of(KEY),
                new ExportManifest(manifest, NOTE));
    }

    @Test
    void aTrueManifestIsNoFinding() throws IOException {
        assertThat(verify(manifest -> {}, ARCHIVE.lines()).findings()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "format, ocsf",
        "file, other.ndjson",
        "realmId, another",
        "createdAt, 2026-07-01T12:00:01Z",
        "checkpoint, another",
        "from, 2026-07-01T12:00:00Z",
        "to, 2026-07-01T12:00:00Z",
        "count, 300",
        "filter, everything",
        "unproven, none"
    })
    void aFieldThatIsNotSoIsNamed(String field, String value) throws IOException {
        assertThat(verify(manifest -> manifest.put(field, value), ARCHIVE.lines())
                        .findings())
                .isNotEmpty()
                .allSatisfy(finding -> assertThat(finding.kind()).isEqualTo(FindingKind.MANIFEST_MISMATCH))
                .anySatisfy(finding -> assertThat(finding.sentence()).startsWith("manifest: " + field));
    }

    @ParameterizedTest
    @CsvSource({"count, 299", "treeSize, 299", "unproven, 1"})
    void aNumberThatIsNotSoIsNamed(String field, long value) throws IOException {
        assertThat(verify(manifest -> manifest.put(field, value), ARCHIVE.lines())
                        .findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.sentence()).startsWith("manifest: " + field));
    }

    @Test
    void theCountIsOfTheEventsThatTheFilterTakes() throws IOException {
        assertThat(verify(
                                manifest -> {
                                    manifest.withObject("/filter").put("actorKind", "user");
                                    manifest.put("count", 100);
                                },
                                ARCHIVE.lines())
                        .findings())
                .isEmpty();
        assertThat(verify(manifest -> manifest.withObject("/filter").put("actorKind", "user"), ARCHIVE.lines())
                        .findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.sentence()).contains("count is not 100"));
    }

    @Test
    void rowsThatCannotBeReadAndEventsWithoutALeafAreFindings() throws IOException {
        StringBuilder out = new StringBuilder();
        ExportWriter writer = new ExportWriter(out);
        for (int seq = 0; seq < SIZE; seq++) {
            writer.hashOnly(Archive.hash(Archive.event(seq)));
        }
        writer.unproven(Archive.event(1).toJson());
        List<String> lines = new ArrayList<>(out.toString().lines().toList());
        lines.set(7, lines.get(7).replace("}", ",\"absent\":\"unreadable\",\"reason\":\"details\"}"));

        ExportReport report = ExportVerifier.verify(
                new StringReader(String.join("\n", lines) + "\n"), ARCHIVE.checkpoint(), List.of(ARCHIVE.key()));

        assertThat(report.findings())
                .extracting(ExportFinding::kind)
                .contains(FindingKind.UNREADABLE, FindingKind.UNPROVEN)
                .doesNotContain(FindingKind.MALFORMED_LINE, FindingKind.DELETED, FindingKind.INSERTED);
    }

    @Test
    void aFilterTakesWhatASearchFinds() {
        ObjectNode event = Archive.event(3).toJson();

        assertThat(filter("actor", "user-3").matches(event)).isTrue();
        assertThat(filter("actor", "user-4").matches(event)).isFalse();
        assertThat(filter("action", "agent.token").matches(event)).isTrue();
        assertThat(filter("action", "agent.tok").matches(event)).isFalse();
        assertThat(filter("target", "x").matches(event)).isFalse();
        assertThat(filter("from", "2026-07-01T12:00:03Z").matches(event)).isTrue();
        assertThat(filter("to", "2026-07-01T12:00:03Z").matches(event)).isFalse();
        assertThat(filter("to", "2026-07-01T12:00:03.001Z").matches(event)).isTrue();
        assertThatThrownBy(() -> filter("color", "red")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> filter("from", "now")).isInstanceOf(IllegalArgumentException.class);
    }

    private static ExportFilter filter(String name, String value) {
        return new ExportFilter(new TreeMap<>(Map.of(name, value)));
    }
}
