package io.aim.keycloak.core.audit.export;

import org.jspecify.annotations.Nullable;

/**
 * Something wrong with an export.
 *
 * @param kind what
 * @param line number of the line where it shows, from 1; 0 for the export as a whole
 * @param rows the rows concerned; null if that is unknown
 * @param sentence for people
 */
public record ExportFinding(
        FindingKind kind, long line, @Nullable Rows rows, String sentence) {

    /**
     * A range of rows.
     *
     * @param first {@code seq} of the first
     * @param last {@code seq} of the last, inclusive
     */
    public record Rows(long first, long last) {

        /** Such as {@code seq 17} or {@code seq 17 to 20}. */
        @Override
        public String toString() {
            return first == last ? "seq " + first : "seq " + first + " to " + last;
        }
    }
}
