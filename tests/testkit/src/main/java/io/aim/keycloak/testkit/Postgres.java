package io.aim.keycloak.testkit;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;

/** A real PostgreSQL: the one that the environment names, else one of our own, started from Maven binaries. */
public final class Postgres implements AutoCloseable {
    private static final int MAX_CONNECTIONS = 300;

    private final EmbeddedPostgres embedded;
    private final String jdbcUrl;
    private final String username;
    private final String password;

    private Postgres(EmbeddedPostgres embedded, String jdbcUrl, String username, String password) {
        this.embedded = embedded;
        this.jdbcUrl = jdbcUrl;
        this.username = username;
        this.password = password;
    }

    /** Uses AIM_TEST_JDBC_URL, AIM_TEST_JDBC_USER and AIM_TEST_JDBC_PASSWORD where set. */
    public static Postgres start() throws IOException {
        String external = System.getenv("AIM_TEST_JDBC_URL");
        if (external != null) {
            return new Postgres(
                    null, external, System.getenv("AIM_TEST_JDBC_USER"), System.getenv("AIM_TEST_JDBC_PASSWORD"));
        }
        // Durability costs time and a test database has nothing to lose.
        EmbeddedPostgres embedded = EmbeddedPostgres.builder()
                .setPGStartupWait(Duration.ofSeconds(60))
                .setServerConfig("listen_addresses", "127.0.0.1")
                .setServerConfig("fsync", "off")
                .setServerConfig("synchronous_commit", "off")
                .setServerConfig("full_page_writes", "off")
                // what a test wants to read from the log, it reads by SQL
                .setServerConfig("logging_collector", "on")
                .setServerConfig("log_destination", "jsonlog")
                .setServerConfig("log_rotation_size", "0")
                .setServerConfig("max_connections", Integer.toString(MAX_CONNECTIONS))
                .start();
        String url = "jdbc:postgresql://127.0.0.1:" + embedded.getPort() + "/postgres";
        return new Postgres(embedded, url, "postgres", "postgres");
    }

    /** One that somebody else starts and stops. */
    static Postgres at(String jdbcUrl, String username, String password) {
        return new Postgres(null, jdbcUrl, username, password);
    }

    /** A new, empty database on the same server; it needs no closing of its own. */
    public Postgres newDatabase() throws SQLException {
        return newDatabase("");
    }

    /** A copy of this database, to which nothing may be connected at that moment. */
    public Postgres copy() throws SQLException {
        String name = jdbcUrl.substring(jdbcUrl.lastIndexOf('/') + 1);
        return newDatabase(" template \"" + name + "\"");
    }

    private Postgres newDatabase(String template) throws SQLException {
        String name = "aim_" + UUID.randomUUID().toString().replace("-", "");
        String server = jdbcUrl.substring(0, jdbcUrl.lastIndexOf('/') + 1);
        new JdbcAccess(server + "postgres", username, password).execute("create database " + name + template);
        return new Postgres(null, server + name, username, password);
    }

    /** The same database, for a server whose connections PostgreSQL can tell from all others by that name. */
    public Postgres named(String applicationName) {
        String separator = jdbcUrl.contains("?") ? "&" : "?";
        return new Postgres(null, jdbcUrl + separator + "ApplicationName=" + applicationName, username, password);
    }

    /** The same database, for a server whose every statement PostgreSQL explains in its log, as it was executed. */
    public Postgres explained() {
        String separator = jdbcUrl.contains("?") ? "&" : "?";
        String options = "-c session_preload_libraries=auto_explain -c auto_explain.log_min_duration=0"
                + " -c auto_explain.log_analyze=on -c auto_explain.log_timing=off -c auto_explain.log_format=json";
        return new Postgres(null, jdbcUrl + separator + "options=" + options.replace(" ", "%20"), username, password);
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
