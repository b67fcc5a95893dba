package io.aim.keycloak.core.audit.export;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aim.keycloak.core.audit.tree.TreeHash;
import org.jspecify.annotations.Nullable;

/** A well-formed line of an export. */
sealed interface ExportLine {

    /** Number of the line in the file, from 1. */
    long number();

    /** The leaf that follows upon the line in an undamaged export. */
    long end();

    /** The leaf with which this line begins, or for a block the leaf after it. */
    long begin();

    /** One leaf (height 0) or a perfect subtree of them. */
    record Row(
            long number,
            long start,
            int height,
            TreeHash hash,
            @Nullable Content content,
            boolean removed,
            @Nullable String unreadable)
            implements ExportLine {

        @Override
        public long begin() {
            return start;
        }

        @Override
        public long end() {
            return start + (1L << height);
        }
    }

    /** What a row has beside its hash. */
    record Content(
            ObjectNode event,
            @Nullable ObjectNode actorPersonal,
            @Nullable ObjectNode targetPersonal) {}

    /** The recorded root of 256 leaves. */
    record Block(long number, long index, TreeHash hash) implements ExportLine {

        static final int HEIGHT = 8;
        static final long LEAVES = 1L << HEIGHT;

        @Override
        public long begin() {
            return end();
        }

        @Override
        public long end() {
            return (index + 1) << HEIGHT;
        }
    }

    /** An event that is in the trail's table without a leaf: nobody but somebody past the server wrote it. */
    record Unproven(long number, ObjectNode event) implements ExportLine {

        /** No row follows. */
        @Override
        public long begin() {
            return ExportVerifier.NOTHING_FOLLOWS;
        }

        @Override
        public long end() {
            return ExportVerifier.NOTHING_FOLLOWS;
        }
    }
}
