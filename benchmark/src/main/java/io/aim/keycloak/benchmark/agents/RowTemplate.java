package io.aim.keycloak.benchmark.agents;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The rows that the server wrote about somebody, as a template for others. They are those that hold one of its ids,
 * wherever they are; in a copy the values that are known to be its own come from the columns of a staging table, names
 * within longer texts too, and the ids of rows are new.
 */
final class RowTemplate {
    /** Columns whose value is made up by the server and unique. */
    private static final Set<String> UNIQUE = Set.of("id", "email_constraint");

    private final Map<String, String> own;
    private final String name;
    private final List<String> copies = new ArrayList<>();

    private RowTemplate(Map<String, String> own, String name) {
        this.own = own;
        this.name = name;
    }

    /**
     * Looks for the rows.
     *
     * @param ids what to look for
     * @param own its own values, the ids among them, and the columns for them
     * @param name its name; the column NAME is for it
     * @param tables which tables may be looked at
     */
    static RowTemplate of(
            Connection connection, List<String> ids, Map<String, String> own, String name, Predicate<String> tables)
            throws SQLException {
        RowTemplate template = new RowTemplate(own, name);
        for (Map.Entry<String, List<Column>> table : columns(connection).entrySet()) {
            if (tables.test(table.getKey())) {
                template.look(connection, table.getKey(), table.getValue(), ids);
            }
        }
        return template;
    }

    /** Copies for all rows of the staging table that are of that kind; how many rows were written. */
    long copy(Connection connection, String stage, String kind) throws SQLException {
        long rows = 0;
        for (String copy : copies) {
            try (PreparedStatement insert = connection.prepareStatement(copy.replace(":stage", stage))) {
                insert.setString(1, kind);
                rows += insert.executeUpdate();
            }
        }
        return rows;
    }

    /** How many tables are copied. */
    int tables() {
        return copies.size();
    }

    private void look(Connection connection, String table, List<Column> columns, List<String> ids) throws SQLException {
        List<String> quotedIds = ids.stream().map(RowTemplate::quote).toList();
        List<Column> texts = columns.stream().filter(Column::text).toList();
        String where = texts.stream()
                .map(column -> "t." + column.quoted() + " in (" + String.join(",", quotedIds) + ")")
                .collect(Collectors.joining(" or "));
        if (where.isEmpty()
                || rows(connection, "select 1 from " + table + " t where " + where + " limit 1")
                        .isEmpty()) {
            return;
        }
        List<String> expressions = new ArrayList<>();
        for (Column column : columns) {
            List<String> values = column.text()
                    ? rows(connection, "select distinct t." + column.quoted() + " from " + table + " t where " + where)
                    : List.of();
            expressions.add(expression(column, values));
        }
        copies.add("insert into " + table + " ("
                + columns.stream().map(Column::quoted).collect(Collectors.joining(",")) + ") select "
                + String.join(",", expressions) + " from " + table + " t, :stage f where (" + where
                + ") and f.KIND = ?");
    }

    private String expression(Column column, List<String> values) {
        String there = "t." + column.quoted();
        List<String> mine = values.stream().filter(own::containsKey).toList();
        if (!mine.isEmpty()) {
            return mine.stream()
                    .map(value -> " when " + quote(value) + " then f." + own.get(value))
                    .collect(Collectors.joining("", "case " + there, " else " + there + " end"));
        }
        if (values.stream().anyMatch(value -> value.contains(name))) {
            return "replace(" + there + "," + quote(name) + ",f.NAME)";
        }
        return UNIQUE.contains(column.name()) ? "gen_random_uuid()::text" : there;
    }

    private static Map<String, List<Column>> columns(Connection connection) throws SQLException {
        Map<String, List<Column>> all = new LinkedHashMap<>();
        try (PreparedStatement select = connection.prepareStatement(
                        "select TABLE_NAME, COLUMN_NAME, DATA_TYPE from INFORMATION_SCHEMA.COLUMNS"
                                + " where TABLE_SCHEMA = 'public' order by TABLE_NAME, ORDINAL_POSITION");
                ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                boolean text = rows.getString(3).startsWith("character")
                        || rows.getString(3).equals("text");
                all.computeIfAbsent(rows.getString(1), table -> new ArrayList<>())
                        .add(new Column(rows.getString(2), text));
            }
        }
        return all;
    }

    private static List<String> rows(Connection connection, String query) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(query);
                ResultSet rows = select.executeQuery()) {
            List<String> all = new ArrayList<>();
            while (rows.next()) {
                String value = rows.getString(1);
                if (value != null) {
                    all.add(value);
                }
            }
            return all;
        }
    }

    private static String quote(String value) {
        return "'" + value.replace("'", "''") + "'";
    }

    private record Column(String name, boolean text) {
        String quoted() {
            return '"' + name + '"';
        }
    }
}
