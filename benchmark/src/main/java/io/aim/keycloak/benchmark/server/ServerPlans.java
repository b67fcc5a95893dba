package io.aim.keycloak.benchmark.server;

import io.aim.keycloak.cli.client.Json;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The plans of the statements that a server sends, as its database executed them, from auto_explain's log. */
public final class ServerPlans implements AutoCloseable {
    /** What PostgreSQL must be started with. What stands there can no longer be changed: nothing about explaining does. */
    public static final Map<String, String> SETTINGS = Map.of(
            "shared_preload_libraries", "auto_explain",
            "logging_collector", "on",
            "log_destination", "jsonlog");

    private static final List<String> ON = List.of(
            "auto_explain.log_analyze = on", "auto_explain.log_buffers = on", "auto_explain.log_min_duration = 0");

    private final DurablePostgres postgres;
    private final long begin;

    private ServerPlans(DurablePostgres postgres, long begin) {
        this.postgres = postgres;
        this.begin = begin;
    }

    /** Explains from now on. */
    public static ServerPlans of(DurablePostgres postgres) throws SQLException, InterruptedException {
        for (String setting : ON) {
            postgres.jdbc().execute("alter system set " + setting);
        }
        reload(postgres);
        return new ServerPlans(
                postgres, postgres.jdbc().number("select size from pg_stat_file(pg_current_logfile('jsonlog'))"));
    }

    /** A session takes up new settings before its next statement once it got the signal, which takes a moment. */
    private static void reload(DurablePostgres postgres) throws SQLException, InterruptedException {
        postgres.jdbc().execute("select pg_reload_conf()");
        Thread.sleep(500);
    }

    /** Plans so far whose text names {@code table}, in upper or lower case. */
    public List<String> about(String table) throws SQLException {
        String log = (String) postgres.jdbc()
                .query(
                        "select pg_read_file(f, ?, size - ?) as TEXT from pg_current_logfile('jsonlog') f,"
                                + " pg_stat_file(f)",
                        begin,
                        begin)
                .get(0)
                .get("text");
        return log.lines()
                .map(line -> Json.parseOrMissing(line).path("message").asText())
                .filter(message -> message.startsWith("duration:") && message.contains("plan:"))
                .filter(message -> message.toLowerCase(Locale.ROOT).contains(table))
                .toList();
    }

    @Override
    public void close() throws SQLException {
        postgres.jdbc().execute("alter system reset auto_explain.log_min_duration");
        postgres.jdbc().execute("select pg_reload_conf()");
    }
}
