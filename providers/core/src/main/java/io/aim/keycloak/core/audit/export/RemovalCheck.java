package io.aim.keycloak.core.audit.export;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aim.keycloak.core.audit.AuditAction;
import java.util.ArrayList;
import java.util.List;

/** Compares how many events are gone with how many removals the trail itself has on record. */
final class RemovalCheck {

    private static final int NAMED = 20;

    private final Findings findings;
    private final List<Long> first = new ArrayList<>();
    private long removed;
    private long onRecord;

    RemovalCheck(Findings findings) {
        this.findings = findings;
    }

    void accept(ExportLine.Row row) {
        ExportLine.Content content = row.content();
        if (row.removed()) {
            removed++;
            if (first.size() < NAMED) {
                first.add(row.start());
            }
        } else if (content != null) {
            onRecord += onRecord(content.event());
        }
    }

    private static long onRecord(ObjectNode event) {
        if (!AuditAction.AUDIT_EVENTS_REMOVED.code().equals(event.path("action").textValue())) {
            return 0;
        }
        return event.path("details").path("count").asLong(0);
    }

    void finish() {
        if (removed > onRecord) {
            findings.add(
                    FindingKind.DELETED,
                    0,
                    removed + " events are gone from the trail, but it has only " + onRecord
                            + " removals on record; gone are seq " + first
                            + (removed > first.size() ? " and more" : ""));
        }
    }

    long removed() {
        return removed;
    }
}
