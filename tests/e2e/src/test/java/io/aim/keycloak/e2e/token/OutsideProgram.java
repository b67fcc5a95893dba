package io.aim.keycloak.e2e.token;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;

/** Programs of the machine that a test runs: openssl, curl, node, python. */
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

    /**
     * The first of several programs that ends with 0 for those arguments. Without one it is as in {@link #require}.
     *
     * @param needed says what is missing
     */
    public static String requireOneOf(List<String> programs, List<String> arguments, String needed)
            throws InterruptedException {
        for (String program : programs) {
            List<String> command = new ArrayList<>(List.of(program));
            command.addAll(arguments);
            if (succeeds(command)) {
                return program;
            }
        }
        if (onBuildServer()) {
            throw new AssertionError(needed);
        }
        return Assumptions.abort(needed + "; this test is left out");
    }

    private static boolean succeeds(List<String> command) throws InterruptedException {
        try {
            run(command, "", Map.of());
            return true;
        } catch (IOException | AssertionError failure) {
            return false;
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
