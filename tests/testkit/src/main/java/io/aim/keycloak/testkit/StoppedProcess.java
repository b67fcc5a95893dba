package io.aim.keycloak.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A process of this machine that does nothing until closed, though it is there: SIGSTOP and SIGCONT.
 *
 * @param pid the process
 */
public record StoppedProcess(long pid) implements AutoCloseable {

    /** Stops a process, which must be of that name: a number alone may come from another machine. */
    public static StoppedProcess of(long pid, String name) throws IOException, InterruptedException {
        String actual = Files.readString(Path.of("/proc/" + pid + "/comm")).strip();
        if (!actual.equals(name)) {
            throw new IllegalStateException("process " + pid + " is " + actual + ", not " + name);
        }
        signal("-STOP", pid);
        return new StoppedProcess(pid);
    }

    private static void signal(String signal, long pid) throws IOException, InterruptedException {
        Process kill = new ProcessBuilder("kill", signal, Long.toString(pid))
                .inheritIO()
                .start();
        if (kill.waitFor() != 0) {
            throw new IllegalStateException("no signal to process " + pid);
        }
    }

    @Override
    public void close() throws IOException, InterruptedException {
        signal("-CONT", pid);
    }
}
