package io.aim.keycloak.services.audit.writing;

import io.aim.keycloak.core.audit.AuditEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A process that may write 64 blocks to a file, and no more. */
final class SmallDisk {

    private static final int UNEXPECTED_SUCCESS = 3;
    private static final int HALF_A_LINE = 4;

    private SmallDisk() {}

    /** Exit code of the process. */
    static int run(Path directory) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        "sh",
                        "-c",
                        "ulimit -f 64 && exec \"$@\"",
                        "sh",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:-UsePerfData",
                        "-cp",
                        System.getProperty("java.class.path"),
                        SmallDisk.class.getName(),
                        directory.toString())
                .inheritIO()
                .start();
        if (!process.waitFor(Events.PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
        return process.waitFor();
    }

    public static void main(String[] args) throws IOException {
        Path directory = Path.of(args[0]);
        SpillFile spill = new SpillFile(directory);
        spill.append(List.of(Events.event("before")));
        long size = size(directory);
        List<AuditEvent> tooMuch = Collections.nCopies(100, Events.event("x".repeat(1_000)));
        try {
            spill.append(tooMuch);
            System.exit(UNEXPECTED_SUCCESS);
        } catch (UncheckedIOException e) {
            if (size(directory) != size) {
                System.exit(HALF_A_LINE);
            }
        }
        spill.append(List.of(Events.event("after")));
    }

    private static long size(Path directory) throws IOException {
        return Files.size(directory.resolve("aim-audit-spill.ndjson"));
    }
}
