package io.aim.keycloak.core.audit.export;

import static io.aim.keycloak.core.audit.export.ExportDamage.edit;
import static io.aim.keycloak.core.audit.export.ExportDamage.findings;
import static io.aim.keycloak.core.audit.export.ExportDamage.forge;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.aim.keycloak.core.audit.checkpoint.NoteKey;
import io.aim.keycloak.core.audit.tree.Frontier;
import io.aim.keycloak.core.key.TestKeyPair;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is no damage to an export of 1000 events, and one test for each way to change what it says. */
class ExportVerifierTest {

    private static final int SIZE = 1000;
    private static final Archive WHOLE = Archive.of(SIZE);

    @Test
    void anUndamagedExportIsIntact() {
        ExportReport report = WHOLE.verify();

        assertThat(report.findings()).isEmpty();
        assertThat(report.intact()).isTrue();
        assertThat(report.events()).isEqualTo(SIZE);
        assertThat(report.hashesOnly()).isZero();
        assertThat(report.personalData()).isEqualTo(334);
        assertThat(report.notCovered()).isZero();
        assertThat(report.signedBy()).containsExactly(WHOLE.key());
    }

    @Test
    void anEmptyExportIsIntact() {
        ExportReport report = Archive.of(0).verify();

        assertThat(report.intact()).isTrue();
        assertThat(report.events()).isZero();
    }

    @Test
    void erasedPersonalDataAreNoDamage() {
        Archive erased =
                WHOLE.damaged(lines -> lines.replaceAll(line -> line.replaceAll(",\"actorPersonal\":.*", "}")));

        assertThat(erased.verify().intact()).isTrue();
        assertThat(erased.verify().personalData()).isZero();
    }

    @Test
    void removedEventsWhoseHashesRemainAreNoDamage() {
        Archive some = Archive.of(SIZE, SIZE, (writer, hash, event, seq) -> {
            if (seq < 300 || seq % 2 == 0) {
                writer.hashOnly(hash);
            } else {
                writer.event(hash, event);
            }
        });

        assertThat(some.verify().intact()).isTrue();
        assertThat(some.verify().events()).isEqualTo(350);
        assertThat(some.verify().hashesOnly()).isEqualTo(650);
    }

    @Test
    void subtreesStandForRowsOutsideTheRange() {
        Frontier[] left = {Frontier.EMPTY};
        Archive range = Archive.of(SIZE, SIZE, (writer, hash, event, seq) -> {
            left[0] = left[0].append(hash);
            if (seq == 591) {
                writer.subtree(9, left[0].hashes().get(0));
                writer.subtree(6, left[0].hashes().get(1));
                writer.subtree(4, left[0].hashes().get(2));
            } else if (seq > 591) {
                writer.event(hash, event);
            }
        });

        assertThat(range.lines().get(0)).startsWith("{\"subtree\":{\"height\":9,\"index\":0,");
        assertThat(range.lines())
                .filteredOn(line -> line.startsWith("{\"block\""))
                .hasSize(1);
        assertThat(range.verify().findings()).isEmpty();
        assertThat(range.verify().events()).isEqualTo(408);
    }

    @Test
    void rowsBehindTheCheckpointAreCounted() {
        ExportReport report = Archive.of(SIZE, 900, (writer, hash, event, seq) -> writer.event(hash, event))
                .verify();

        assertThat(report.intact()).isTrue();
        assertThat(report.events()).isEqualTo(900);
        assertThat(report.notCovered()).isEqualTo(100);
    }

    @Test
    void aChangedEventIsFound() {
        findings(WHOLE.damaged(lines -> edit(lines, 700, "\"n700\"", "\"n701\"")))
                .containsExactly(tuple(FindingKind.CHANGED, 703L, "seq 700"));
    }

    @Test
    void aChangedEventWithANewHashIsNarrowedDownToItsBlock() {
        findings(WHOLE.damaged(lines -> forge(lines, 700)))
                .containsExactly(tuple(FindingKind.HASHES_ALTERED, 771L, "seq 512 to 767"));
    }

    @Test
    void aChangedEventWithANewHashAndANewBlockIsFoundByTheRoot() {
        Archive otherHistory = Archive.of(SIZE);

        findings(WHOLE.with(otherHistory.lines())).containsExactly(tuple(FindingKind.ROOT_MISMATCH, 0L, ""));
    }

