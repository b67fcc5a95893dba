package io.aim.keycloak.core.audit.export;

import io.aim.keycloak.core.audit.checkpoint.Checkpoint;
import io.aim.keycloak.core.audit.tree.Frontier;
import io.aim.keycloak.core.audit.tree.TreeHash;
import org.jspecify.annotations.Nullable;

/**
 * Computes the roots of blocks and of the tree twice: from the rows alone, and with the recorded roots of blocks in place
 * of their rows. Damage inside blocks spoils the first, damage to recorded roots the second; as long as one of them gives
 * the checkpoint's root, the rest of the export is intact.
 */
final class TreeCheck {

    private final @Nullable Checkpoint checkpoint;
    private final Findings findings;

    private @Nullable Frontier byRows = Frontier.EMPTY;
    private @Nullable Frontier byBlocks = Frontier.EMPTY;
    private @Nullable Frontier beforeBlock = Frontier.EMPTY;
    private @Nullable Frontier block = Frontier.EMPTY;

    private @Nullable TreeHash rootByRows;
    private @Nullable TreeHash rootByBlocks;

    TreeCheck(@Nullable Checkpoint checkpoint, Findings findings) {
        this.checkpoint = checkpoint;
        this.findings = findings;
    }

    /** The next rows. */
    void append(ExportLine.Row row) {
        reached(row.start());
        if (row.start() % ExportLine.Block.LEAVES == 0) {
            beforeBlock = byBlocks;
            block = Frontier.EMPTY;
        }
        byRows = appended(byRows, row);
        byBlocks = appended(byBlocks, row);
        block = row.height() > ExportLine.Block.HEIGHT ? null : appended(block, row);
    }

    private static @Nullable Frontier appended(@Nullable Frontier frontier, ExportLine.Row row) {
        return frontier == null ? null : frontier.appendSubtree(row.height(), row.hash());
    }

    /** Rows that are not there. */
    void skip(long from, long to) {
        reached(from);
        if (from % ExportLine.Block.LEAVES == 0) {
            beforeBlock = byBlocks;
        }
        if (from >> ExportLine.Block.HEIGHT != (to - 1) >> ExportLine.Block.HEIGHT) {
            beforeBlock = null;
        }
        byRows = null;
        byBlocks = null;
        block = null;
    }

    /** The recorded root of the block whose rows have just ended. */
    void block(ExportLine.Block recorded) {
        Frontier rows = block;
        if (rows != null
                && rows.size() == ExportLine.Block.LEAVES
                && !rows.root().equals(recorded.hash())) {
            findings.add(
                    FindingKind.HASHES_ALTERED,
                    recorded.number(),
                    recorded.end() - ExportLine.Block.LEAVES,
                    recorded.end(),
                    "the hashes of seq " + (recorded.end() - ExportLine.Block.LEAVES) + " to " + (recorded.end() - 1)
                            + " do not give the recorded root of block " + recorded.index());
        }
        Frontier before = beforeBlock;
        if (before != null && before.size() == recorded.end() - ExportLine.Block.LEAVES) {
            byBlocks = before.appendSubtree(ExportLine.Block.HEIGHT, recorded.hash());
        }
    }

    private void reached(long size) {
        if (checkpoint != null && checkpoint.size() == size) {
            rootByRows = byRows == null ? null : byRows.root();
            rootByBlocks = byBlocks == null ? null : byBlocks.root();
        }
    }

    /** After {@code size} rows nothing follows. Whether the hashes give the checkpoint's root. */
    boolean finish(long size) {
        if (checkpoint == null) {
            return false;
        }
        reached(size);
        if (size < checkpoint.size()) {
            findings.add(
                    FindingKind.TRUNCATED,
                    0,
                    size,
                    checkpoint.size(),
                    "the export ends before seq " + size + ", the checkpoint covers " + checkpoint.size() + " events");
            return false;
        }
        boolean computed = rootByRows != null || rootByBlocks != null;
        boolean same = checkpoint.root().equals(rootByRows) || checkpoint.root().equals(rootByBlocks);
        if (!same && (computed || findings.count() == 0)) {
            findings.add(
                    FindingKind.ROOT_MISMATCH,
                    0,
                    "the hashes of the " + checkpoint.size() + " events do not give the root of the checkpoint");
        }
        return same;
    }
}
