package io.aim.keycloak.benchmark;

import io.aim.keycloak.benchmark.agents.AgentsBenchmark;
import io.aim.keycloak.benchmark.agents.AgentsSettings;
import io.aim.keycloak.benchmark.audit.AuditBenchmark;
import io.aim.keycloak.benchmark.audit.AuditSettings;
import io.aim.keycloak.benchmark.server.Machine;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

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
        String[] rest = arguments.length == 0 ? arguments : Arrays.copyOfRange(arguments, 1, arguments.length);
        return switch (arguments.length == 0 ? "" : arguments[0]) {
            case "--audit" ->
                measured(
                        () -> AuditSettings.parse(rest),
                        settings -> new AuditBenchmark(settings, root(), Machine.busy()).run());
            case "--agents" ->
                measured(
                        () -> AgentsSettings.parse(rest),
                        settings -> new AgentsBenchmark(settings, root(), Machine.busy()).run());
            default ->
                measured(
                        () -> Settings.parse(arguments),
                        settings -> new Benchmark(settings, root(), Machine.busy()).run());
        };
    }

    private static Path root() {
        return Path.of(System.getProperty("aim.root"));
    }

    /** A measurement. */
    private interface Measurement<S> {
        void run(S settings) throws Exception;
    }

    private static <S> int measured(Supplier<S> parser, Measurement<S> measurement) {
        S settings;
        try {
            settings = parser.get();
        } catch (IllegalArgumentException e) {
            System.err.println("benchmark: " + e.getMessage() + "; --help shows the options");
            return WRONG_USAGE;
        }
        try {
            measurement.run(settings);
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
