package io.aim.keycloak.e2e.token;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;

/** Programs of the machine that a test runs: openssl, curl, node. */
public final class OutsideProgram {

    private OutsideProgram() {}

    /**
     * What the program says of its version. A machine with nothing but a JDK lacks some of them: there the test is left
     * out; on a build server (environment variable {@code CI}) it fails.
     */
    public static String require(String program, String versionOption) throws IOException, InterruptedException {
        try {
            return run(List.of(program, versionOption), "", Map.of());
        } catch (IOException notFound) {
            if (onBuildServer()) {
                throw new AssertionError(program + " is needed on the path", notFound);
            }
            return Assumptions.abort(program + " is not on the path; this test is left out");
        }
    }

    public static boolean onBuildServer() {
        return System.getenv("CI") != null;
    }

    /** What the program prints on standard output; fails if it does not end with 0. */
    public static String run(List<String> command, String input, Map<String, String> environment)
            throws IOException, InterruptedException {
        return run(Path.of("."), command, input, environment);
    }

    /** The same in a directory. */
    public static String run(Path directory, List<String> command, String input, Map<String, String> environment)
            throws IOException, InterruptedException {
        Path errors = Files.createTempFile("outside-program", ".err");
        try {
            ProcessBuilder builder =
                    new ProcessBuilder(command).directory(directory.toFile()).redirectError(errors.toFile());
            builder.environment().putAll(environment);
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
