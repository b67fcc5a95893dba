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
 * Writes events as CSV (RFC 4180): one line of {@link #COLUMNS}, then one row per event, each ended by CRLF. A field is in
 * quotes when it holds a comma, a quote or a line break; an absent value is an empty field.
 *
 * <p>Spreadsheets run fields that begin like a formula. Such a field gets an apostrophe in front: one whose first
 * character, after leading blanks and control characters, is {@code =}, {@code +}, {@code -}, {@code @} or the full-width
 * form of one of these, and one that begins with a control character such as TAB or CR. A field that begins with an
 * apostrophe gets a second one, so a reader has the original text again by {@link #unguarded}.
 *
 * <p>Rows go straight to the {@link Appendable}: nothing is held in memory and nothing is flushed.
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

    private static final String FORMULA_STARTS = "=+-@＝＋－＠";
    private static final char GUARD = '\'';

    private final Appendable out;

    private AuditCsv(Appendable out) {
        this.out = out;
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
        return field.isEmpty() || field.charAt(0) != GUARD ? field : field.substring(1);
    }

    private void line(@Nullable String... fields) throws IOException {
        for (int i = 0; i < fields.length; i++) {
            if (i > 0) {
                out.append(',');
            }
            String field = fields[i];
            if (field != null) {
                append(field);
            }
        }
        out.append("\r\n");
    }

    private void append(String field) throws IOException {
        String text = needsGuard(field) ? GUARD + field : field;
        if (text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\r' || c == '\n')) {
            out.append(text);
        } else {
            out.append('"').append(text.replace("\"", "\"\"")).append('"');
        }
    }

    private static boolean needsGuard(String field) {
        if (field.isEmpty()) {
            return false;
        }
        char first = field.charAt(0);
        if (first == GUARD || Character.isISOControl(first)) {
            return true;
        }
        int i = 0;
        while (i < field.length() && isBlank(field.charAt(i))) {
            i++;
        }
        return i < field.length() && FORMULA_STARTS.indexOf(field.charAt(i)) >= 0;
    }

    private static boolean isBlank(char c) {
        return Character.isWhitespace(c)
                || Character.isSpaceChar(c)
                || Character.isISOControl(c)
                || Character.getType(c) == Character.FORMAT;
    }
}
