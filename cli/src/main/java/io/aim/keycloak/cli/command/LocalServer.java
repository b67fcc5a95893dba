package io.aim.keycloak.cli.command;

import io.aim.keycloak.cli.client.AdminClient;
import io.aim.keycloak.cli.server.KeycloakHome;
import io.aim.keycloak.cli.server.KeycloakServer;
import io.aim.keycloak.cli.server.Ports;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A server for this machine alone, started with our jars.
 *
 * @param keycloak the process
 * @param details what is noted about it
 */
record LocalServer(KeycloakServer keycloak, RunningServer details) {
    private static final String ADMIN = "admin";
    private static final int HOMES_KEPT = 3;

    /** Starts it, waits until it is ready, and notes it in the state file. */
    static LocalServer start(Workspace workspace, Console console, Database database, int wantedPort) throws Exception {
        refuseSecond(workspace);
        int port = wantedPort == 0 ? Ports.free() : wantedPort;
        if (!Ports.isFree(port)) {
            throw CommandException.failed("port " + port + " is in use; choose another with --port N");
        }
        long start = System.nanoTime();
        KeycloakHome home = console.during(
                "preparing Keycloak",
                () -> KeycloakHome.prepare(workspace.recipe(database), workspace.homes(), console::progress));
        KeycloakHome.prune(workspace.homes(), HOMES_KEPT);
        home.keepDataIn(workspace.data());
        String admin = environment("AIM_ADMIN_USERNAME").orElse(ADMIN);
        String password = environment("AIM_ADMIN_PASSWORD").orElse(null);
        if (password == null) {
            password = workspace.state().adminPassword(database.key());
        }
        KeycloakServer.Launch launch = launch(workspace, database, home, port, admin, password);
        KeycloakServer keycloak = console.during("starting Keycloak", () -> KeycloakServer.start(launch));
        RunningServer details = new RunningServer(
                keycloak.process().pid(),
                RunningServer.startOf(keycloak.process()),
                keycloak.baseUrl(),
                database.key(),
                admin,
                password);
        workspace.state().started(details);
        console.done("Keycloak is ready at " + details.baseUrl() + " ("
                + Duration.ofNanos(System.nanoTime() - start).toSeconds() + " s)");
        return new LocalServer(keycloak, details);
    }

    /** The administrator; fails with advice where the database has one that we do not know. */
    AdminClient admin() {
        AdminClient admin = AdminClient.ofServer(details.baseUrl(), details.adminUser(), details.adminPassword());
        try {
            admin.token();
        } catch (IllegalStateException e) {
            throw CommandException.failed("cannot log in as " + details.adminUser()
                    + ": this database got its administrator elsewhere; set AIM_ADMIN_USERNAME and AIM_ADMIN_PASSWORD,"
                    + " or, for the embedded one, delete the directory of the data to start afresh ("
                    + e.getMessage() + ")");
        }
        return admin;
    }

    /** Stops it and forgets it. */
    void stop(Workspace workspace) throws IOException {
        keycloak.close();
        workspace.state().stopped();
    }

    private static void refuseSecond(Workspace workspace) throws IOException {
        Optional<RunningServer> other = workspace.state().server();
        if (other.isPresent() && other.get().process().isPresent()) {
            throw CommandException.failed("a server is already running at "
                    + other.get().baseUrl() + " (process " + other.get().pid() + "); ./aim down stops it");
        }
    }

    private static KeycloakServer.Launch launch(
            Workspace workspace, Database database, KeycloakHome home, int port, String admin, String password) {
        List<String> options =
                new ArrayList<>(List.of("--cache=local", "--http-port=" + port, "--hostname=http://127.0.0.1:" + port));
        Map<String, String> environment = new HashMap<>();
        environment.put("KC_BOOTSTRAP_ADMIN_USERNAME", admin);
        environment.put("KC_BOOTSTRAP_ADMIN_PASSWORD", password);
        if (database.url() != null) {
            options.add("--db-url=" + database.url());
            environment.put("KC_DB_USERNAME", database.username());
            environment.put("KC_DB_PASSWORD", database.password());
        }
        String jvm = environment("AIM_JAVA_OPTS").orElse("-XX:TieredStopAtLevel=1");
        return new KeycloakServer.Launch(home, Workspace.javaHome(), options, environment, jvm, workspace.log());
    }

    private static Optional<String> environment(String name) {
        return Optional.ofNullable(System.getenv(name)).filter(value -> !value.isEmpty());
    }
}
