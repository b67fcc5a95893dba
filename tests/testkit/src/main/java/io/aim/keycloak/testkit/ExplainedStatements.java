package io.aim.keycloak.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import io.aim.keycloak.cli.client.Json;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The statements of a node whose sessions have auto_explain, from PostgreSQL's log. */
public record ExplainedStatements(JdbcAccess jdbc, long begin) {
    private static final String PLAN = "plan:\n";
    private static final String LOG = "pg_current_logfile('jsonlog')";

    /** Those that are executed from now on. */
    public static ExplainedStatements fromNow(JdbcAccess jdbc) throws SQLException {
        return new ExplainedStatements(jdbc, jdbc.number("select size from pg_stat_file(" + LOG + ")"));
    }

    /** So far those that name one table, and not another. */
    public List<Statement> about(String table, String butNot) throws SQLException {
        String log = (String) jdbc.query("select pg_read_file(" + LOG + ", ?, 100000000) as TEXT", begin)
                .get(0)
                .get("text");
        return log.lines()
                .map(line -> Json.parseOrMissing(line).path("message").asText())
                .filter(message -> message.startsWith("duration:") && message.contains(PLAN))
                .map(message -> new Statement(Json.parse(message.substring(message.indexOf(PLAN) + PLAN.length()))))
                .filter(statement -> statement.names(table) && !statement.names(butNot))
                .toList();
    }

    /** A statement and how it was executed. */
    public record Statement(JsonNode plan) {
        private static final Set<String> NOTHING_READ = Set.of("Bitmap Index Scan", "Subquery Scan");

        /** For people. */
        public String text() {
            return Json.pretty(plan);
        }

        boolean names(String table) {
            return plan.path("Query Text").asText().toLowerCase(Locale.ROOT).contains(table);
        }

        /** Rows that scans looked at, those included that a filter dropped. */
        public long rowsRead() {
            return rows(plan.path("Plan"), "Scan");
        }

        /** Of these the ones that no index led to. */
        public long rowsOfSequentialScans() {
            return rows(plan.path("Plan"), "Seq Scan");
        }

        private static long rows(JsonNode node, String kind) {
            String type = node.path("Node Type").asText();
            double rows = !type.endsWith(kind) || NOTHING_READ.contains(type)
                    ? 0
                    : node.path("Actual Loops").asDouble()
                            * (node.path("Actual Rows").asDouble()
                                    + node.path("Rows Removed by Filter").asDouble()
                                    + node.path("Rows Removed by Index Recheck").asDouble());
            long all = Math.round(rows);
            for (JsonNode child : node.path("Plans")) {
                all += rows(child, kind);
            }
            return all;
        }
    }
}
