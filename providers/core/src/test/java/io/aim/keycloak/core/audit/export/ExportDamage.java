package io.aim.keycloak.core.audit.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.aim.keycloak.core.audit.SealedEvent;
import java.util.List;
import org.assertj.core.api.AbstractListAssert;
import org.assertj.core.api.ObjectAssert;
import org.assertj.core.groups.Tuple;

/** How tests damage exports, and what is found then. */
final class ExportDamage {

    private ExportDamage() {}

    static AbstractListAssert<?, List<? extends Tuple>, Tuple, ObjectAssert<Tuple>> findings(Archive archive) {
        return assertThat(archive.verify().findings())
                .extracting(
                        ExportFinding::kind,
                        ExportFinding::line,
                        finding -> finding.rows() == null ? "" : finding.rows().toString());
    }

    static void edit(List<String> lines, int seq, String from, String to) {
        String line = lines.get(Archive.place(seq));
        assertThat(line).contains("\"seq\":" + seq + ",").contains(from);
        lines.set(Archive.place(seq), line.replace(from, to));
    }

    /** Another event with the hash that belongs to it. */
    static void forge(List<String> lines, int seq) {
        SealedEvent event = Archive.event(1);
        lines.set(
                Archive.place(seq),
                "{\"seq\":" + seq + ",\"hash\":\"" + Archive.hash(event) + "\",\"event\":" + event.toJson() + "}");
    }
}
