package io.aim.keycloak.core.audit.export;

import static io.aim.keycloak.core.audit.export.ExportDamage.findings;
import static io.aim.keycloak.core.audit.export.ExportDamage.forge;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One test for each way to remove, repeat and move lines of an export of 1000 events. */
class ExportLinesMissingOrMovedTest {

    private static final Archive WHOLE = Archive.of(1000);

    @Test
    void aDeletedRowIsFoundAndTheRestIsStillProven() {
        findings(WHOLE.damaged(lines -> lines.remove(Archive.place(700))))
                .containsExactly(tuple(FindingKind.DELETED, 703L, "seq 700"));
    }

    @Test
    void aDeletedLastRowOfABlockIsFound() {
        findings(WHOLE.damaged(lines -> lines.remove(Archive.place(255))))
                .containsExactly(tuple(FindingKind.DELETED, 256L, "seq 255"));
    }

    @Test
    void aDeletedRangeIsOneFinding() {
        findings(WHOLE.damaged(lines ->
                        lines.subList(Archive.place(100), Archive.place(601)).clear()))
                .containsExactly(tuple(FindingKind.DELETED, 101L, "seq 100 to 600"));
    }

    @Test
    void theRestIsProvenUnlessRecordedRootsAreMissingToo() {
        assertThat(WHOLE.damaged(lines -> forge(lines, 700)).verify().rootMatches())
                .isTrue();
        assertThat(WHOLE.damaged(lines -> lines.remove(Archive.place(700)))
                        .verify()
                        .rootMatches())
                .isTrue();
        assertThat(WHOLE.damaged(lines -> lines.subList(100, 602).clear())
                        .verify()
                        .rootMatches())
                .isFalse();
        assertThat(WHOLE.damaged(lines -> lines.remove(Archive.place(990)))
                        .verify()
                        .rootMatches())
                .isFalse();
    }

    @Test
    void aDeletedBlockIsFound() {
        findings(WHOLE.damaged(lines -> lines.remove(256)))
                .containsExactly(tuple(FindingKind.DELETED, 0L, "seq 0 to 255"));
    }

    @Test
    void aRepeatedRowIsFound() {
        findings(WHOLE.damaged(lines -> lines.add(Archive.place(700), lines.get(Archive.place(700)))))
                .containsExactly(tuple(FindingKind.INSERTED, 704L, "seq 700"));
        findings(WHOLE.damaged(lines -> lines.add(50, lines.get(Archive.place(700)))))
                .containsExactly(tuple(FindingKind.INSERTED, 51L, "seq 700"));
    }

    @Test
    void aRepeatedBlockIsFound() {
        findings(WHOLE.damaged(lines -> lines.add(256, lines.get(256))))
                .containsExactly(tuple(FindingKind.INSERTED, 258L, ""));
    }

    @Test
    void swappedNeighboursAreFound() {
        findings(WHOLE.damaged(lines -> Collections.swap(lines, Archive.place(700), Archive.place(701))))
                .containsExactly(tuple(FindingKind.REORDERED, 703L, "seq 701"));
    }

    @Test
    void swappedDistantRowsAreFound() {
        findings(WHOLE.damaged(lines -> Collections.swap(lines, Archive.place(700), Archive.place(800))))
                .containsExactly(
                        tuple(FindingKind.REORDERED, 804L, "seq 700"), tuple(FindingKind.REORDERED, 703L, "seq 800"));
    }

    @Test
    void aMovedRowIsFound() {
        findings(WHOLE.damaged(lines -> lines.add(900, lines.remove(Archive.place(700)))))
                .containsExactly(tuple(FindingKind.REORDERED, 901L, "seq 700"));
        findings(WHOLE.damaged(lines -> lines.add(20, lines.remove(Archive.place(700)))))
                .containsExactly(tuple(FindingKind.REORDERED, 21L, "seq 700"));
    }

    @Test
    void aBlockThatChangedPlacesWithItsLastRowIsFound() {
        findings(WHOLE.damaged(lines -> Collections.swap(lines, 255, 256)))
                .containsExactly(tuple(FindingKind.REORDERED, 256L, "seq 0 to 255"));
    }

    @Test
    void aTruncatedExportIsFound() {
        findings(WHOLE.damaged(
                        lines -> lines.subList(Archive.place(990), lines.size()).clear()))
                .containsExactly(tuple(FindingKind.TRUNCATED, 0L, "seq 990 to 999"));
        findings(WHOLE.with(List.of())).contains(tuple(FindingKind.TRUNCATED, 0L, "seq 0 to 999"));
    }
}
