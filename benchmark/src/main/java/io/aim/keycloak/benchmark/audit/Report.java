package io.aim.keycloak.benchmark.audit;

import java.util.Locale;

/** Lines for the terminal as they come, and all of them for a file. */
final class Report {
    private final StringBuilder all = new StringBuilder();

    void line(String format, Object... values) {
        String line = values.length == 0 ? format : String.format(Locale.ROOT, format, values);
        System.out.println(line);
        all.append(line).append('\n');
    }

    void title(String title) {
        line("");
        line(title);
        line("");
    }

    String text() {
        return all.toString();
    }
}
