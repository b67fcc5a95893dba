package io.aim.keycloak.e2e.token;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * A Node project in TypeScript, copied out and built.
 *
 * @param directory where the copy is
 */
record NodeProject(Path directory) {
    private static final int OLDEST_NODE = 20;

    /** Copies the project, installs exactly what its lock file names, checks the types and compiles. */
    static NodeProject build(Path sources, Path directory) throws IOException, InterruptedException {
        requireNode();
        Files.createDirectories(directory);
        try (Stream<Path> files = Files.list(sources)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, directory.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        OutsideProgram.run(directory, List.of("npm", "ci", "--ignore-scripts", "--prefer-offline"), "", Map.of());
        OutsideProgram.run(directory, List.of("npm", "run", "build"), "", Map.of());
        return new NodeProject(directory);
    }

    /** The command that runs a script. */
    List<String> command(String script) {
        return List.of(
                "node",
                directory
                        .resolve("dist")
                        .resolve(script + ".js")
                        .toAbsolutePath()
                        .toString());
    }

    private static void requireNode() throws IOException, InterruptedException {
        String version = OutsideProgram.require("node", "--version").strip();
        String major = version.replaceFirst("^v(\\d+)\\..*$", "$1");
        boolean recent = major.matches("\\d+") && Integer.parseInt(major) >= OLDEST_NODE;
        String message = "Node " + OLDEST_NODE + " or newer is needed, found " + version;
        if (!recent && OutsideProgram.onBuildServer()) {
            throw new AssertionError(message);
        }
        Assumptions.assumeTrue(recent, message);
    }
}
