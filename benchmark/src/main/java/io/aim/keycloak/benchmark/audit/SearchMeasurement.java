package io.aim.keycloak.benchmark.audit;

import io.aim.keycloak.benchmark.load.Load;
import io.aim.keycloak.benchmark.load.LoadGenerator;
import io.aim.keycloak.benchmark.load.LoadResult;
import io.aim.keycloak.benchmark.report.Report;
import io.aim.keycloak.benchmark.scenario.RawRequest;
import io.aim.keycloak.benchmark.server.BenchmarkServer;
import io.aim.keycloak.benchmark.server.DurablePostgres;
import io.aim.keycloak.benchmark.server.ServerPlans;
import java.io.IOException;
import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.HdrHistogram.Histogram;

/** Latency of searches in a large trail, and the plans of the slowest. */
final class SearchMeasurement {
    private static final int WARM_UP = 8;
    private static final int SLOWEST = 3;
    private static final int TARGET_MILLIS = 100;
    private static final int DIGITS = 3;
    private static final double MICROS = 1000;
    private static final Duration LIMIT = Duration.ofSeconds(50);

    private final BenchmarkServer server;
    private final DurablePostgres postgres;
    private final LargeTrail trail;
    private final AuditSettings settings;
    private final Report report;

    SearchMeasurement(
            BenchmarkServer server, DurablePostgres postgres, LargeTrail trail, AuditSettings settings, Report report) {
        this.server = server;
        this.postgres = postgres;
        this.trail = trail;
        this.settings = settings;
        this.report = report;
    }

    void run() throws SQLException, IOException, InterruptedException {
        Map<String, String> searches = new TrailSearches(postgres, trail).all();
        report.title("Searches in " + trail.rows() + " events, one at a time, page and total: milliseconds");
        report.line("%-42s %8s %8s %8s %8s", "", "p50", "p95", "p99", "max");
        Map<String, Histogram> found = new LinkedHashMap<>();
        Histogram all = new Histogram(DIGITS);
        for (Map.Entry<String, String> search : searches.entrySet()) {
            send(Collections.nCopies(WARM_UP, search.getValue()), 1);
            Histogram latency = send(Collections.nCopies(settings.samples(), search.getValue()), 1)
                    .latencyMicros();
            found.put(search.getKey(), latency);
            all.add(latency);
            line(search.getKey(), latency);
        }
        line("all", all);
        List<String> mix = new ArrayList<>();
        searches.values().forEach(path -> mix.addAll(Collections.nCopies(settings.samples() / 2, path)));
        Collections.shuffle(mix, new Random(1));
        LoadResult mixed = send(mix, settings.connections());
        line("all, mixed, " + settings.connections() + " connections", mixed.latencyMicros());
        report.line("%.0f searches per second over %d connections", mixed.rate(), settings.connections());
        double p95 = all.getValueAtPercentile(95) / MICROS;
        report.line(
                "target: p95 below %d ms, one at a time: %s", TARGET_MILLIS, p95 < TARGET_MILLIS ? "met" : "NOT met");
        plans(searches, found);
    }

    private void line(String name, Histogram micros) {
        report.line(
                "%-42s %8.1f %8.1f %8.1f %8.1f",
                name,
                micros.getValueAtPercentile(50) / MICROS,
                micros.getValueAtPercentile(95) / MICROS,
                micros.getValueAtPercentile(99) / MICROS,
                micros.getMaxValue() / MICROS);
    }

    private LoadResult send(List<String> paths, int connections) throws IOException, InterruptedException {
        String root = server.baseUrl() + "/admin/realms/" + trail.realm() + "/aim";
        String token = server.admin().token();
        List<byte[]> requests = paths.stream()
                .map(path -> RawRequest.get(URI.create(root + path), token))
                .toList();
        return LoadGenerator.run(new Load(server.address(), requests, connections, LIMIT, 200))
                .orFail("searches");
    }

    private void plans(Map<String, String> searches, Map<String, Histogram> found)
            throws SQLException, IOException, InterruptedException {
        List<String> slowest = found.entrySet().stream()
                .sorted(Comparator.comparingLong((Map.Entry<String, Histogram> entry) ->
                                entry.getValue().getValueAtPercentile(95))
                        .reversed())
                .limit(SLOWEST)
                .map(Map.Entry::getKey)
                .toList();
        for (String name : slowest) {
            report.title("EXPLAIN (ANALYZE, BUFFERS) of what the server sent for: " + name);
            try (ServerPlans plans = ServerPlans.of(postgres)) {
                send(List.of(searches.get(name)), 1);
                plans.about("aim_audit_event").forEach(report::line);
            }
        }
    }
}
