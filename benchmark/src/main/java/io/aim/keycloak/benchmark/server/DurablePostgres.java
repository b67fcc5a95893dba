package io.aim.keycloak.benchmark.server;

import io.aim.keycloak.testkit.JdbcAccess;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** A PostgreSQL that loses nothing in a crash, as in production: what a commit costs belongs to the figures. */
public final class DurablePostgres implements AutoCloseable {
    private static final Map<String, String> DURABLE =
            Map.of("fsync", "on", "synchronous_commit", "on", "full_page_writes", "on");

    private final EmbeddedPostgres embedded;

    private final String name;

    private DurablePostgres(EmbeddedPostgres embedded, String name) {
        this.embedded = embedded;
        this.name = name;
    }

    /** Starts it with programs and data under the given directory, and checks that it is durable. */
    public static DurablePostgres start(Path work) throws IOException, SQLException {
        return start(work, Map.of());
    }

    /** As above, with further settings. */
    public static DurablePostgres start(Path work, Map<String, String> more) throws IOException, SQLException {
        Files.createDirectories(work);
        EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                .setPGStartupWait(Duration.ofSeconds(60))
                .setOverrideWorkingDirectory(work.toFile())
                .setServerConfig("listen_addresses", "127.0.0.1");
        DURABLE.forEach(builder::setServerConfig);
        more.forEach(builder::setServerConfig);
        DurablePostgres postgres = new DurablePostgres(builder.start(), "postgres");
        try {
            for (Map.Entry<String, String> setting : DURABLE.entrySet()) {
                if (!setting.getValue().equals(postgres.show(setting.getKey()))) {
                    throw new IllegalStateException(
                            "PostgreSQL runs with " + setting.getKey() + "=" + postgres.show(setting.getKey()));
                }
            }
            postgres.jdbc().execute("create extension pg_trgm"); // as docs/configuration.md recommends
        } catch (SQLException | RuntimeException e) {
            postgres.close();
            throw e;
        }
        return postgres;
    }

    /** Where it is. */
    public String jdbcUrl() {
        return "jdbc:postgresql://127.0.0.1:" + embedded.getPort() + "/" + name;
    }

    /** A new, empty database on the same server, which is closed by this one alone. */
    public DurablePostgres newDatabase(String database) throws SQLException {
        jdbc().execute("create database " + database);
        return new DurablePostgres(embedded, database);
    }

    /** For rows that no request makes, and to look at what requests made. */
    public JdbcAccess jdbc() {
        return new JdbcAccess(jdbcUrl(), username(), username());
    }

    /** The owner of the database; connections from this machine are trusted. */
    public String username() {
        return "postgres";
    }

    /** Version and the settings that decide what a commit costs, as the server reports them. */
    public Map<String, String> facts() throws SQLException {
        Map<String, String> facts = new LinkedHashMap<>();
        for (String name :
                new String[] {"server_version", "fsync", "synchronous_commit", "full_page_writes", "shared_buffers"}) {
            facts.put(name, show(name));
        }
        return facts;
    }

    private String show(String setting) throws SQLException {
        Object value = jdbc().query("show " + setting).get(0).get(setting);
        return String.valueOf(value);
    }

    @Override
    public void close() throws IOException {
        embedded.close();
    }
}
