package io.aim.keycloak.benchmark.report;

import java.util.Locale;

/** Lines for the terminal as they come, and all of them for a file. */
public final class Report {
    private final StringBuilder all = new StringBuilder();

    /** A line, formatted where there are values. */
    public void line(String format, Object... values) {
        String line = values.length == 0 ? format : String.format(Locale.ROOT, format, values);
        System.out.println(line);
        all.append(line).append('\n');
    }

    /** What comes next, between empty lines. */
    public void title(String title) {
        line("");
        line(title);
        line("");
    }

    /** All lines so far. */
    public String text() {
        return all.toString();
    }
}
