package io.aim.keycloak.cli.command;

import io.aim.keycloak.cli.server.KeycloakHome;
import java.nio.file.Path;
import java.util.List;

/**
 * Where the built things are and where a local server keeps its own.
 *
 * @param root the project's directory
 * @param directory state, data and logs
 */
public record Workspace(Path root, Path directory) {

    /** The project that the script belongs to; AIM_DIR moves state, data and logs out of it. */
    public static Workspace ofEnvironment() {
        String root = System.getProperty("aim.root");
        if (root == null) {
            throw CommandException.usage("start this program by the script ./aim");
        }
        String directory = System.getenv("AIM_DIR");
        Path home = Path.of(root);
        return new Workspace(
                home,
                directory == null || directory.isEmpty()
                        ? home.resolve(".aim")
                        : Path.of(directory).toAbsolutePath());
    }

    /** Who runs, and the passwords that only this machine knows. */
    public StateFile state() {
        return new StateFile(directory.resolve("state.json"));
    }

    /** Held while a command changes something. */
    public Path lock() {
        return directory.resolve("lock");
    }

    /** The server's output. */
    public Path log() {
        return directory.resolve("logs").resolve("keycloak.log");
    }

    /** The embedded database and temporary files. */
    public Path data() {
        return directory.resolve("data");
    }

    /** Unpacked and built servers. */
    public Path homes() {
        return directory.resolve("keycloak");
    }

    /** What a server for this database is made of. */
    public KeycloakHome.Recipe recipe(Database database) {
        return new KeycloakHome.Recipe(
                root.resolve("cli").resolve("target").resolve("dist").resolve("keycloak.zip"),
                root.resolve("providers").resolve("target").resolve("aim"),
                List.of("--db=" + database.vendor(), "--health-enabled=true", "--metrics-enabled=true"),
                javaHome());
    }

    /** The Java that runs this program runs the server too. */
    public static Path javaHome() {
        return Path.of(System.getProperty("java.home"));
    }
}
