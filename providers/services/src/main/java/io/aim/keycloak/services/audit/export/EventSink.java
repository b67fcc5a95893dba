package io.aim.keycloak.services.audit.export;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.aim.keycloak.core.audit.AuditAction;
import io.aim.keycloak.core.audit.SealedEvent;
import io.aim.keycloak.core.audit.export.ExportWriter;
import io.aim.keycloak.core.audit.format.AuditCsv;
import io.aim.keycloak.core.audit.format.OcsfEvent;
import io.aim.keycloak.core.audit.tree.Frontier;
import io.aim.keycloak.core.audit.tree.TreeHash;
import io.aim.keycloak.spi.audit.AuditQuery;
import io.aim.keycloak.spi.audit.AuditRecord;
import io.aim.keycloak.spi.audit.AuditTreeRow;
import java.io.IOException;
import java.io.Writer;
import java.util.List;

/** Writes blocks of the tree in one format, and counts the events that are wanted. */
abstract class EventSink {

    /** Leaves of a block: those that share a line in a verifiable export when none of them is wanted. */
    static final int BLOCK = 256;

    static final int BLOCK_HEIGHT = 8;

    private final AuditQuery query;
    private long count;

    private EventSink(AuditQuery query) {
        this.query = query;
    }

    static EventSink of(ExportFormat format, AuditQuery query, Writer out) throws IOException {
        return switch (format) {
            case NDJSON -> new Verifiable(query, out);
            case CSV -> new Csv(query, out);
            case OCSF -> new Ocsf(query, out);
        };
    }

    /** The next block; only the last one may be shorter than {@link #BLOCK}. */
    abstract void block(List<AuditTreeRow> rows) throws IOException;

    /** The next {@code 1 << height} leaves, none of which is wanted. */
    void skip(int height, TreeHash root) throws IOException {
        // only a verifiable export tells of what it leaves out
    }

    /** An event without a leaf. */
    void unproven(AuditRecord event) throws IOException {
        // only a verifiable export tells of what does not belong there
    }

    /** Events written. */
    long count() {
        return count;
    }

    /** Whether the event is to be written, and then counts. */
    boolean take(AuditTreeRow row) {
        boolean wanted = wanted(row);
        count += wanted ? 1 : 0;
        return wanted;
    }

    boolean wanted(AuditTreeRow row) {
        return row.event() != null && query.matches(row.event().event());
    }

    /** Rows that a verification needs whatever the filter: removals and what says of them, and what was tampered with. */
    static boolean telling(AuditTreeRow row) {
        SealedEvent event = row.event();
        return row.unreadable() != null
                || event == null
                || event.event().action().equals(AuditAction.AUDIT_EVENTS_REMOVED.code())
                || !event.leafHash().equals(row.hash());
    }

    private static final class Verifiable extends EventSink {

        private final ExportWriter writer;

        Verifiable(AuditQuery query, Writer out) {
            super(query);
            this.writer = new ExportWriter(out);
        }

        @Override
        void block(List<AuditTreeRow> rows) throws IOException {
            if (rows.size() == BLOCK && rows.stream().noneMatch(row -> wanted(row) || telling(row))) {
                Frontier subtree = Frontier.EMPTY;
                for (AuditTreeRow row : rows) {
                    subtree = subtree.append(row.hash());
                }
                writer.subtree(BLOCK_HEIGHT, subtree.root());
                return;
            }
            for (AuditTreeRow row : rows) {
                SealedEvent event = row.event();
                String unreadable = row.unreadable();
                if (unreadable != null) {
                    writer.unreadable(row.hash(), unreadable);
                } else if (event == null) {
                    writer.removed(row.hash());
                } else if (take(row) || telling(row)) {
                    writer.event(row.hash(), event);
                } else {
                    writer.hashOnly(row.hash());
                }
            }
        }

        @Override
        void skip(int height, TreeHash root) throws IOException {
            writer.subtree(height, root);
        }

        @Override
        void unproven(AuditRecord event) throws IOException {
            SealedEvent sealed = event.sealed();
            writer.unproven(
                    sealed == null
                            ? JsonNodeFactory.instance
                                    .objectNode()
                                    .put("id", event.position().id())
                            : sealed.toJson());
        }
    }

    private static final class Csv extends EventSink {

        private final AuditCsv csv;

        Csv(AuditQuery query, Writer out) throws IOException {
            super(query);
            this.csv = AuditCsv.begin(out);
        }

        @Override
        void block(List<AuditTreeRow> rows) throws IOException {
            for (AuditTreeRow row : rows) {
                SealedEvent event = row.event();
                if (event != null && take(row)) {
                    csv.row(row.seq(), event.opened());
                }
            }
        }
    }

    private static final class Ocsf extends EventSink {

        private final Writer out;

        Ocsf(AuditQuery query, Writer out) {
            super(query);
            this.out = out;
        }

        @Override
        void block(List<AuditTreeRow> rows) throws IOException {
            for (AuditTreeRow row : rows) {
                SealedEvent event = row.event();
                if (event != null && take(row)) {
                    out.append(OcsfEvent.of(row.seq(), event.opened()).toString())
                            .append('\n');
                }
            }
        }
    }
}