    @Test
    void aChangedHashIsFound() {
        findings(WHOLE.damaged(lines -> {
                    String hash = hash(lines.get(0));
                    lines.replaceAll(line -> line.contains("\"seq\":700,") ? line.replace(hash(line), hash) : line);
                }))
                .containsExactly(
                        tuple(FindingKind.CHANGED, 703L, "seq 700"),
                        tuple(FindingKind.HASHES_ALTERED, 771L, "seq 512 to 767"));
    }

    @Test
    void aChangedBlockIsFound() {
        findings(WHOLE.damaged(lines ->
                        lines.set(256, lines.get(256).replace(hash(lines.get(256)), hash(lines.get(0))))))
                .containsExactly(tuple(FindingKind.HASHES_ALTERED, 257L, "seq 0 to 255"));
    }

    @Test
    void aRenumberedRowIsFound() {
        findings(WHOLE.damaged(lines -> edit(lines, 700, "\"seq\":700,", "\"seq\":999999,")))
                .containsExactly(tuple(FindingKind.CHANGED, 703L, "seq 700"));
    }

    @Test
    void changedPersonalDataAreFound() {
        findings(WHOLE.damaged(lines -> edit(lines, 699, "Olivia 699", "Olivia 700")))
                .containsExactly(tuple(FindingKind.PERSONAL_DATA_CHANGED, 702L, "seq 699"));
        findings(WHOLE.damaged(
                        lines -> edit(lines, 700, "}}}", "}},\"actorPersonal\":{\"name\":\"Eve\",\"salt\":\"\"}}")))
                .containsExactly(tuple(FindingKind.PERSONAL_DATA_CHANGED, 703L, "seq 700"));
    }

    @Test
    void linesThatAreNotOfTheFormatAreFound() {
        for (String line : List.of(
                "",
                "x",
                "[]",
                "null",
                "{}",
                "{\"seq\":1}",
                "{\"seq\":-1,\"hash\":\"47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\"}",
                "{\"seq\":1.0,\"hash\":\"47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\"}",
                "{\"seq\":1,\"seq\":1,\"hash\":\"47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\"}",
                "{\"seq\":9223372036854775807,\"hash\":\"47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\"}",
                "{\"seq\":1,\"hash\":\"47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\",\"more\":1}",
                "{\"seq\":1,\"hash\":\"47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\",\"actorPersonal\":{}}",
                "{\"seq\":1,\"hash\":\"47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\"}{}",
                "{\"subtree\":{\"height\":61,\"index\":0,\"hash\":\"47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\"}}",
                "{\"block\":1,\"hash\":\"47DE\"}",
                "[".repeat(100_000),
                "\"" + "a".repeat(3 << 20))) {
            findings(WHOLE.damaged(lines -> lines.add(700, line)))
                    .containsExactly(tuple(FindingKind.MALFORMED_LINE, 701L, ""));
        }
    }

    @Test
    void anEventWithoutCanonicalFormIsAChangedOne() {
        findings(WHOLE.damaged(lines -> edit(lines, 700, "\"n700\"", "1.5")))
                .containsExactly(tuple(FindingKind.CHANGED, 703L, "seq 700"));
    }

    @Test
    void theCheckpointMustBeSignedByATrustedKey() {
        NoteKey other = new NoteKey("other", TestKeyPair.generate().publicKey());

        assertThat(WHOLE.verify(List.of(other)).findings())
                .extracting(ExportFinding::kind)
                .containsExactly(FindingKind.CHECKPOINT_KEY_UNKNOWN);
        assertThat(WHOLE.verify(List.of(other, WHOLE.key())).intact()).isTrue();
    }

    @Test
    void aChangedCheckpointIsInvalid() {
        findings(new Archive(WHOLE.lines(), WHOLE.checkpoint().replace("2026", "2027"), WHOLE.key()))
                .containsExactly(tuple(FindingKind.CHECKPOINT_INVALID, 0L, ""));
        findings(new Archive(WHOLE.lines(), "nothing", WHOLE.key()))
                .containsExactly(tuple(FindingKind.CHECKPOINT_INVALID, 0L, ""));
    }

    @Test
    void manyFindingsAreCountedAndTheFirstThousandKept() {
        ExportReport report = WHOLE.damaged(lines -> lines.addAll(Collections.nCopies(5000, "x")))
                .verify();

        assertThat(report.findingCount()).isEqualTo(5000);
        assertThat(report.findings()).hasSize(1000);
    }

    private static String hash(String line) {
        int start = line.indexOf("\"hash\":\"") + 8;
        return line.substring(start, start + 44);
    }
}
