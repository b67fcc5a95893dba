package io.aim.keycloak.core.audit.export;

import io.aim.keycloak.core.audit.checkpoint.Checkpoint;
import io.aim.keycloak.core.audit.checkpoint.NoteKey;
import java.io.IOException;
import java.io.Reader;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Verifies an export against a signed checkpoint, in the memory of a few lines. */
public final class ExportVerifier {

    static final long NOTHING_FOLLOWS = -1;

    private final ExportLineParser parser = new ExportLineParser();
    private final Findings findings = new Findings();
    private final ContentCheck content = new ContentCheck(findings);
    private final RemovalCheck removals = new RemovalCheck(findings);
    private final CheckpointCheck signed;
    private final BlockCheck blocks;
    private final TreeCheck tree;
    private final RowOrder order;
    private long events;
    private long hashesOnly;
    private final @Nullable ManifestCheck manifest;
    private long notCovered;

    private ExportVerifier(String checkpointNote, List<NoteKey> trusted, @Nullable ExportManifest manifest) {
        this.manifest = manifest == null ? null : new ManifestCheck(manifest, findings);
        signed = CheckpointCheck.of(checkpointNote, trusted, findings);
        tree = new TreeCheck(signed.checkpoint(), findings);
        blocks = new BlockCheck(tree, findings);
        order = new RowOrder(tree, blocks, findings);
    }

    /**
     * Verifies an export. Whatever is wrong with it or with the checkpoint is a finding.
     *
     * @param export the lines of {@code events.ndjson}; read to the end, not closed
     * @param checkpointNote the signed note
     * @param trusted keys whose signature of the checkpoint counts
     * @throws IOException if the export cannot be read
     */
    public static ExportReport verify(Reader export, String checkpointNote, List<NoteKey> trusted) throws IOException {
        return new ExportVerifier(checkpointNote, trusted, null).run(new BoundedLines(export));
    }

    /**
     * Verifies an export with its manifest.
     *
     * @param manifest what the archive says of itself, and its own checkpoint
     */
    public static ExportReport verify(
            Reader export, String checkpointNote, List<NoteKey> trusted, ExportManifest manifest) throws IOException {
        return new ExportVerifier(checkpointNote, trusted, manifest).run(new BoundedLines(export));
    }

    private ExportReport run(BoundedLines lines) throws IOException {
        long number = 1;
        String text = lines.next();
        ExportLine line = text == null ? null : parse(number, text);
        while (text != null) {
            number++;
            text = lines.next();
            ExportLine following = text == null ? null : parse(number, text);
            if (line != null) {
                accept(line, following == null ? NOTHING_FOLLOWS : following.begin());
            }
            line = following;
        }
        order.finish();
        blocks.finish();
        removals.finish();
        if (manifest != null) {
            manifest.finish();
        }
        boolean rootMatches = tree.finish(order.next());
        return new ExportReport(
                events,
                hashesOnly,
                removals.removed(),
                content.personalData(),
                notCovered,
                signed.checkpoint(),
                signed.signedBy(),
                rootMatches,
                findings.count(),
                findings.kept());
    }

    private @Nullable ExportLine parse(long number, String text) {
        try {
            if (text.length() > BoundedLines.MAX_LENGTH) {
                throw new IllegalArgumentException("it is too long");
            }
            return parser.parse(number, text);
        } catch (IllegalArgumentException e) {
            findings.add(FindingKind.MALFORMED_LINE, number, "the line is not of the format: " + e.getMessage());
            return null;
        }
    }

    private void accept(ExportLine line, long following) {
        if (line instanceof ExportLine.Row row) {
            count(row);
            content.check(row);
            if (manifest != null) {
                manifest.accept(row);
            }
            removals.accept(row);
            order.accept(row, following);
        } else if (line instanceof ExportLine.Block block) {
            accept(block, following);
        } else if (line instanceof ExportLine.Unproven unproven) {
            content.check(unproven);
            if (manifest != null) {
                manifest.accept(unproven);
            }
        }
    }

    private void count(ExportLine.Row row) {
        Checkpoint checkpoint = signed.checkpoint();
        if (checkpoint != null && row.start() >= checkpoint.size()) {
            notCovered += row.end() - row.start();
        } else if (row.content() != null) {
            events++;
        } else if (row.height() == 0) {
            hashesOnly++;
        }
    }

    private void accept(ExportLine.Block block, long following) {
        order.takeEarly(block.end());
        boolean ofThisBlock = block.index() == order.next() >> ExportLine.Block.HEIGHT;
        boolean rowsWereBefore = following == block.end() || (following == NOTHING_FOLLOWS && ofThisBlock);
        if (blocks.expects(block)) {
            blocks.accept(block);
        } else if (block.end() > order.next() && rowsWereBefore) {
            order.gapUntil(block.end(), block.number());
            blocks.accept(block);
        } else {
            blocks.misplaced(block, order.next());
        }
    }
}
