package io.aim.keycloak.core.audit.export;

import org.jspecify.annotations.Nullable;

/** Sees to it that each block of 256 rows is followed by its line, and that such lines stand nowhere else. */
final class BlockCheck {

    private static final long NONE = -1;

    private final TreeCheck tree;
    private final Findings findings;
    private long expected = NONE;
    private ExportLine.@Nullable Block early;

    BlockCheck(TreeCheck tree, Findings findings) {
        this.tree = tree;
        this.findings = findings;
    }

    /** A row of its own line ended before leaf {@code end}. */
    void rowEnded(long end) {
        if (end % ExportLine.Block.LEAVES == 0) {
            expected = end / ExportLine.Block.LEAVES - 1;
        }
    }

    boolean expects(ExportLine.Block block) {
        return block.index() == expected;
    }

    /** The block's line, in its place. */
    void accept(ExportLine.Block block) {
        expected = NONE;
        tree.block(block);
    }

    /** A block's line where none belongs; {@code next} is the next row. */
    void misplaced(ExportLine.Block block, long next) {
        forgetEarly();
        if (block.end() > next) {
            early = block;
        } else {
            inserted(block);
        }
    }

    private void forgetEarly() {
        ExportLine.Block block = early;
        early = null;
        if (block != null) {
            inserted(block);
        }
    }

    private void inserted(ExportLine.Block block) {
        findings.add(
                FindingKind.INSERTED,
                block.number(),
                "the root of block " + block.index() + " stands where it does not belong");
    }

    /** Other rows follow: what was expected is missing, or stood further up. */
    void settle() {
        if (expected == NONE) {
            return;
        }
        long index = expected;
        expected = NONE;
        ExportLine.Block block = early;
        long end = (index + 1) << ExportLine.Block.HEIGHT;
        long start = end - ExportLine.Block.LEAVES;
        if (block != null && block.index() == index) {
            early = null;
            findings.add(
                    FindingKind.REORDERED,
                    block.number(),
                    start,
                    end,
                    "the root of block " + index + " stands before the end of its rows");
            tree.block(block);
        } else {
            findings.add(FindingKind.DELETED, 0, start, end, "the root of block " + index + " is missing");
        }
    }

    void finish() {
        settle();
        forgetEarly();
    }
}
