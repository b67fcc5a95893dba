package io.aim.keycloak.testkit;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A PostgreSQL of a test's own, which crashes and comes back with all that it had acknowledged. */
public final class RestartablePostgres implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path data;
    private EmbeddedPostgres server;

    private RestartablePostgres(Path data, EmbeddedPostgres server) {
        this.data = data;
        this.server = server;
    }

    /** Starts one with its files in that directory, which is not there yet, and a database that a node has filled. */
    public static RestartablePostgres start(Path data) throws IOException, InterruptedException {
        MigratedFiles.copyTo(data);
        return new RestartablePostgres(data, start(data, 0));
    }

    private static EmbeddedPostgres start(Path data, int port) throws IOException {
        // What is written survives the end of a process without fsync; it needs that for the end of the machine only.
        EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                .setPGStartupWait(PATIENCE)
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .setServerConfig("listen_addresses", "127.0.0.1")
                .setServerConfig("fsync", "off")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("max_connections", "250");
        return (port == 0 ? builder : builder.setPort(port)).start();
    }

    /** The database, at the same address after every start. */
    public Postgres database() {
        return Postgres.at(Postgres.url(server, MigratedFiles.DATABASE), "postgres", "postgres");
    }

    /** Ends all its processes at once (immediate shutdown): whatever is not in the log is gone. */
    public void crash() throws IOException, InterruptedException {
        long pid = Long.parseLong(
                Files.readAllLines(data.resolve("postmaster.pid")).get(0).strip());
        ProcessHandle postmaster = ProcessHandle.of(pid).orElseThrow();
        Process kill = new ProcessBuilder("kill", "-QUIT", Long.toString(pid))
                .inheritIO()
                .start();
        if (kill.waitFor() != 0) {
            throw new IllegalStateException("no signal to process " + pid);
        }
        try {
            postmaster.onExit().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("PostgreSQL does not end", e);
        }
    }

    /** Starts it again after a crash. */
    public void restart() throws IOException {
        int port = server.getPort();
        server.close(); // gives its directory back
        server = start(data, port);
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
