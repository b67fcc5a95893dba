package io.aim.keycloak.benchmark;

import io.aim.keycloak.benchmark.server.Machine;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;

/** The command line of the measurement against a server. */
public final class Main {
    private static final int FAILED = 1;
    private static final int WRONG_USAGE = 2;
    private static final AtomicBoolean STOPPING = new AtomicBoolean();

    private Main() {}

    /** Exit code 0 when all was measured, 1 when it failed, 2 for wrong options. */
    public static void main(String... arguments) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> STOPPING.set(true)));
        System.exit(run(arguments));
    }

    private static int run(String... arguments) {
        Settings settings;
        try {
            settings = Settings.parse(arguments);
        } catch (IllegalArgumentException e) {
            System.err.println("benchmark: " + e.getMessage() + "; --help shows the options");
            return WRONG_USAGE;
        }
        try {
            new Benchmark(settings, Path.of(System.getProperty("aim.root")), Machine.busy()).run();
            return 0;
        } catch (Exception e) {
            // After Ctrl-C the servers are gone and what fails then is no news.
            if (!STOPPING.get()) {
                e.printStackTrace();
            }
            return FAILED;
        }
    }
}
