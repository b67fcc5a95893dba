package io.aim.keycloak.core.audit.export;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aim.keycloak.core.audit.checkpoint.Checkpoint;
import io.aim.keycloak.core.audit.checkpoint.SignedNote;
import java.time.DateTimeException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Compares the manifest of an export with its checkpoint and with its events. */
final class ManifestCheck {

    private static final String ORIGIN = "aim-keycloak/";

    private final JsonNode manifest;
    private final Findings findings;
    private final String realmId;
    private final @Nullable ExportFilter filter;
    private long count;
    private long unproven;
    private boolean otherRealm;

    ManifestCheck(ExportManifest manifest, Findings findings) {
        this.manifest = manifest.json();
        this.findings = findings;
        this.realmId = this.manifest.path("realmId").asText();
        this.filter = filter();
        require("format", "ndjson");
        require("file", "events.ndjson");
        require("checkpoint", manifest.checkpoint());
        checkpoint(manifest.checkpoint());
        times();
    }

    private @Nullable ExportFilter filter() {
        try {
            return ExportFilter.of(manifest.path("filter"));
        } catch (IllegalArgumentException e) {
            mismatch("filter cannot be read: " + e.getMessage());
            return null;
        }
    }

    private void checkpoint(String note) {
        Checkpoint head;
        try {
            head = Checkpoint.parse(SignedNote.parse(note).text());
        } catch (IllegalArgumentException e) {
            mismatch("the checkpoint beside the manifest cannot be read");
            return;
        }
        if (!manifest.path("treeSize").isIntegralNumber()
                || manifest.path("treeSize").longValue() != head.size()) {
            mismatch("treeSize is not " + head.size() + ", as the checkpoint says");
        }
        if (!head.time().equals(time(manifest.path("createdAt")))) {
            mismatch("createdAt is not " + head.time() + ", as the checkpoint says");
        }
        if (!head.origin().equals(ORIGIN + realmId)) {
            mismatch("realmId is not that of the checkpoint, which is of " + head.origin());
        }
    }

    private void times() {
        for (String name : new String[] {"from", "to"}) {
            String stated = manifest.path(name).textValue();
            String filtered = filter == null ? stated : filter.values().get(name);
            if (stated == null ? filtered != null : !stated.equals(filtered)) {
                mismatch(name + " is not that of filter");
            }
        }
    }

    private static @Nullable Instant time(JsonNode text) {
        try {
            return Instant.parse(text.asText());
        } catch (DateTimeException e) {
            return null;
        }
    }

    void accept(ExportLine.Row row) {
        ExportLine.Content content = row.content();
        if (content == null) {
            return;
        }
        ObjectNode event = content.event();
        otherRealm = otherRealm || !realmId.equals(event.path("realm").textValue());
        count += filter == null || filter.matches(event) ? 1 : 0;
    }

    void accept(ExportLine.Unproven event) {
        unproven++;
    }

    void finish() {
        if (manifest.path("unproven").asLong(-1) != unproven) {
            mismatch("unproven is not " + unproven + ", the number of events without a leaf");
        }
        if (otherRealm) {
            mismatch("there are events of another realm than realmId says");
        }
        if (filter != null
                && (!manifest.path("count").isIntegralNumber()
                        || manifest.path("count").longValue() != count)) {
            mismatch("count is not " + count + ", the number of events that the filter takes");
        }
    }

    private void require(String name, String expected) {
        if (!expected.equals(manifest.path(name).textValue())) {
            mismatch(name + " is not " + (expected.indexOf('\n') < 0 ? expected : "the file of that name"));
        }
    }

    private void mismatch(String sentence) {
        findings.add(FindingKind.MANIFEST_MISMATCH, 0, "manifest: " + sentence);
    }
}
