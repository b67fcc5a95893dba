package io.aim.keycloak.e2e.audit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A CSV file as RFC 4180 reads it.
 *
 * @param header the first record
 * @param rows the others
 */
record CsvTable(List<String> header, List<List<String>> rows) {

    static CsvTable parse(String text) {
        List<List<String>> records = new ArrayList<>();
        List<String> fields = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quoted && c == '"' && text.startsWith("\"\"", i)) {
                field.append('"');
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (quoted || (c != ',' && c != '\r' && c != '\n')) {
                field.append(c);
            } else if (c != '\r') {
                fields.add(field.toString());
                field.setLength(0);
                if (c == '\n') {
                    records.add(List.copyOf(fields));
                    fields.clear();
                }
            }
        }
        if (quoted || !field.isEmpty() || !fields.isEmpty()) {
            throw new IllegalArgumentException("the last record has no end");
        }
        return new CsvTable(records.get(0), records.subList(1, records.size()));
    }

    /** The rows with the columns' names. */
    List<Map<String, String>> named() {
        return rows.stream().map(this::named).toList();
    }

    private Map<String, String> named(List<String> row) {
        Map<String, String> named = new LinkedHashMap<>();
        for (int i = 0; i < row.size(); i++) {
            named.put(header.get(i), row.get(i));
        }
        return named;
    }
}
