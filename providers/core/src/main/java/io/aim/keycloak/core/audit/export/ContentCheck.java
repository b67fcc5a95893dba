package io.aim.keycloak.core.audit.export;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aim.keycloak.core.audit.PersonalData;
import io.aim.keycloak.core.audit.SealedEvent;
import io.aim.keycloak.core.audit.tree.TreeHash;
import org.jspecify.annotations.Nullable;

/** Compares events with their hashes, and personal data with the commitments in their events. */
final class ContentCheck {

    private final Findings findings;
    private long personalData;

    ContentCheck(Findings findings) {
        this.findings = findings;
    }

    void check(ExportLine.Row row) {
        String unreadable = row.unreadable();
        if (unreadable != null) {
            report(
                    FindingKind.UNREADABLE,
                    row,
                    "the row of seq " + row.start() + " holds no event any more: " + unreadable);
        }
        ExportLine.Content content = row.content();
        if (content != null) {
            check(row, content);
        }
    }

    void check(ExportLine.Unproven unproven) {
        findings.add(
                FindingKind.UNPROVEN,
                unproven.number(),
                "event " + unproven.event().path("id").asText() + " is in the trail without a leaf");
    }

    private void check(ExportLine.Row row, ExportLine.Content content) {
        if (!row.hash().equals(leaf(content.event()))) {
            report(FindingKind.CHANGED, row, "the event of seq " + row.start() + " is not the one that was recorded");
        }
        checkPersonal(row, content, "actor", content.actorPersonal());
        checkPersonal(row, content, "target", content.targetPersonal());
    }

    private static @Nullable TreeHash leaf(ObjectNode event) {
        try {
            return SealedEvent.leafHash(event);
        } catch (IllegalArgumentException noCanonicalForm) {
            return null;
        }
    }

    private void checkPersonal(
            ExportLine.Row row, ExportLine.Content content, String whose, @Nullable ObjectNode personal) {
        if (personal == null) {
            return;
        }
        if (matches(personal, content.event().path(whose).path("personal"))) {
            personalData++;
        } else {
            report(
                    FindingKind.PERSONAL_DATA_CHANGED,
                    row,
                    "the personal data of the " + whose + " of seq " + row.start() + " are not the original ones");
        }
    }

    private static boolean matches(ObjectNode personal, JsonNode commitment) {
        if (!personal.properties().stream().allMatch(member -> member.getValue().isTextual())) {
            return false;
        }
        try {
            return commitment.isTextual()
                    && commitment
                            .textValue()
                            .equals(PersonalData.fromJson(personal).commitment());
        } catch (IllegalArgumentException noCanonicalForm) {
            return false;
        }
    }

    private void report(FindingKind kind, ExportLine.Row row, String sentence) {
        findings.add(kind, row.number(), row.start(), row.end(), sentence);
    }

    long personalData() {
        return personalData;
    }
}
