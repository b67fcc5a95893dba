package io.aim.keycloak.benchmark.agents;

import io.aim.keycloak.benchmark.agents.AgentsSettings.Part;
import io.aim.keycloak.benchmark.report.Report;
import io.aim.keycloak.benchmark.server.BenchmarkServer;
import io.aim.keycloak.benchmark.server.Circumstances;
import io.aim.keycloak.benchmark.server.DurablePostgres;
import io.aim.keycloak.benchmark.server.ServerPlans;
import io.aim.keycloak.cli.client.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import java.util.stream.Collectors;

/** One run about agents: registrations, large realms, the kill switch, report. */
public final class AgentsBenchmark {
    private static final int TOKEN_SECONDS = 3600;

    private final AgentsSettings settings;
    private final Path root;
    private final double busyBefore;
    private final Report report = new Report();

    /** A run that was asked for on a machine that was so busy before. */
    public AgentsBenchmark(AgentsSettings settings, Path root, double busyBefore) {
        this.settings = settings;
        this.root = root;
        this.busyBefore = busyBefore;
    }

    /** Measures and prints. */
    public void run() throws IOException, InterruptedException, SQLException {
        Path work = root.resolve("benchmark/target/work");
        progress("starting PostgreSQL and Keycloak");
        try (DurablePostgres postgres = DurablePostgres.start(work.resolve("postgres"), ServerPlans.SETTINGS)) {
            if (settings.parts().contains(Part.REGISTRATION) || settings.parts().contains(Part.SCALE)) {
                oneServer(work, postgres);
            }
            if (settings.parts().contains(Part.KILLSWITCH)) {
                twoNodes(work, postgres.newDatabase("two_nodes"));
            }
        } finally {
            if (settings.output().isPresent()) {
                Files.writeString(settings.output().get(), report.text());
            }
        }
    }

    private void oneServer(Path work, DurablePostgres postgres) throws IOException, InterruptedException, SQLException {
        try (BenchmarkServer server = BenchmarkServer.start(root, work, postgres, AgentsBenchmark::progress)) {
            facts(postgres, server);
            lengthenTokens(server);
            if (settings.parts().contains(Part.REGISTRATION)) {
                new RegistrationMeasurement(server, postgres, settings, report).run();
            }
            if (settings.parts().contains(Part.SCALE)) {
                new ScaleMeasurement(server, postgres, settings, report).run();
            }
        }
    }

    private void twoNodes(Path work, DurablePostgres postgres) throws IOException, InterruptedException, SQLException {
        try (NodePair nodes = NodePair.start(root, work, postgres)) {
            facts(postgres, nodes.first());
            lengthenTokens(nodes.first());
            new KillSwitchMeasurement(nodes, settings, report).run();
        }
    }

    /** The token of an administrator that is part of finished requests must outlive them. */
    private static void lengthenTokens(BenchmarkServer server) {
        server.admin()
                .put("/admin/realms/master", Json.object().put("accessTokenLifespan", TOKEN_SECONDS))
                .expect(204);
    }

    /** Once, whichever part comes first. */
    private void facts(DurablePostgres postgres, BenchmarkServer server) throws SQLException {
        if (!report.text().isEmpty()) {
            return;
        }
        Map<String, String> facts = Circumstances.of(busyBefore, server, postgres);
        facts.put(
                "rounds", settings.rounds() + " of " + settings.seconds() + " s, warm-up " + settings.warmup() + " s");
        facts.put("agents", settings.sizes().stream().map(String::valueOf).collect(Collectors.joining(", ")));
        facts.forEach((name, value) -> report.line("%-20s %s", name, value));
    }

    static void progress(String line) {
        System.err.println("  .. " + line);
    }
}
