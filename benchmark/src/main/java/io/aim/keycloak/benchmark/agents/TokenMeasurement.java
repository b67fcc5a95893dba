package io.aim.keycloak.benchmark.agents;

import io.aim.keycloak.benchmark.load.HttpAnswer;
import io.aim.keycloak.benchmark.load.Load;
import io.aim.keycloak.benchmark.load.LoadGenerator;
import io.aim.keycloak.benchmark.load.LoadResult;
import io.aim.keycloak.benchmark.measure.Rounds;
import io.aim.keycloak.benchmark.measure.Series;
import io.aim.keycloak.benchmark.measure.Subject;
import io.aim.keycloak.benchmark.scenario.Requests;
import io.aim.keycloak.benchmark.server.BenchmarkServer;
import io.aim.keycloak.cli.client.Json;
import io.aim.keycloak.cli.client.Jws;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;

/** Tokens of agents from the whole population: of some again and again, of others for the first time, of all. */
final class TokenMeasurement {
    private static final int KNOWN = 100;
    private static final int OK = 200;
    private static final int UNAUTHORIZED = 401;
    private static final Duration LIMIT = Duration.ofMinutes(10);

    private final BenchmarkServer server;
    private final AgentRealm realm;
    private final AgentsSettings settings;
    private final int before;
    private final int size;
    private final List<Requests> known;

    /**
     * A measurement.
     *
     * @param before agents that were there the last time
     * @param size agents that are there now
     */
    TokenMeasurement(BenchmarkServer server, AgentRealm realm, AgentsSettings settings, int before, int size) {
        this.server = server;
        this.realm = realm;
        this.settings = settings;
        this.before = before;
        this.size = size;
        this.known = Arrays.stream(Population.spread(0, size, KNOWN))
                .mapToObj(realm::tokens)
                .toList();
    }

    /** An agent of every kind gets what its status says, among those that were added last. */
    void check() throws IOException {
        for (int number = size - Population.TEAM; number < size; number++) {
            boolean verified = Population.kind(number).verified();
            HttpAnswer answer =
                    LoadGenerator.once(server.address(), realm.tokens(number).next());
            if (answer.status() != (verified ? OK : UNAUTHORIZED)
                    || (verified && !Population.name(number).equals(agentName(answer)))) {
                throw new IllegalStateException("agent " + number + ": " + answer.status() + " " + answer.text());
            }
        }
    }

    private static String agentName(HttpAnswer answer) {
        String token = Json.parse(answer.text()).path("access_token").asText();
        return Jws.claims(token).path("agent_name").asText();
    }

    /** Makes the server warm by some agents, so that the others stay unknown to it. */
    void warmUp() throws IOException, InterruptedException {
        rounds().warmUp(List.of(new Subject("known of " + size, known, 1, OK)), settings.warmup());
    }

    private Rounds rounds() {
        return new Rounds(server.address(), server::cpuTime, AgentsBenchmark::progress);
    }

    /** The same agents again and again, one at a time. */
    Histogram again() throws IOException, InterruptedException {
        send(Requests.take(known, 2 * KNOWN));
        return send(Requests.take(known, settings.requests())).latencyMicros();
    }

    /** Each agent for the first time, one at a time; of the rest of the server's work all is warm. */
    Histogram first() throws IOException, InterruptedException {
        List<Requests> fresh = fresh();
        realm.clearCaches();
        send(Requests.take(known, KNOWN));
        return send(Requests.take(fresh, fresh.size())).latencyMicros();
    }

    /** Agents that never logged in: those that were added last, without those that are asked all the time. */
    private List<Requests> fresh() {
        Set<Integer> asked =
                Arrays.stream(Population.spread(0, size, KNOWN)).boxed().collect(Collectors.toSet());
        int checked = size - Population.TEAM;
        return Arrays.stream(Population.spread(before, checked, settings.requests() + KNOWN))
                .filter(number -> !asked.contains(number))
                .limit(settings.requests())
                .mapToObj(realm::tokens)
                .toList();
    }

    private LoadResult send(List<byte[]> requests) throws IOException, InterruptedException {
        return LoadGenerator.run(new Load(server.address(), requests, 1, LIMIT, OK))
                .orFail("tokens");
    }

    /** Any agent, whichever comes, over all connections. */
    Series any() throws IOException, InterruptedException {
        int[] verified = IntStream.range(0, size)
                .filter(number -> Population.kind(number).verified())
                .toArray();
        Requests any = () -> realm.tokens(verified[ThreadLocalRandom.current().nextInt(verified.length)])
                .next();
        Subject subject = new Subject("any of " + size, List.of(any), settings.connections(), OK);
        Rounds rounds = rounds();
        rounds.warmUp(List.of(subject), settings.warmup());
        return rounds.measure(List.of(subject), settings.rounds(), settings.seconds())
                .get(0);
    }
}
