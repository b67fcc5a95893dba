package io.aim.keycloak.core.audit.format;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aim.keycloak.core.audit.AuditEvent;
import io.aim.keycloak.core.audit.AuditTarget;
import io.aim.keycloak.core.audit.CanonicalJson;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes events as {@link CsvLines CSV}: one line of {@link #COLUMNS}, then one row per event. Rows go straight to the
 * {@link Appendable}: nothing is held in memory and nothing is flushed.
 */
public final class AuditCsv {

    /** Names of the columns, in their order. */
    public static final List<String> COLUMNS = List.of(
            "seq",
            "id",
            "time",
            "category",
            "action",
            "actorKind",
            "actorId",
            "actorName",
            "onBehalfOf",
            "targetKind",
            "targetId",
            "targetName",
            "result",
            "reason",
            "correlationId",
            "sourceIp",
            "userAgent",
            "keyThumbprint",
            "trustScore",
            "details");

    private final CsvLines lines;

    private AuditCsv(Appendable out) {
        this.lines = new CsvLines(out);
    }

    /**
     * Writes the header line.
     *
     * @throws IOException from {@code out}
     */
    public static AuditCsv begin(Appendable out) throws IOException {
        AuditCsv csv = new AuditCsv(out);
        csv.line(COLUMNS.toArray(String[]::new));
        return csv;
    }

    /**
     * Writes a row.
     *
     * @param sequence place of the event in the trail, if known
     * @param event opened event: the personal data in it are written
     * @throws IOException from the {@link Appendable}
     */
    public void row(@Nullable Long sequence, AuditEvent event) throws IOException {
        AuditTarget target = event.target();
        line(
                sequence == null ? null : sequence.toString(),
                event.id(),
                EventTime.text(event.time()),
                event.category().code(),
                event.action(),
                event.actor().kind().code(),
                event.actor().id(),
                event.actor().name(),
                event.onBehalfOf(),
                target == null ? null : target.kind(),
                target == null ? null : target.id(),
                target == null ? null : target.name(),
                event.result().code(),
                event.reason(),
                event.correlationId(),
                event.sourceIp(),
                event.userAgent(),
                event.keyThumbprint(),
                event.trustScore() == null ? null : event.trustScore().toPlainString(),
                details(event));
    }

    private static @Nullable String details(AuditEvent event) {
        if (event.details().isEmpty()) {
            return null;
        }
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        event.details().forEach(json::put);
        return CanonicalJson.of(json);
    }

    /** The text that a field had before an apostrophe was put in front of it; {@code field} is without CSV quotes. */
    public static String unguarded(String field) {
        return CsvLines.unguarded(field);
    }

    private void line(@Nullable String... fields) throws IOException {
        lines.line(fields);
    }
}
