package io.aim.keycloak.testkit;

import io.aim.keycloak.cli.server.KeycloakHome;
import io.aim.keycloak.cli.server.KeycloakServer;
import io.aim.keycloak.cli.server.Ports;
import io.aim.keycloak.cli.server.ServerFailedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** Starts nodes. Where the distribution and the provider jars are, the build says by system properties. */
public final class Nodes {
    static final String ADMIN = "admin";
    static final String ADMIN_PASSWORD = "admin-of-the-test-server";

    private static final int PORT_ATTEMPTS = 3;
    private static final AtomicInteger COUNTER = new AtomicInteger();

    private Nodes() {}

    /** A single node on PostgreSQL, sharing nothing but the database with any other. */
    public static Keycloak single(Postgres database, String... options) throws IOException, InterruptedException {
        return start(Db.POSTGRES, database, null, withLocalCache(options), Map.of());
    }

    /** As above; the shell runs those lines before it becomes the node, for limits and an environment that Java inherits. */
    public static Keycloak prepared(Postgres database, String lines, String... options)
            throws IOException, InterruptedException {
        Path java = Files.createTempFile("aim-java", ".sh");
        try {
            Files.writeString(
                    java, "#!/bin/sh\n" + lines + "\nexec '" + javaHome().resolve("bin/java") + "' \"$@\"\n");
            Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwx------"));
            return start(Db.POSTGRES, database, null, withLocalCache(options), Map.of("JAVA", java.toString()));
        } finally {
            Files.delete(java);
        }
    }

    /** A single node on an in-memory H2 of its own. */
    public static Keycloak singleOnH2(String... options) throws IOException, InterruptedException {
        return start(Db.H2, null, null, withLocalCache(options), Map.of());
    }

    /**
     * A node that finds its cluster through the database. Start nodes one after the other; all of one cluster get the
     * same issuer base, an address that nobody needs to listen on.
     */
    public static Keycloak clustered(Postgres database, String issuerBase, String... options)
            throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of(
                "--cache=ispn",
                "--cache-embedded-network-bind-address=127.0.0.1",
                "--cache-embedded-network-bind-port=" + Ports.forJGroups()));
        all.addAll(List.of(options));
        return start(Db.POSTGRES, database, issuerBase, all, Map.of());
    }

    private static List<String> withLocalCache(String... options) {
        List<String> all = new ArrayList<>(List.of(options));
        all.add("--cache=local");
        return all;
    }

    private static Keycloak start(
            Db db, Postgres database, String issuerBase, List<String> options, Map<String, String> variables)
            throws IOException, InterruptedException {
        for (int attempt = 1; ; attempt++) {
            int port = Ports.free();
            try {
                return startOn(port, db, database, issuerBase, options, variables);
            } catch (ServerFailedException e) {
                // Another process may take the port between our look and the server's bind.
                if (attempt == PORT_ATTEMPTS || !e.portWasTaken()) {
                    throw e;
                }
            }
        }
    }

    private static Keycloak startOn(
            int port, Db db, Postgres database, String issuerBase, List<String> options, Map<String, String> variables)
            throws IOException, InterruptedException {
        String issuer = issuerBase == null ? "http://127.0.0.1:" + port : issuerBase;
        List<String> all = new ArrayList<>(options);
        all.add("--http-port=" + port);
        all.add("--hostname=" + issuer);
        all.add("--spi-aim-agent-lifecycle--scheduled--interval-seconds=1");
        all.add("--spi-aim-retention--scheduled--interval-seconds=1");
        Map<String, String> environment = new HashMap<>(variables);
        environment.put("KC_BOOTSTRAP_ADMIN_USERNAME", ADMIN);
        environment.put("KC_BOOTSTRAP_ADMIN_PASSWORD", ADMIN_PASSWORD);
        if (database != null) {
            all.add("--db-url=" + database.jdbcUrl());
            environment.put("KC_DB_USERNAME", database.username());
            environment.put("KC_DB_PASSWORD", database.password());
        }
        Path work = work();
        KeycloakServer server = KeycloakServer.start(new KeycloakServer.Launch(
                home(db, work),
                javaHome(),
                all,
                environment,
                jvmOptions(),
                work.resolve("logs").resolve(logName(db))));
        return new Keycloak(server, issuer, database);
    }

    private static KeycloakHome home(Db db, Path work) throws IOException, InterruptedException {
        KeycloakHome.Recipe recipe = new KeycloakHome.Recipe(
                Path.of(required("aim.it.dist")), Path.of(required("aim.it.providers")), db.buildOptions(), javaHome());
        return KeycloakHome.prepare(recipe, work, line -> System.out.println("[testkit] " + line));
    }

    private static String logName(Db db) {
        return db.name().toLowerCase(Locale.ROOT) + "-" + COUNTER.incrementAndGet() + ".log";
    }

    private static Path javaHome() {
        return Path.of(System.getProperty("aim.it.javaHome", System.getProperty("java.home")));
    }

    /** The quick compiler alone: a server that lives for a minute never earns back the cost of the other. */
    private static String jvmOptions() {
        return System.getProperty("aim.it.jvm", "-XX:TieredStopAtLevel=1");
    }

    /** Where servers keep their files; the build deletes it with everything else that it made. */
    static Path work() {
        return Path.of(required("aim.it.work"));
    }

    private static String required(String property) {
        String value = System.getProperty(property);
        if (value == null) {
            throw new IllegalStateException("system property " + property + " is not set; run the tests by Maven");
        }
        return value;
    }
}
