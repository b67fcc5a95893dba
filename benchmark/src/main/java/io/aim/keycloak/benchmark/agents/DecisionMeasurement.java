package io.aim.keycloak.benchmark.agents;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aim.keycloak.benchmark.load.HttpAnswer;
import io.aim.keycloak.benchmark.load.Load;
import io.aim.keycloak.benchmark.load.LoadGenerator;
import io.aim.keycloak.benchmark.measure.Rounds;
import io.aim.keycloak.benchmark.measure.Series;
import io.aim.keycloak.benchmark.measure.Subject;
import io.aim.keycloak.benchmark.scenario.RawRequest;
import io.aim.keycloak.benchmark.scenario.Requests;
import io.aim.keycloak.benchmark.server.BenchmarkServer;
import io.aim.keycloak.benchmark.server.DurablePostgres;
import io.aim.keycloak.cli.client.Json;
import java.io.IOException;
import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;

/** Decisions that a resource server asks for, with its API key: of some agents again and again, and of any. */
final class DecisionMeasurement {
    private static final int KNOWN = 100;
    private static final int OK = 200;
    private static final Duration LIMIT = Duration.ofMinutes(10);

    private final BenchmarkServer server;
    private final AgentsSettings settings;
    private final String apiKey;
    private final Map<String, String> ids = new HashMap<>();
    private final int size;

    /**
     * A measurement.
     *
     * @param apiKey may ask for decisions
     * @param size agents in the realm
     */
    DecisionMeasurement(
            BenchmarkServer server, DurablePostgres postgres, AgentsSettings settings, String apiKey, int size)
            throws SQLException {
        this.server = server;
        this.settings = settings;
        this.apiKey = apiKey;
        this.size = size;
        postgres.jdbc()
                .query("select NAME, ID from AIM_AGENT")
                .forEach(row -> ids.put((String) row.get("name"), (String) row.get("id")));
    }

    private byte[] ask(int number, String capability) {
        ObjectNode action = Json.object().put("action", capability).put("resource", "db://orders/" + number);
        action.putObject("context").put("address", "192.0.2.7");
        URI uri = URI.create(server.baseUrl() + "/realms/" + AgentRealm.NAME + "/aim/v1/agents/"
                + ids.get(Population.name(number)) + "/verify-action");
        return RawRequest.post(uri, apiKey, action);
    }

    private Requests of(int number) {
        return () -> ask(number, AgentRealm.GRANTED);
    }

    private List<Requests> known() {
        return Arrays.stream(Population.spread(0, size, KNOWN))
                .mapToObj(this::of)
                .toList();
    }

    /** What was granted is allowed, the rest is denied, among the agents that were added last. */
    void check() throws IOException {
        for (int number : Population.spread(size - Population.TEAM, size, 3)) {
            require("allowed", LoadGenerator.once(server.address(), ask(number, AgentRealm.GRANTED)));
            require("denied", LoadGenerator.once(server.address(), ask(number, "db:write")));
        }
    }

    private static void require(String outcome, HttpAnswer answer) {
        if (answer.status() != OK
                || !outcome.equals(Json.parse(answer.text()).path("outcome").asText())) {
            throw new IllegalStateException("not " + outcome + ": " + answer.status() + " " + answer.text());
        }
    }

    /** The same agents again and again, one decision at a time. */
    Histogram again() throws IOException, InterruptedException {
        rounds().warmUp(List.of(new Subject("decisions of " + size, known(), 1, OK)), settings.warmup());
        return LoadGenerator.run(new Load(server.address(), Requests.take(known(), settings.requests()), 1, LIMIT, OK))
                .orFail("decisions")
                .latencyMicros();
    }

    /** Any agent, whichever comes, over all connections. */
    Series any() throws IOException, InterruptedException {
        int[] verified = IntStream.range(0, size)
                .filter(number -> Population.kind(number).verified())
                .toArray();
        Requests any = () -> of(verified[ThreadLocalRandom.current().nextInt(verified.length)])
                .next();
        Subject subject = new Subject("decisions of any of " + size, List.of(any), settings.connections(), OK);
        Rounds rounds = rounds();
        rounds.warmUp(List.of(subject), settings.warmup());
        return rounds.measure(List.of(subject), settings.rounds(), settings.seconds())
                .get(0);
    }

    private Rounds rounds() {
        return new Rounds(server.address(), server::cpuTime, AgentsBenchmark::progress);
    }
}
