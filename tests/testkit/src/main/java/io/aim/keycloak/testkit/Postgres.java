package io.aim.keycloak.testkit;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;

/** A real PostgreSQL: the one that the environment names, else one of our own, started from Maven binaries. */
public final class Postgres implements AutoCloseable {
    private static final int MAX_CONNECTIONS = 300;

    private final Embedded embedded;
    private final String template;
    private final String jdbcUrl;
    private final String username;
    private final String password;

    /** A server of our own, and its files, which go with it. */
    private record Embedded(EmbeddedPostgres server, Path files) implements AutoCloseable {
        @Override
        public void close() throws IOException {
            MigratedFiles.stop(server, files);
            MigratedFiles.delete(files);
        }
    }

    private Postgres(Embedded embedded, String template, String jdbcUrl, String username, String password) {
        this.embedded = embedded;
        this.template = template;
        this.jdbcUrl = jdbcUrl;
        this.username = username;
        this.password = password;
    }

    /** Uses AIM_TEST_JDBC_URL, AIM_TEST_JDBC_USER and AIM_TEST_JDBC_PASSWORD where set. */
    public static Postgres start() throws IOException, InterruptedException {
        String external = System.getenv("AIM_TEST_JDBC_URL");
        if (external != null) {
            return at(external, System.getenv("AIM_TEST_JDBC_USER"), System.getenv("AIM_TEST_JDBC_PASSWORD"));
        }
        Path files = Nodes.work().resolve("postgres-" + UUID.randomUUID());
        MigratedFiles.copyTo(files);
        EmbeddedPostgres server = quick(files).start();
        Embedded embedded = new Embedded(server, files);
        try {
            return new Postgres(null, MigratedFiles.DATABASE, url(server, "postgres"), "postgres", "postgres")
                    .newDatabase(embedded);
        } catch (SQLException e) {
            embedded.close();
            throw new IOException(e);
        }
    }

    /** With its files in that directory; where there are none yet, it makes them. */
    static EmbeddedPostgres.Builder quick(Path files) {
        // Durability costs time and a test database has nothing to lose.
        return EmbeddedPostgres.builder()
                .setPGStartupWait(Duration.ofSeconds(60))
                .setDataDirectory(files)
                .setCleanDataDirectory(false)
                .setServerConfig("listen_addresses", "127.0.0.1")
                .setServerConfig("fsync", "off")
                .setServerConfig("synchronous_commit", "off")
                .setServerConfig("full_page_writes", "off")
                // what a test wants to read from the log, it reads by SQL
                .setServerConfig("logging_collector", "on")
                .setServerConfig("log_destination", "jsonlog")
                .setServerConfig("log_rotation_size", "0")
                .setServerConfig("max_connections", Integer.toString(MAX_CONNECTIONS));
    }

    static String url(EmbeddedPostgres server, String database) {
        return "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/" + database;
    }

    /** One that somebody else starts and stops. */
    static Postgres at(String jdbcUrl, String username, String password) {
        return new Postgres(null, null, jdbcUrl, username, password);
    }

    /**
     * A new database on the same server; it needs no closing of its own. On a server of our own it is one that a node has
     * filled already, as it does at its first start; on any other it is empty.
     */
    public Postgres newDatabase() throws SQLException {
        return newDatabase(null);
    }

    private Postgres newDatabase(Embedded owned) throws SQLException {
        String name = "aim_" + UUID.randomUUID().toString().replace("-", "");
        String server = jdbcUrl.substring(0, jdbcUrl.lastIndexOf('/') + 1);
        new JdbcAccess(server + "postgres", username, password)
                .execute("create database " + name + (template == null ? "" : " template " + template));
        return new Postgres(owned, template, server + name, username, password);
    }

    /** The same database, for a server whose connections PostgreSQL can tell from all others by that name. */
    public Postgres named(String applicationName) {
        String separator = jdbcUrl.contains("?") ? "&" : "?";
        return new Postgres(
                null, template, jdbcUrl + separator + "ApplicationName=" + applicationName, username, password);
    }

    /** The same database, for a server whose every statement PostgreSQL explains in its log, as it was executed. */
    public Postgres explained() {
        String separator = jdbcUrl.contains("?") ? "&" : "?";
        String options = "-c session_preload_libraries=auto_explain -c auto_explain.log_min_duration=0"
                + " -c auto_explain.log_analyze=on -c auto_explain.log_timing=off -c auto_explain.log_format=json";
        return new Postgres(
                null, template, jdbcUrl + separator + "options=" + options.replace(" ", "%20"), username, password);
    }

    /** Where it is. */
    public String jdbcUrl() {
        return jdbcUrl;
    }

    /** The owner of the database. */
    public String username() {
        return username;
    }

    /** The owner's password. */
    public String password() {
        return password;
    }

    /** For assertions on rows. */
    public JdbcAccess jdbc() {
        return new JdbcAccess(jdbcUrl, username, password);
    }

    @Override
    public void close() throws IOException {
        if (embedded != null) {
            embedded.close();
        }
    }
}
