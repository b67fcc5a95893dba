package io.aim.keycloak.core.audit.export;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Follows the numbers of the rows. Rows that come too early, and gaps, are remembered (up to {@value #REMEMBERED} each)
 * until it is clear whether something was moved, removed, added or renumbered.
 */
final class RowOrder {

    private static final int REMEMBERED = 1000;

    private final TreeCheck tree;
    private final BlockCheck blocks;
    private final Findings findings;
    private final TreeMap<Long, Gap> gaps = new TreeMap<>();
    private final TreeMap<Long, ExportLine.Row> early = new TreeMap<>();
    private long next;

    /**
     * Rows that are missing so far.
     *
     * @param end the row after the last one that is missing
     * @param line where the gap shows
     * @param standIn a row with another number in the place of the one that is missing
     */
    private record Gap(long end, long line, ExportLine.@Nullable Row standIn) {}

    RowOrder(TreeCheck tree, BlockCheck blocks, Findings findings) {
        this.tree = tree;
        this.blocks = blocks;
        this.findings = findings;
    }

    long next() {
        return next;
    }

    /**
     * The row of the next line.
     *
     * @param following the row that the line after it begins with, or -1 if there is none
     */
    void accept(ExportLine.Row row, long following) {
        takeEarly(row.start());
        boolean inPlaceOfNext = following == next + 1 && row.height() == 0;
        if (row.start() == next) {
            place(row);
        } else if (row.start() < next && fillsGap(row)) {
            moved(row);
        } else if (inPlaceOfNext) {
            standIn(row);
        } else if (row.start() < next) {
            inserted(row);
        } else if (following == next) {
            remember(row);
        } else {
            gap(row.start(), row.number(), null);
            place(row);
        }
    }

    private void place(ExportLine.Row row) {
        blocks.settle();
        tree.append(row);
        next = row.end();
        if (row.height() == 0) {
            blocks.rowEnded(next);
        }
    }

    /** Puts rows that came too early to their place, as long as nothing is missing between them. */
    void takeEarly(long until) {
        while (next < until) {
            ExportLine.Row row = early.remove(next);
            if (row == null) {
                return;
            }
            moved(row);
            place(row);
        }
    }

    /** What is missing up to {@code until} shows at a line. */
    void gapUntil(long until, long line) {
        gap(until, line, null);
    }

    private void gap(long until, long line, ExportLine.@Nullable Row standIn) {
        blocks.settle();
        tree.skip(next, until);
        if (gaps.size() >= REMEMBERED) {
            report(gaps.pollFirstEntry());
        }
        gaps.put(next, new Gap(until, line, standIn));
        next = until;
    }

    private void standIn(ExportLine.Row row) {
        gap(next + 1, row.number(), row);
        blocks.rowEnded(next);
        if (row.start() >= next) {
            remember(row);
        }
    }

    private void remember(ExportLine.Row row) {
        ExportLine.Row other = early.size() < REMEMBERED ? early.putIfAbsent(row.start(), row) : row;
        if (other != null) {
            inserted(row);
        }
    }

    private boolean fillsGap(ExportLine.Row row) {
        Map.Entry<Long, Gap> found = gaps.floorEntry(row.start());
        if (found == null || found.getValue().end() < row.end()) {
            return false;
        }
        Gap gap = found.getValue();
        gaps.remove(found.getKey());
        if (found.getKey() < row.start()) {
            gaps.put(found.getKey(), new Gap(row.start(), gap.line(), null));
        }
        if (row.end() < gap.end()) {
            gaps.put(row.end(), new Gap(gap.end(), gap.line(), null));
        }
        ExportLine.Row standIn = gap.standIn();
        if (standIn != null && early.get(standIn.start()) == null) {
            inserted(standIn);
        }
        return true;
    }

    private void moved(ExportLine.Row row) {
        findings.add(
                FindingKind.REORDERED,
                row.number(),
                row.start(),
                row.end(),
                "seq " + row.start() + " stands in another place");
    }

    private void inserted(ExportLine.Row row) {
        findings.add(
                FindingKind.INSERTED,
                row.number(),
                row.start(),
                row.end(),
                "a line with seq " + row.start() + " was added");
    }

    private void report(Map.Entry<Long, Gap> missing) {
        long start = missing.getKey();
        Gap gap = missing.getValue();
        ExportLine.Row standIn = gap.standIn();
        if (standIn == null) {
            String what = new ExportFinding.Rows(start, gap.end() - 1) + " missing";
            findings.add(FindingKind.DELETED, gap.line(), start, gap.end(), what);
        } else {
            early.remove(standIn.start(), standIn);
            findings.add(
                    FindingKind.CHANGED,
                    gap.line(),
                    start,
                    gap.end(),
                    "in the place of seq " + start + " stands a line with seq " + standIn.start());
        }
    }

    void finish() {
        takeEarly(Long.MAX_VALUE);
        gaps.entrySet().forEach(this::report);
        early.values().forEach(this::inserted);
    }
}
