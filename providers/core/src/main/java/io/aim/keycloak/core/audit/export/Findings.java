package io.aim.keycloak.core.audit.export;

import java.util.ArrayList;
import java.util.List;

/** Collects findings: counts all of them and keeps the first ones. */
final class Findings {

    static final int KEPT = 1000;

    private final List<ExportFinding> kept = new ArrayList<>();
    private long count;

    /** About the rows {@code first} to {@code end} exclusive. */
    void add(FindingKind kind, long line, long first, long end, String sentence) {
        add(new ExportFinding(kind, line, new ExportFinding.Rows(first, end - 1), sentence));
    }

    void add(FindingKind kind, long line, String sentence) {
        add(new ExportFinding(kind, line, null, sentence));
    }

    private void add(ExportFinding finding) {
        count++;
        if (kept.size() < KEPT) {
            kept.add(finding);
        }
    }

    long count() {
        return count;
    }

    List<ExportFinding> kept() {
        return List.copyOf(kept);
    }
}
