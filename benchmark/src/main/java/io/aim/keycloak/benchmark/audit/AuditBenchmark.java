package io.aim.keycloak.benchmark.audit;

import io.aim.keycloak.benchmark.audit.AuditSettings.Part;
import io.aim.keycloak.benchmark.measure.Rounds;
import io.aim.keycloak.benchmark.report.Report;
import io.aim.keycloak.benchmark.scenario.Fixture;
import io.aim.keycloak.benchmark.scenario.Variant;
import io.aim.keycloak.benchmark.server.BenchmarkServer;
import io.aim.keycloak.benchmark.server.Circumstances;
import io.aim.keycloak.benchmark.server.DurablePostgres;
import io.aim.keycloak.benchmark.server.ServerPlans;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/** One run about the audit trail: servers, tokens, writer, a large trail, report. */
public final class AuditBenchmark {
    private static final int CLIENTS = 8;
    private static final int SMALLER = 10;
    private static final String METRICS = "--metrics-enabled=true";

    /** Keycloak's own option for any provider, at build time; AIM itself has no such switch. */
    private static final String NO_LISTENER = "--spi-events-listener--aim-agent-audit--enabled=false";

    private final AuditSettings settings;
    private final Path root;
    private final double busyBefore;
    private final Report report = new Report();

    /** A run that was asked for on a machine that was so busy before. */
    public AuditBenchmark(AuditSettings settings, Path root, double busyBefore) {
        this.settings = settings;
        this.root = root;
        this.busyBefore = busyBefore;
    }

    /** Measures and prints. */
    public void run() throws IOException, InterruptedException, SQLException {
        Path work = root.resolve("benchmark/target/work");
        progress("starting PostgreSQL and Keycloak");
        try (DurablePostgres postgres = DurablePostgres.start(work.resolve("postgres"), ServerPlans.SETTINGS);
                BenchmarkServer server = BenchmarkServer.start(
                        root,
                        work,
                        postgres,
                        new BenchmarkServer.Flavour("keycloak", List.of(METRICS)),
                        AuditBenchmark::progress)) {
            facts(postgres, server);
            tokensAndIngest(work, postgres, server);
            if (settings.parts().contains(Part.SEARCH) || settings.parts().contains(Part.EXPORT)) {
                largeTrail(work, postgres, server);
            }
        } finally {
            if (settings.output().isPresent()) {
                Files.writeString(settings.output().get(), report.text());
            }
        }
    }

    private void tokensAndIngest(Path work, DurablePostgres postgres, BenchmarkServer server)
            throws IOException, InterruptedException, SQLException {
        boolean tokens = settings.parts().contains(Part.TOKENS);
        boolean ingest = settings.parts().contains(Part.INGEST);
        if (!tokens && !ingest) {
            return;
        }
        progress("creating clients and agents");
        Fixture fixture = fixture(server, tokens ? TokenMeasurement.WITH : List.of(), ingest);
        Rounds rounds = rounds(server, fixture);
        if (tokens) {
            DurablePostgres other = postgres.newDatabase("without_trail");
            try (BenchmarkServer without = BenchmarkServer.start(
                    root,
                    work,
                    other,
                    new BenchmarkServer.Flavour("keycloak-without-trail", List.of(METRICS, NO_LISTENER)),
                    AuditBenchmark::progress)) {
                Fixture plain = fixture(without, TokenMeasurement.WITHOUT, false);
                new TokenMeasurement(settings, report).run(fixture, rounds, plain, rounds(without, plain));
                requireRows("with the trail", postgres, true);
                requireRows("without it", other, false);
            }
        }
        if (ingest) {
            new IngestMeasurement(server, postgres, settings, report).run(fixture, rounds);
        }
    }

    private static Fixture fixture(BenchmarkServer server, List<Variant> variants, boolean refusals) {
        return Fixture.create(server.baseUrl(), server.admin(), new Fixture.Plan(variants, CLIENTS, false, refusals));
    }

    private static Rounds rounds(BenchmarkServer server, Fixture fixture) {
        return new Rounds(fixture.address(), server::cpuTime, AuditBenchmark::progress);
    }

    /** That the comparison is one. */
    private static void requireRows(String what, DurablePostgres postgres, boolean some) throws SQLException {
        long rows = postgres.jdbc().number("select count(*) from AIM_AUDIT_EVENT where ACTION = 'agent.token.issued'");
        if (rows > 0 != some) {
            throw new IllegalStateException("the server " + what + " wrote " + rows + " events about tokens");
        }
    }

    private void largeTrail(Path work, DurablePostgres postgres, BenchmarkServer server)
            throws IOException, InterruptedException, SQLException {
        LargeTrail small =
                LargeTrail.create(server, postgres, "small", settings.rows() / SMALLER, AuditBenchmark::progress);
        LargeTrail large = LargeTrail.create(server, postgres, "large", settings.rows(), AuditBenchmark::progress);
        report.title("A trail of a year");
        for (LargeTrail trail : List.of(small, large)) {
            report.line(
                    "%-8s %9d events, loaded in %.1f s; numbered by the server in %.1f s: %.0f leaves/s",
                    trail.realm(),
                    trail.rows(),
                    trail.loaded().toMillis() / 1e3,
                    trail.numbered().toMillis() / 1e3,
                    trail.rate(trail.numbered()));
        }
        if (settings.parts().contains(Part.SEARCH)) {
            new SearchMeasurement(server, postgres, large, settings, report).run();
        }
        if (settings.parts().contains(Part.EXPORT)) {
            exports(new ExportMeasurement(server, work, report), small, large);
        }
    }

    private static void exports(ExportMeasurement exports, LargeTrail small, LargeTrail large)
            throws IOException, InterruptedException {
        String agent =
                "actor=" + large.sample().agents().get(large.sample().agents().size() - 1);
        exports.head();
        exports.run(small, "format=ndjson", "ndjson, small");
        exports.run(large, "format=ndjson", "ndjson, large");
        exports.verify("large");
        exports.run(small, "format=ocsf", "ocsf, small");
        exports.run(large, "format=ocsf", "ocsf, large");
        exports.run(large, "format=ndjson&" + agent, "ndjson, quiet agent of large");
        exports.verify("quiet agent");
    }

    private void facts(DurablePostgres postgres, BenchmarkServer server) throws SQLException {
        Map<String, String> facts = Circumstances.of(busyBefore, server, postgres);
        facts.put("connections", Integer.toString(settings.connections()));
        facts.put(
                "rounds", settings.rounds() + " of " + settings.seconds() + " s, warm-up " + settings.warmup() + " s");
        facts.forEach((name, value) -> report.line("%-20s %s", name, value));
    }

    private static void progress(String line) {
        System.err.println("  .. " + line);
    }
}
