package io.aim.keycloak.testkit;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.SQLException;
import java.time.Duration;

/**
 * The files of a stopped PostgreSQL with a database that a node has filled: tables and administration realm, as after
 * the first start of a server. Made once in a run of tests, from an empty database; what starts on a copy saves that time.
 */
final class MigratedFiles {
    /** The database that the node has filled, and to which nothing else ever connects. */
    static final String DATABASE = "keycloak";

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static Path made;

    private MigratedFiles() {}

    /** Puts a copy into a directory that is not there yet. */
    static void copyTo(Path target) throws IOException, InterruptedException {
        copy(get(), target);
    }

    private static synchronized Path get() throws IOException, InterruptedException {
        if (made == null) {
            Path files = Nodes.work().resolve("postgres-migrated");
            delete(files);
            make(files);
            made = files;
        }
        return made;
    }

    private static void make(Path files) throws IOException, InterruptedException {
        Files.createDirectories(files.getParent());
        EmbeddedPostgres server = Postgres.quick(files).start();
        try {
            Postgres.at(Postgres.url(server, "postgres"), "postgres", "postgres")
                    .jdbc()
                    .execute("create database " + DATABASE);
            Nodes.single(Postgres.at(Postgres.url(server, DATABASE), "postgres", "postgres"))
                    .stop();
        } catch (SQLException e) {
            throw new IOException(e);
        } finally {
            stop(server, files);
        }
    }

    /** Returns when PostgreSQL has written everything and is gone. */
    static void stop(EmbeddedPostgres server, Path files) throws IOException {
        server.close();
        Eventually.within(PATIENCE, "PostgreSQL stops", () -> Files.notExists(files.resolve("postmaster.pid")));
    }

    private static void copy(Path source, Path target) throws IOException {
        Files.createDirectories(target.getParent());
        Files.walkFileTree(source, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
                    throws IOException {
                // with its permissions, on which PostgreSQL insists
                Files.copy(directory, at(directory), StandardCopyOption.COPY_ATTRIBUTES);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.copy(file, at(file), StandardCopyOption.COPY_ATTRIBUTES);
                return FileVisitResult.CONTINUE;
            }

            private Path at(Path path) {
                return target.resolve(source.relativize(path));
            }
        });
    }

    static void delete(Path directory) throws IOException {
        if (Files.notExists(directory)) {
            return;
        }
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, IOException failure) throws IOException {
                if (failure != null) {
                    throw failure;
                }
                Files.delete(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
