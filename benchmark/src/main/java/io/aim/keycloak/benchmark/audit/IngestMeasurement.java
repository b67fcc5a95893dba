package io.aim.keycloak.benchmark.audit;

import io.aim.keycloak.benchmark.measure.Round;
import io.aim.keycloak.benchmark.measure.Rounds;
import io.aim.keycloak.benchmark.measure.Series;
import io.aim.keycloak.benchmark.measure.Spread;
import io.aim.keycloak.benchmark.measure.Subject;
import io.aim.keycloak.benchmark.report.Report;
import io.aim.keycloak.benchmark.scenario.Fixture;
import io.aim.keycloak.benchmark.scenario.Refusal;
import io.aim.keycloak.benchmark.server.BenchmarkServer;
import io.aim.keycloak.benchmark.server.DurablePostgres;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;

/**
 * Events through the writer of a real server: refused token requests, the cheapest requests that write an event and wait for
 * it. What limits them is mostly the processor time of the request, so this is what the writer at least takes.
 */
final class IngestMeasurement {
    private static final int UNAUTHORIZED = 401;
    private static final double MILLIS = 1000;
    private static final List<Integer> CONNECTIONS = List.of(1, 8, 64);

    private final BenchmarkServer server;
    private final DurablePostgres postgres;
    private final AuditSettings settings;
    private final Report report;

    IngestMeasurement(BenchmarkServer server, DurablePostgres postgres, AuditSettings settings, Report report) {
        this.server = server;
        this.postgres = postgres;
        this.settings = settings;
        this.report = report;
    }

    void run(Fixture fixture, Rounds rounds) throws IOException, InterruptedException, SQLException {
        report.title("Events through the writer: refused token requests, each of which waits for its event");
        report.line(
                "%-16s %9s %15s %7s %7s %7s %10s %11s %9s",
                "connections", "events/s", "low-high", "p50", "p95", "p99", "per commit", "waited ms", "server ms");
        ServerGauge gauge = new ServerGauge(server);
        for (int connections : CONNECTIONS) {
            Subject subject = new Subject(
                    "refusals over " + connections, fixture.requests(Refusal.BAD_SIGNATURE), connections, UNAUTHORIZED);
            rounds.warmUp(List.of(subject), settings.warmup());
            long rowsBefore = rows();
            Sample before = Sample.of(gauge);
            Series series = rounds.measure(List.of(subject), settings.rounds(), settings.seconds())
                    .get(0);
            Sample after = Sample.of(gauge);
            long rows = rows() - rowsBefore;
            if (rows != series.requests()) {
                throw new IllegalStateException(series.requests() + " refusals, but " + rows + " events");
            }
            Spread rate = series.spread(Round::rate);
            report.line(
                    "%-16d %9.0f %15s %7.2f %7.2f %7.2f %10.1f %11.2f %9.3f",
                    connections,
                    rate.median(),
                    Math.round(rate.min()) + "-" + Math.round(rate.max()),
                    series.latency(50),
                    series.latency(95),
                    series.latency(99),
                    (after.events() - before.events()) / (after.batches() - before.batches()),
                    MILLIS * (after.waited() - before.waited()) / (after.waits() - before.waits()),
                    series.spread(Round::serverCpu).median());
        }
        report.line("every refusal has its event");
    }

    private long rows() throws SQLException {
        return postgres.jdbc().number("select count(*) from AIM_AUDIT_EVENT where ACTION = 'agent.token.refused'");
    }

    /** What the writer has counted. */
    private record Sample(double events, double batches, double waited, double waits) {

        static Sample of(ServerGauge gauge) {
            return new Sample(
                    gauge.metric("keycloak_aim_audit_batch_sum"),
                    gauge.metric("keycloak_aim_audit_batch_count"),
                    gauge.metric("keycloak_aim_audit_wait_seconds_sum"),
                    gauge.metric("keycloak_aim_audit_wait_seconds_count"));
        }
    }
}
