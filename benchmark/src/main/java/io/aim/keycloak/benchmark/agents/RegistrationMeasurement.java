package io.aim.keycloak.benchmark.agents;

import io.aim.keycloak.benchmark.measure.Comparison;
import io.aim.keycloak.benchmark.measure.Round;
import io.aim.keycloak.benchmark.measure.Rounds;
import io.aim.keycloak.benchmark.measure.Series;
import io.aim.keycloak.benchmark.measure.Spread;
import io.aim.keycloak.benchmark.measure.Subject;
import io.aim.keycloak.benchmark.report.Report;
import io.aim.keycloak.benchmark.scenario.Agents;
import io.aim.keycloak.benchmark.scenario.RawRequest;
import io.aim.keycloak.benchmark.scenario.Realms;
import io.aim.keycloak.benchmark.scenario.Requests;
import io.aim.keycloak.benchmark.scenario.SigningKey;
import io.aim.keycloak.benchmark.scenario.StockClients;
import io.aim.keycloak.benchmark.server.BenchmarkServer;
import io.aim.keycloak.benchmark.server.DurablePostgres;
import io.aim.keycloak.cli.client.AdminClient;
import io.aim.keycloak.cli.client.Json;
import java.io.IOException;
import java.net.URI;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/** Registrations of agents beside the creation of clients by a Keycloak realm that knows no agents. */
final class RegistrationMeasurement {
    private static final int CREATED = 201;
    private static final List<Integer> CONNECTIONS = List.of(1, 8);
    private static final String AGENTS = "registration-agents";
    private static final String CLIENTS = "registration-clients";

    private final BenchmarkServer server;
    private final DurablePostgres postgres;
    private final AgentsSettings settings;
    private final Report report;
    private final AdminClient admin;

    RegistrationMeasurement(BenchmarkServer server, DurablePostgres postgres, AgentsSettings settings, Report report) {
        this.server = server;
        this.postgres = postgres;
        this.settings = settings;
        this.report = report;
        this.admin = server.admin();
    }

    void run() throws IOException, InterruptedException, SQLException {
        new Realms(admin).create(AGENTS, Json.object(), true);
        new Realms(admin).create(CLIENTS, Json.object(), false);
        Requests agents = agents();
        Requests clients = clients();
        List<Subject> subjects = new ArrayList<>();
        for (int connections : CONNECTIONS) {
            subjects.add(new Subject("agents over " + connections, List.of(agents), connections, CREATED));
            subjects.add(new Subject("stock clients over " + connections, List.of(clients), connections, CREATED));
        }
        Rounds rounds = new Rounds(server.address(), server::cpuTime, AgentsBenchmark::progress);
        rounds.warmUp(subjects, settings.warmup());
        long before = registered();
        List<Series> series = rounds.measure(subjects, settings.rounds(), settings.seconds());
        requireRows(series, registered() - before);
        print(series);
    }

    private Requests agents() {
        Agents agents = new Agents(admin, server.baseUrl(), AGENTS);
        URI uri = URI.create(server.baseUrl() + "/admin/realms/" + AGENTS + "/aim/agents");
        return () -> RawRequest.post(uri, admin.token(), agents.registration(name(), SigningKey.generate("EdDSA")));
    }

    private Requests clients() {
        StockClients clients = new StockClients(admin, false);
        URI uri = URI.create(server.baseUrl() + "/admin/realms/" + CLIENTS + "/clients");
        return () -> RawRequest.post(uri, admin.token(), clients.keyed(name(), SigningKey.generate("EdDSA"), "ES256"));
    }

    private static String name() {
        return "actor-" + UUID.randomUUID();
    }

    private long registered() throws SQLException {
        return postgres.jdbc().number("select count(*) from AIM_AGENT where STATUS = 'pending'");
    }

    private static void requireRows(List<Series> series, long rows) {
        long answers = series.stream()
                .filter(one -> one.id().startsWith("agents"))
                .mapToLong(Series::requests)
                .sum();
        if (rows != answers) {
            throw new IllegalStateException(answers + " registrations, but " + rows + " agents");
        }
    }

    private void print(List<Series> series) {
        report.title("Registrations: answers per second, latency and processor time in milliseconds");
        report.line("%-26s %7s %15s %7s %7s %7s %8s", "", "per s", "low-high", "p50", "p95", "p99", "server");
        for (Series one : series) {
            Spread rate = one.spread(Round::rate);
            report.line(
                    "%-26s %7.1f %15s %7.1f %7.1f %7.1f %8.2f",
                    one.id(),
                    rate.median(),
                    String.format(Locale.ROOT, "%.1f-%.1f", rate.min(), rate.max()),
                    one.latency(50),
                    one.latency(95),
                    one.latency(99),
                    one.spread(Round::serverCpu).median());
        }
        report.title("Ratios of neighbouring rounds: median, lowest to highest");
        report.line("%-42s %22s %24s", "", "answers per second", "server time per answer");
        for (int i = 0; i < CONNECTIONS.size(); i++) {
            Comparison ratio = new Comparison(series.get(2 * i), series.get(2 * i + 1));
            report.line(
                    "%-42s %22s %24s",
                    "agents : stock clients, over " + CONNECTIONS.get(i),
                    ratio.rate().text(),
                    ratio.serverCpu().text());
        }
    }
}
