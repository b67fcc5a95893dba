package io.aim.keycloak.benchmark.audit;

import io.aim.keycloak.benchmark.measure.Comparison;
import io.aim.keycloak.benchmark.measure.Round;
import io.aim.keycloak.benchmark.measure.Rounds;
import io.aim.keycloak.benchmark.measure.Series;
import io.aim.keycloak.benchmark.measure.Spread;
import io.aim.keycloak.benchmark.measure.Subject;
import io.aim.keycloak.benchmark.report.Report;
import io.aim.keycloak.benchmark.scenario.Fixture;
import io.aim.keycloak.benchmark.scenario.Login;
import io.aim.keycloak.benchmark.scenario.Variant;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Tokens with the trail, tokens of a server from which the listener that writes the trail was taken away, and stock
 * Keycloak's with its event store, in neighbouring rounds.
 */
final class TokenMeasurement {
    private static final int OK = 200;

    /** What clients of the server with the trail do. */
    static final List<Variant> WITH = List.of(
            new Variant(Login.AIM, "ES256"),
            new Variant(Login.CLIENT_JWT_EDDSA, "ES256"),
            new Variant(Login.CLIENT_JWT_EDDSA_STORED, "ES256"),
            new Variant(Login.CLIENT_SECRET_STORED, "ES256"));

    /** What clients of the server without it do. */
    static final List<Variant> WITHOUT = List.of(new Variant(Login.AIM, "ES256"));

    private final AuditSettings settings;
    private final Report report;

    TokenMeasurement(AuditSettings settings, Report report) {
        this.settings = settings;
        this.report = report;
    }

    /** Measures a server with the trail and one without. */
    void run(Fixture with, Rounds withRounds, Fixture without, Rounds withoutRounds)
            throws IOException, InterruptedException {
        List<Rounds.Turn> turns = new ArrayList<>();
        for (Variant variant : WITH) {
            turns.add(new Rounds.Turn(
                    withRounds, subject(with, variant, variant.login().id())));
            if (variant.login() == Login.AIM) {
                turns.add(new Rounds.Turn(withoutRounds, subject(without, variant, "aim, trail off")));
            }
        }
        for (Rounds.Turn turn : turns) {
            turn.server().warmUp(List.of(turn.subject()), settings.warmup());
        }
        List<Series> series = Rounds.measureAcross(turns, settings.rounds(), settings.seconds());
        report.title("Tokens signed by ES256: answers per second, latency and processor time in milliseconds");
        report.line("%-26s %7s %15s %7s %7s %7s %8s", "", "per s", "low-high", "p50", "p95", "p99", "server");
        for (Series one : series) {
            Spread rate = one.spread(Round::rate);
            report.line(
                    "%-26s %7.0f %15s %7.2f %7.2f %7.2f %8.3f",
                    one.id(),
                    rate.median(),
                    Math.round(rate.min()) + "-" + Math.round(rate.max()),
                    one.latency(50),
                    one.latency(95),
                    one.latency(99),
                    one.spread(Round::serverCpu).median());
        }
        report.title("Ratios of neighbouring rounds: median, lowest to highest");
        report.line("%-42s %22s %24s", "", "answers per second", "server time per answer");
        for (Series other : series.subList(1, series.size())) {
            Comparison ratio = new Comparison(series.get(0), other);
            report.line(
                    "%-42s %22s %24s",
                    (other == series.get(1) ? "trail on : trail off" : "aim : " + other.id()),
                    ratio.rate().text(),
                    ratio.serverCpu().text());
        }
    }

    private Subject subject(Fixture fixture, Variant variant, String name) {
        return new Subject(name, fixture.requests(variant), settings.connections(), OK);
    }
}
