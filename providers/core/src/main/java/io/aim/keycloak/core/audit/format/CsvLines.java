package io.aim.keycloak.core.audit.format;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Writes CSV (RFC 4180), every line ended by CRLF. A field is in quotes when it holds a comma, a quote or a line break; an
 * absent value is an empty field.
 *
 * <p>Spreadsheets run fields that begin like a formula. Such a field gets an apostrophe in front: one whose first
 * character, after leading blanks and control characters, is {@code =}, {@code +}, {@code -}, {@code @} or the full-width
 * form of one of these, and one that begins with a control character such as TAB or CR. A field that begins with an
 * apostrophe gets a second one, so a reader has the original text again by {@link #unguarded}.
 */
public final class CsvLines {

    private static final String FORMULA_STARTS = "=+-@＝＋－＠";
    private static final char GUARD = '\'';

    private final Appendable out;

    public CsvLines(Appendable out) {
        this.out = out;
    }

    /** The text that a field had before an apostrophe was put in front of it; {@code field} is without CSV quotes. */
    public static String unguarded(String field) {
        return field.isEmpty() || field.charAt(0) != GUARD ? field : field.substring(1);
    }

    /**
     * Writes a line.
     *
     * @param fields values, null for absent ones
     * @throws IOException from the {@link Appendable}
     */
    public void line(@Nullable String... fields) throws IOException {
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
