package io.aim.keycloak.e2e.token;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/**
 * A Node project of the test sources, copied out and installed.
 *
 * @param directory where the copy is
 */
record NodeProject(Path directory) {
    private static final int OLDEST_NODE = 20;

    /** Copies the project and installs exactly what its lock file names. */
    static NodeProject install(Path sources, Path directory) throws IOException, InterruptedException {
        requireNode();
        Files.createDirectories(directory);
        try (Stream<Path> files = Files.list(sources)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, directory.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        run(directory, "", List.of("npm", "ci", "--ignore-scripts", "--prefer-offline"), List.of());
        return new NodeProject(directory);
    }

    /** Runs a script; each variable is written NAME=value. Returns what it printed. */
    String run(String script, String input, String... variables) throws IOException, InterruptedException {
        return run(directory, input, List.of("node", script), List.of(variables));
    }

    private static void requireNode() throws InterruptedException {
        String version;
        try {
            version = run(Path.of("."), "", List.of("node", "--version"), List.of())
                    .strip();
        } catch (IOException notFound) {
            version = "none";
        }
        String major = version.replaceFirst("^v(\\d+)\\..*$", "$1");
        if (!major.matches("\\d+") || Integer.parseInt(major) < OLDEST_NODE) {
            throw new AssertionError("Node >= " + OLDEST_NODE + " is needed on the path (found: " + version
                    + "); -DskipNode leaves this test out");
        }
    }

    private static String run(Path directory, String input, List<String> command, List<String> variables)
            throws IOException, InterruptedException {
        Path errors = Files.createTempFile("node-project", ".err");
        try {
            ProcessBuilder builder =
                    new ProcessBuilder(command).directory(directory.toFile()).redirectError(errors.toFile());
            for (String variable : variables) {
                int equals = variable.indexOf('=');
                builder.environment().put(variable.substring(0, equals), variable.substring(equals + 1));
            }
            Process process = builder.start();
            try (OutputStream stdin = process.getOutputStream()) {
                stdin.write(input.getBytes(StandardCharsets.UTF_8));
            }
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new AssertionError(command + " failed: " + Files.readString(errors) + output);
            }
            return output;
        } finally {
            Files.delete(errors);
        }
    }
}
