package io.aim.keycloak.core.audit.syslog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** Programs of the machine that a test runs. */
final class OutsideProgram {

    private OutsideProgram() {}

    /**
     * Where the program is. On a machine without it the test is left out; on a build server (environment variable
     * {@code CI}) it fails.
     */
    static String require(String program) {
        String path = System.getenv("PATH") + ":/usr/sbin:/sbin";
        String found = Stream.of(path.split(":", -1))
                .map(directory -> Path.of(directory, program))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst()
                .orElse("");
        if (System.getenv("CI") != null) {
            assertThat(found).as(program + " is needed").isNotEmpty();
        }
        Assumptions.assumeFalse(found.isEmpty(), program + " is not installed; this test is left out");
        return found;
    }

    /** Runs a program to its end, which must be 0. */
    static void run(Path directory, List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(command + ": " + output).isZero();
    }
}
