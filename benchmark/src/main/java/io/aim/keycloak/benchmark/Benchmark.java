package io.aim.keycloak.benchmark;

import io.aim.keycloak.benchmark.measure.Rounds;
import io.aim.keycloak.benchmark.measure.Series;
import io.aim.keycloak.benchmark.measure.Subject;
import io.aim.keycloak.benchmark.report.JsonReport;
import io.aim.keycloak.benchmark.report.Result;
import io.aim.keycloak.benchmark.report.TextReport;
import io.aim.keycloak.benchmark.scenario.Fixture;
import io.aim.keycloak.benchmark.scenario.Refusal;
import io.aim.keycloak.benchmark.scenario.Variant;
import io.aim.keycloak.benchmark.server.BenchmarkServer;
import io.aim.keycloak.benchmark.server.DurablePostgres;
import io.aim.keycloak.benchmark.server.Machine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** One run: servers, clients, warm-up, rounds, report. */
final class Benchmark {
    private static final int OK = 200;
    private static final int UNAUTHORIZED = 401;
    private static final double BUSY = 0.1;

    private final Settings settings;
    private final Path root;
    private final double busyBefore;

    Benchmark(Settings settings, Path root, double busyBefore) {
        this.settings = settings;
        this.root = root;
        this.busyBefore = busyBefore;
    }

    void run() throws IOException, InterruptedException, SQLException {
        Path work = root.resolve("benchmark/target/work");
        progress("starting PostgreSQL and Keycloak");
        try (DurablePostgres postgres = DurablePostgres.start(work.resolve("postgres"));
                BenchmarkServer server = BenchmarkServer.start(root, work, postgres, Benchmark::progress)) {
            progress("creating clients and agents");
            Fixture fixture = Fixture.create(
                    server.baseUrl(),
                    server.admin(),
                    new Fixture.Plan(
                            settings.variants(),
                            settings.clients(),
                            settings.stockDefaultScopes(),
                            settings.refusalSeconds() > 0));
            Map<String, Map<String, String>> facts = facts(postgres, server, fixture);
            System.out.println(TextReport.facts(facts));
            if (busyBefore > BUSY) {
                System.out.println(
                        "The machine was busy before the start: expect figures that are too low and vary.\n");
            }
            Result result = measure(server, fixture, facts);
            System.out.println(TextReport.figures(result));
            if (settings.json().isPresent()) {
                Files.writeString(settings.json().get(), JsonReport.of(result));
            }
        }
    }

    private Result measure(BenchmarkServer server, Fixture fixture, Map<String, Map<String, String>> facts)
            throws IOException, InterruptedException {
        Map<Variant, Integer> bytes = new LinkedHashMap<>();
        for (Variant variant : settings.variants()) {
            bytes.put(variant, fixture.checkToken(variant));
        }
        progress("measuring; this takes about " + minutes() + " min");
        Rounds rounds = new Rounds(fixture.address(), server::cpuTime, Benchmark::progress);
        List<Subject> logins = settings.variants().stream()
                .map(variant -> new Subject(variant.id(), fixture.requests(variant), settings.connections(), OK))
                .toList();
        rounds.warmUp(logins, settings.warmup());
        List<Series> series = rounds.measure(logins, settings.rounds(), settings.seconds());
        Map<Variant, Series> variants = new LinkedHashMap<>();
        for (int i = 0; i < series.size(); i++) {
            variants.put(settings.variants().get(i), series.get(i));
        }
        return new Result(facts, bytes, variants, refusals(rounds, fixture));
    }

    private List<Series> refusals(Rounds rounds, Fixture fixture) throws IOException, InterruptedException {
        if (settings.refusalSeconds() == 0) {
            return List.of();
        }
        List<Subject> refusals = Refusal.all().stream()
                .map(refusal -> new Subject(refusal.id(), fixture.requests(refusal), 1, UNAUTHORIZED))
                .toList();
        rounds.warmUp(refusals, settings.warmup());
        return rounds.measure(refusals, settings.rounds(), settings.refusalSeconds());
    }

    private Map<String, Map<String, String>> facts(DurablePostgres postgres, BenchmarkServer server, Fixture fixture)
            throws SQLException {
        Map<String, String> run = new LinkedHashMap<>();
        run.put("date", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
        run.put("busy before", String.format(Locale.ROOT, "%.0f %% of the processors", 100 * busyBefore));
        run.put("connections", Integer.toString(settings.connections()));
        run.put("clients per variant", Integer.toString(settings.clients()));
        run.put("rounds", settings.rounds() + " of " + settings.seconds() + " s");
        run.put("warm-up", settings.warmup() + " s per variant");
        Map<String, String> keycloak = new LinkedHashMap<>();
        keycloak.put("version", server.version());
        keycloak.put(
                "mode",
                "start --optimized, HTTP without TLS, --cache=local, events stored by the variants -stored only");
        keycloak.put("jvm options", "its own defaults");
        Map<String, String> scopes = new LinkedHashMap<>();
        settings.variants()
                .forEach(variant -> scopes.putIfAbsent(variant.login().id(), fixture.scopes(variant)));
        Map<String, Map<String, String>> facts = new LinkedHashMap<>();
        facts.put("run", run);
        facts.put("machine", Machine.facts());
        facts.put("keycloak", keycloak);
        facts.put("postgres", postgres.facts());
        facts.put("scopes of", scopes);
        return facts;
    }

    /** Signing of assertions between the rounds takes about as long as a quarter of them. */
    private long minutes() {
        long logins = settings.variants().size() * (settings.warmup() + (long) settings.rounds() * settings.seconds());
        long refusals = settings.refusalSeconds() == 0
                ? 0
                : Refusal.all().size() * (settings.warmup() + (long) settings.rounds() * settings.refusalSeconds());
        return Duration.ofSeconds((logins + refusals) * 5 / 4).toMinutes() + 1;
    }

    private static void progress(String line) {
        System.err.println("  .. " + line);
    }
}
