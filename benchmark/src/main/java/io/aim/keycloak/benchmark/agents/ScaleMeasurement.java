package io.aim.keycloak.benchmark.agents;

import io.aim.keycloak.benchmark.agents.AgentLists.AgentList;
import io.aim.keycloak.benchmark.measure.Round;
import io.aim.keycloak.benchmark.measure.Series;
import io.aim.keycloak.benchmark.report.Report;
import io.aim.keycloak.benchmark.server.BenchmarkServer;
import io.aim.keycloak.benchmark.server.DurablePostgres;
import io.aim.keycloak.benchmark.server.ServerPlans;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.stream.Collectors;

/** The same lists, token requests and decisions while a realm grows. */
final class ScaleMeasurement {
    private static final int REGISTERED = 1000;
    private static final double TARGET_FACTOR = 1.5;
    private static final int PLANS = 5;
    private static final double NANOS = 1e9;

    private final BenchmarkServer server;
    private final DurablePostgres postgres;
    private final AgentsSettings settings;
    private final Report report;
    private final Growth growth = new Growth();

    ScaleMeasurement(BenchmarkServer server, DurablePostgres postgres, AgentsSettings settings, Report report) {
        this.server = server;
        this.postgres = postgres;
        this.settings = settings;
        this.report = report;
    }

    void run() throws IOException, InterruptedException, SQLException {
        report.title("A realm that grows");
        AgentRealm realm = AgentRealm.create(server.admin(), server.baseUrl());
        AgentsBenchmark.progress("registering " + REGISTERED + " agents");
        long start = System.nanoTime();
        realm.register(REGISTERED);
        report.line("%7d agents registered by the server in %.1f s", REGISTERED, seconds(start));
        AgentFiller filler = new AgentFiller(postgres, realm.id());
        String apiKey = realm.decisionKey();
        int before = 0;
        for (int size : settings.sizes()) {
            fill(filler, Math.max(before, REGISTERED), size);
            realm.clearCaches();
            measure(realm, before, size);
            decisions(apiKey, size);
            before = size;
        }
        factors();
        plans(new ListMeasurement(server, before));
    }

    private void fill(AgentFiller filler, int from, int to) throws SQLException, IOException {
        AgentsBenchmark.progress("filling the realm up to " + to + " agents");
        long start = System.nanoTime();
        long rows = filler.fill(from, to);
        report.line("%7d agents: %d rows filled in %.1f s", to, rows, seconds(start));
    }

    private void measure(AgentRealm realm, int before, int size) throws IOException, InterruptedException {
        TokenMeasurement tokens = new TokenMeasurement(server, realm, settings, before, size);
        tokens.check();
        tokens.warmUp();
        AgentsBenchmark.progress("measuring tokens among " + size + " agents");
        growth.add("tokens: 100 agents in memory", size, tokens.again());
        growth.add("tokens: agents not in memory", size, tokens.first());
        Series any = tokens.any();
        growth.add("tokens: any agent, over " + settings.connections(), size, any.latencyMicros());
        report.line(
                "%7d agents: %.0f tokens/s of any agent",
                size, any.spread(Round::rate).median());
        AgentsBenchmark.progress("measuring lists of " + size + " agents");
        ListMeasurement lists = new ListMeasurement(server, size);
        List<AgentList> all = lists.lists();
        if (before == 0) {
            // What is measured first must not pay for what the server compiles and learns once.
            for (AgentList list : all) {
                lists.send(list, settings.requests());
            }
        }
        for (AgentList list : all) {
            growth.add(
                    list.name(), size, lists.measure(list, settings.requests()).latencyMicros());
        }
    }

    private void decisions(String apiKey, int size) throws IOException, InterruptedException, SQLException {
        DecisionMeasurement decisions = new DecisionMeasurement(server, postgres, settings, apiKey, size);
        decisions.check();
        AgentsBenchmark.progress("measuring decisions about " + size + " agents");
        growth.add("decisions: 100 agents in memory", size, decisions.again());
        Series any = decisions.any();
        growth.add("decisions: any agent, over " + settings.connections(), size, any.latencyMicros());
        report.line(
                "%7d agents: %.0f decisions/s about any agent, %.2f ms of the server's processor time each",
                size,
                any.spread(Round::rate).median(),
                any.spread(Round::serverCpu).median());
    }

    private void factors() {
        report.title(
                "Milliseconds (p50 / p95 / p99) by the number of agents, and the factor of p95 from the first to the last");
        report.line("%-40s %s %7s", "", columns(size -> Integer.toString(size)), "factor");
        for (String request : growth.requests()) {
            report.line("%-40s %s %7.2f", request, columns(size -> percentiles(request, size)), growth.factor(request));
        }
        List<String> above = growth.above(TARGET_FACTOR);
        report.line(
                "target: p95 grows by at most %.1f: %s",
                TARGET_FACTOR,
                above.isEmpty()
                        ? "met"
                        : "NOT met by " + above.size() + " of "
                                + growth.requests().size());
    }

    private String columns(IntFunction<String> text) {
        return settings.sizes().stream()
                .map(size -> String.format(Locale.ROOT, "%23s", text.apply(size)))
                .collect(Collectors.joining(" "));
    }

    private String percentiles(String request, int size) {
        return String.format(
                Locale.ROOT,
                "%.1f / %.1f / %.1f",
                growth.millis(request, size, 50),
                growth.millis(request, size, 95),
                growth.millis(request, size, 99));
    }

    /** What the database does for the lists that grow most. */
    private void plans(ListMeasurement lists) throws SQLException, IOException, InterruptedException {
        List<String> above = growth.above(TARGET_FACTOR);
        if (above.isEmpty()) {
            return;
        }
        List<AgentList> growing = lists.lists().stream()
                .filter(list -> above.indexOf(list.name()) >= 0)
                .sorted((one, other) -> above.indexOf(one.name()) - above.indexOf(other.name()))
                .limit(PLANS)
                .toList();
        for (AgentList list : growing) {
            report.title("EXPLAIN (ANALYZE, BUFFERS) of what the server sent for: " + list.name());
            try (ServerPlans plans = ServerPlans.of(postgres)) {
                lists.send(list, 1);
                plans.about("aim_agent ").forEach(report::line);
            }
        }
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / NANOS;
    }
}
