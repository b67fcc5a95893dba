package io.aim.keycloak.benchmark.agents;

import com.fasterxml.jackson.databind.JsonNode;
import io.aim.keycloak.benchmark.agents.AgentLists.AgentList;
import io.aim.keycloak.benchmark.load.Load;
import io.aim.keycloak.benchmark.load.LoadGenerator;
import io.aim.keycloak.benchmark.load.LoadResult;
import io.aim.keycloak.benchmark.scenario.RawRequest;
import io.aim.keycloak.benchmark.server.BenchmarkServer;
import io.aim.keycloak.cli.client.AdminClient;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Latency of lists of agents, one at a time; each must find as many agents as there are. */
final class ListMeasurement {
    private static final int WARM_UP = 20;
    private static final int PAGES = 100;
    private static final int PAGE_MAX = 500;
    private static final double NANOS = 1e9;
    private static final Duration LIMIT = Duration.ofMinutes(10);

    private final BenchmarkServer server;
    private final AdminClient admin;
    private final int size;

    ListMeasurement(BenchmarkServer server, int size) {
        this.server = server;
        this.admin = server.admin();
        this.size = size;
    }

    /** The lists of a realm of that size. */
    List<AgentList> lists() {
        List<String> cursors = cursors();
        return AgentLists.all(size, cursors.get(cursors.size() / 2 - 1), cursors.get(cursors.size() - 1));
    }

    /** Reads all pages and so comes to the cursors that people have. */
    private List<String> cursors() {
        int page = Math.min(PAGE_MAX, size / PAGES);
        List<String> cursors = new ArrayList<>();
        long start = System.nanoTime();
        String next = "";
        int number = 0;
        while (next != null) {
            JsonNode body = read("max=" + page + (next.isEmpty() ? "" : "&after=" + next));
            for (JsonNode agent : body.path("items")) {
                require(
                        "agent " + number,
                        Population.name(number),
                        agent.path("name").asText());
                number++;
            }
            next = body.path("next").textValue();
            if (next != null) {
                cursors.add(next);
            }
        }
        require("agents on all pages", size, number);
        AgentsBenchmark.progress(
                "read " + (cursors.size() + 1) + " pages in " + Math.round((System.nanoTime() - start) / NANOS) + " s");
        return cursors;
    }

    /** Sends a list again and again. */
    LoadResult measure(AgentList list, int requests) throws IOException, InterruptedException {
        require(
                "total of " + list.name(),
                Population.count(size, list.such()),
                read(list.query()).path("total").asLong());
        send(list, WARM_UP);
        return send(list, requests);
    }

    /** Sends a list so often. */
    LoadResult send(AgentList list, int times) throws IOException, InterruptedException {
        byte[] request = RawRequest.get(URI.create(server.baseUrl() + path(list.query())), admin.token());
        return LoadGenerator.run(new Load(server.address(), Collections.nCopies(times, request), 1, LIMIT, 200))
                .orFail(list.name());
    }

    private JsonNode read(String query) {
        return admin.get(path(query)).expect(200).body();
    }

    private static String path(String query) {
        return AgentRealm.path("/aim/agents?" + query);
    }

    private static void require(String what, Object expected, Object found) {
        if (!expected.equals(found)) {
            throw new IllegalStateException(what + ": " + found + " instead of " + expected);
        }
    }
}
