package io.aim.keycloak.benchmark.audit;

import io.aim.keycloak.benchmark.server.BenchmarkServer;
import io.aim.keycloak.cli.client.JsonHttp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Looks into a server.
 *
 * @param server the server, with its metrics on
 */
record ServerGauge(BenchmarkServer server) {
    private static final double MEBI = 1024 * 1024;
    private static final double MEBI_IN_KIBI = 1024;

    /** Resident memory of the process in MiB, and the most it ever was. */
    double resident(boolean peak) throws IOException {
        String name = peak ? "VmHWM:" : "VmRSS:";
        try (Stream<String> lines = Files.lines(Path.of("/proc/" + server.java().pid() + "/status"))) {
            return lines.filter(line -> line.startsWith(name))
                            .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                            .findFirst()
                            .orElseThrow()
                    / MEBI_IN_KIBI;
        }
    }

    /** What is left of the heap after a full collection, in MiB. */
    double liveHeap() throws IOException, InterruptedException {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        Process collection = new ProcessBuilder(
                        jcmd.toString(), Long.toString(server.java().pid()), "GC.run")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (!collection.waitFor(1, TimeUnit.MINUTES) || collection.exitValue() != 0) {
            throw new IOException("jcmd GC.run failed");
        }
        return metric("jvm_memory_used_bytes{area=\"heap\"") / MEBI;
    }

    /** The sum of all samples whose line begins so; 0 where there is none. */
    double metric(String beginning) {
        return JsonHttp.get(server.managementUrl() + "/metrics")
                .expect(200)
                .text()
                .lines()
                .filter(line -> line.startsWith(beginning))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }
}
