package io.aim.keycloak.services.audit.export;

import io.aim.keycloak.core.audit.tree.TreeHash;
import io.aim.keycloak.spi.audit.AuditQuery;
import io.aim.keycloak.spi.audit.AuditTreeRow;
import java.io.IOException;
import java.util.List;
import java.util.NavigableSet;
import org.jspecify.annotations.Nullable;

/**
 * Goes through the leaves of a tree from the first to the last. Where only some blocks are wanted, the stored roots of
 * subtrees stand for the others, which are not read.
 */
final class TreeWalk {

    private static final int BLOCKS_PER_READ = 4;
    private static final int STEP = 8;

    private final TrailReader reader;
    private final EventSink sink;
    private final long size;
    private final @Nullable NavigableSet<Long> wanted;
    private long next;
    private long until;

    private TreeWalk(TrailReader reader, EventSink sink, long size, @Nullable NavigableSet<Long> wanted) {
        this.reader = reader;
        this.sink = sink;
        this.size = size;
        this.wanted = wanted;
    }

    /** Feeds the sink with the first {@code size} leaves. */
    static void run(TrailReader reader, EventSink sink, AuditQuery query, long size) throws IOException {
        boolean narrow = query.isAboutOne() || query.from() != null || query.to() != null;
        TreeWalk walk = new TreeWalk(reader, sink, size, narrow ? reader.blocksWith(query, size) : null);
        if (narrow) {
            int height = STEP;
            while (1L << height < size) {
                height += STEP;
            }
            walk.cover(height, 0, null);
        } else {
            walk.until = size;
        }
        walk.flush();
    }

    private void cover(int height, long index, @Nullable TreeHash root) throws IOException {
        long begin = index << height;
        long end = Math.min((index + 1) << height, size);
        if (root != null && end == (index + 1) << height && !isWanted(begin, end)) {
            flush();
            sink.skip(height, root);
            next = end;
            until = end;
        } else if (height == EventSink.BLOCK_HEIGHT) {
            until = end; // read together with the neighbours
        } else {
            int below = height - STEP;
            long first = index << STEP;
            long full = Math.min(first + (1L << STEP), size >> below);
            List<TreeHash> roots = full > first ? reader.subtrees(below, first, full) : List.of();
            for (long child = first; child << below < end; child++) {
                cover(below, child, child - first < roots.size() ? roots.get((int) (child - first)) : null);
            }
        }
    }

    private boolean isWanted(long begin, long end) {
        Long block = wanted == null ? null : wanted.ceiling(begin >> EventSink.BLOCK_HEIGHT);
        return wanted == null || (block != null && block << EventSink.BLOCK_HEIGHT < end);
    }

    private void flush() throws IOException {
        while (next < until) {
            long to = Math.min(until, next + (long) BLOCKS_PER_READ * EventSink.BLOCK);
            List<AuditTreeRow> rows = reader.rows(next, to);
            for (int block = 0; block < rows.size(); block += EventSink.BLOCK) {
                sink.block(rows.subList(block, Math.min(rows.size(), block + EventSink.BLOCK)));
            }
            next = to;
        }
    }
}
