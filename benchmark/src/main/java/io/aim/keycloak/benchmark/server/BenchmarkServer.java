package io.aim.keycloak.benchmark.server;

import io.aim.keycloak.cli.client.AdminClient;
import io.aim.keycloak.cli.server.KeycloakHome;
import io.aim.keycloak.cli.server.KeycloakServer;
import io.aim.keycloak.cli.server.Ports;
import io.aim.keycloak.cli.server.ServerFailedException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/** A Keycloak in production mode with its own defaults: JVM options, caches, events, logging. */
public final class BenchmarkServer implements AutoCloseable {
    private static final int PORT_ATTEMPTS = 3;
    private static final int HOMES_KEPT = 4;
    private static final String ADMIN = "admin";

    private final KeycloakServer server;
    private final ProcessHandle java;
    private final String password;

    /**
     * What a server differs in from others of the same run.
     *
     * @param name the name of its log file
     * @param buildOptions options of {@code kc.sh build} besides those of all
     * @param cluster the nodes that it belongs to; empty for a server of its own
     */
    public record Flavour(String name, List<String> buildOptions, Optional<Cluster> cluster) {

        /** Nothing special. */
        public static final Flavour PLAIN = new Flavour("keycloak", List.of());

        /** A server of its own. */
        public Flavour(String name, List<String> buildOptions) {
            this(name, buildOptions, Optional.empty());
        }

        private List<String> runOptions(int port) throws IOException {
            return cluster.isEmpty()
                    ? List.of("--cache=local", "--hostname=http://127.0.0.1:" + port)
                    : List.of(
                            "--cache=ispn",
                            "--cache-embedded-network-bind-address=127.0.0.1",
                            "--cache-embedded-network-bind-port=" + Ports.forJGroups(),
                            "--hostname=" + cluster.get().issuerBase());
        }
    }

    /**
     * Nodes that find one another through their database. Start them one after the other.
     *
     * @param issuerBase the address in what they issue, the same from every node; nobody needs to listen there
     * @param password the administrator's password, which the first of them stores
     */
    public record Cluster(String issuerBase, String password) {}

    private BenchmarkServer(KeycloakServer server, String password) {
        this.server = server;
        this.password = password;
        this.java = server.process()
                .descendants()
                .filter(process -> process.info().command().orElse("").endsWith("java"))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("the Java process of Keycloak cannot be found"));
    }

    /**
     * Builds what is not built yet and starts it on a free port of the loopback interface.
     *
     * @param root the project's directory
     * @param work where builds, logs and the like are kept
     */
    public static BenchmarkServer start(Path root, Path work, DurablePostgres database, Consumer<String> progress)
            throws IOException, InterruptedException {
        return start(root, work, database, Flavour.PLAIN, progress);
    }

    /** As above, but for what a flavour says. */
    public static BenchmarkServer start(
            Path root, Path work, DurablePostgres database, Flavour flavour, Consumer<String> progress)
            throws IOException, InterruptedException {
        List<String> buildOptions = new ArrayList<>(List.of("--db=postgres", "--health-enabled=true"));
        buildOptions.addAll(flavour.buildOptions());
        Path javaHome = Path.of(System.getProperty("java.home"));
        KeycloakHome home = KeycloakHome.prepare(
                new KeycloakHome.Recipe(
                        root.resolve("cli/target/dist/keycloak.zip"),
                        root.resolve("providers/target/aim"),
                        buildOptions,
                        javaHome),
                work.resolve("homes"),
                progress);
        KeycloakHome.prune(work.resolve("homes"), HOMES_KEPT);
        String password = flavour.cluster()
                .map(Cluster::password)
                .orElse(UUID.randomUUID().toString());
        for (int attempt = 1; ; attempt++) {
            int port = Ports.free();
            List<String> options = new ArrayList<>(flavour.runOptions(port));
            options.add("--http-port=" + port);
            options.add("--db-url=" + database.jdbcUrl());
            KeycloakServer.Launch launch = new KeycloakServer.Launch(
                    home,
                    javaHome,
                    options,
                    Map.of(
                            "KC_BOOTSTRAP_ADMIN_USERNAME",
                            ADMIN,
                            "KC_BOOTSTRAP_ADMIN_PASSWORD",
                            password,
                            "KC_DB_USERNAME",
                            database.username(),
                            "KC_DB_PASSWORD",
                            database.username()),
                    "",
                    work.resolve(flavour.name() + ".log"));
            try {
                return new BenchmarkServer(KeycloakServer.start(launch), password);
            } catch (ServerFailedException e) {
                // Another process may take the port between our look and the server's bind.
                if (attempt == PORT_ATTEMPTS || !e.portWasTaken()) {
                    throw e;
                }
            }
        }
    }

    /** Where it listens. */
    public InetSocketAddress address() {
        URI uri = URI.create(server.baseUrl());
        return new InetSocketAddress(uri.getHost(), uri.getPort());
    }

    /** Its address, without a slash at the end. */
    public String baseUrl() {
        return server.baseUrl();
    }

    /** An administrator of the server. */
    public AdminClient admin() {
        return AdminClient.ofServer(server.baseUrl(), ADMIN, password);
    }

    /** What it says that it is. */
    public String version() {
        return admin().get("/admin/serverinfo")
                .expect(200)
                .body()
                .path("systemInfo")
                .path("version")
                .asText();
    }

    /** Processor time that its Java process has used so far; zero where the platform does not tell. */
    public Duration cpuTime() {
        return java.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** Where health and metrics are, without a slash at the end. */
    public String managementUrl() {
        return server.managementUrl();
    }

    /** Its Java process. */
    public ProcessHandle java() {
        return java;
    }

    @Override
    public void close() {
        server.close();
    }
}
