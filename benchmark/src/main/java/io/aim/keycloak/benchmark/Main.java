package io.aim.keycloak.benchmark;

import io.aim.keycloak.benchmark.audit.AuditBenchmark;
import io.aim.keycloak.benchmark.audit.AuditSettings;
import io.aim.keycloak.benchmark.server.Machine;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;

/** The command line of the measurement against a server. */
public final class Main {
    private static final String AUDIT = "--audit";
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
        return arguments.length > 0 && AUDIT.equals(arguments[0])
                ? audit(Arrays.copyOfRange(arguments, 1, arguments.length))
                : tokens(arguments);
    }

    private static int audit(String... arguments) {
        AuditSettings settings;
        try {
            settings = AuditSettings.parse(arguments);
        } catch (IllegalArgumentException e) {
            return wrongUsage(e);
        }
        return measured(() -> new AuditBenchmark(settings, root(), Machine.busy()).run());
    }

    private static int tokens(String... arguments) {
        Settings settings;
        try {
            settings = Settings.parse(arguments);
        } catch (IllegalArgumentException e) {
            return wrongUsage(e);
        }
        return measured(() -> new Benchmark(settings, root(), Machine.busy()).run());
    }

    private static Path root() {
        return Path.of(System.getProperty("aim.root"));
    }

    private static int wrongUsage(IllegalArgumentException e) {
        System.err.println("benchmark: " + e.getMessage() + "; --help shows the options");
        return WRONG_USAGE;
    }

    /** A measurement. */
    private interface Measurement {
        void run() throws Exception;
    }

    private static int measured(Measurement measurement) {
        try {
            measurement.run();
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
