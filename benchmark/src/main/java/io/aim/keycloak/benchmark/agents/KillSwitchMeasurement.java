package io.aim.keycloak.benchmark.agents;

import com.fasterxml.jackson.databind.JsonNode;
import io.aim.keycloak.benchmark.agents.CutRealm.Victim;
import io.aim.keycloak.benchmark.load.HttpAnswer;
import io.aim.keycloak.benchmark.load.LoadGenerator;
import io.aim.keycloak.benchmark.report.Report;
import io.aim.keycloak.benchmark.scenario.Requests;
import io.aim.keycloak.cli.client.Json;
import io.aim.keycloak.cli.client.Reply;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** From the suspension of an agent on one node to the first refusal on the other. */
final class KillSwitchMeasurement {
    private static final int WARM_UP = 10;
    private static final double NANOS_PER_MILLI = 1e6;
    private static final int PAUSE_MILLIS = 500;

    private final NodePair nodes;
    private final AgentsSettings settings;
    private final Report report;

    KillSwitchMeasurement(NodePair nodes, AgentsSettings settings, Report report) {
        this.nodes = nodes;
        this.settings = settings;
        this.report = report;
    }

    void run() throws IOException, InterruptedException {
        CutRealm realm = CutRealm.create(nodes);
        int count = WARM_UP + settings.samples();
        AgentsBenchmark.progress("registering " + count + " agents");
        List<Victim> victims = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            victims.add(realm.victim(i));
        }
        AgentsBenchmark.progress("suspending them one after the other");
        List<Cut> cuts = new ArrayList<>();
        ExecutorService threads = Executors.newFixedThreadPool(Probe.values().length);
        try {
            for (Victim victim : victims) {
                cuts.add(cut(realm, victim, threads));
            }
        } finally {
            threads.shutdownNow();
        }
        new CutReport(cuts.subList(WARM_UP, count)).print(report);
    }

    private Cut cut(CutRealm realm, Victim victim, ExecutorService threads) throws IOException, InterruptedException {
        HttpAnswer issued =
                LoadGenerator.once(nodes.second().address(), victim.tokens().next());
        if (Probe.TOKEN.refused(issued.status(), issued.text())) {
            throw new IllegalStateException("a verified agent got no token: " + issued.text());
        }
        String token = Json.parse(issued.text()).path("access_token").asText();
        CountDownLatch go = new CountDownLatch(1);
        Map<Probe, Watch> watches = new EnumMap<>(Probe.class);
        try {
            for (Map.Entry<Probe, Requests> probe : realm.probes(victim, token).entrySet()) {
                watches.put(probe.getKey(), new Watch(nodes.second().address(), probe.getKey(), probe.getValue(), go));
            }
            Map<Probe, Future<Watch.Sighting>> sightings = new EnumMap<>(Probe.class);
            watches.forEach((probe, watch) -> sightings.put(probe, threads.submit(watch)));
            return suspend(realm, victim, go, sightings);
        } finally {
            go.countDown();
            for (Watch watch : watches.values()) {
                watch.close();
            }
        }
    }

    private static Cut suspend(
            CutRealm realm, Victim victim, CountDownLatch go, Map<Probe, Future<Watch.Sighting>> sightings)
            throws InterruptedException {
        // Nodes look for changes from time to time: a suspension may come at any moment between two looks.
        TimeUnit.MILLISECONDS.sleep(ThreadLocalRandom.current().nextInt(PAUSE_MILLIS));
        long begun = System.nanoTime();
        Reply reply = realm.suspend(victim);
        long answered = System.nanoTime();
        Instant now = Instant.now();
        go.countDown();
        JsonNode body = reply.expect(200).body();
        JsonNode receipt = body.path("receipt");
        if (!"suspended".equals(body.path("status").asText()) || !receipt.hasNonNull("jws")) {
            throw new IllegalStateException("not suspended: " + reply.summary());
        }
        Map<Probe, Double> refused = new EnumMap<>(Probe.class);
        Map<Probe, Integer> accepted = new EnumMap<>(Probe.class);
        for (Map.Entry<Probe, Future<Watch.Sighting>> sighting : sightings.entrySet()) {
            try {
                Watch.Sighting seen = sighting.getValue().get();
                refused.put(sighting.getKey(), (seen.nanos() - answered) / NANOS_PER_MILLI);
                accepted.put(sighting.getKey(), seen.accepted());
            } catch (ExecutionException e) {
                throw new IllegalStateException("agent " + victim.id(), e.getCause());
            }
        }
        return new Cut(
                (answered - begun) / NANOS_PER_MILLI,
                receipt.path("durationMillis").asDouble(),
                Duration.between(Instant.parse(receipt.path("at").asText()), now)
                                .toNanos()
                        / NANOS_PER_MILLI,
                refused,
                accepted);
    }
}
