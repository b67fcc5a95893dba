package io.aim.keycloak.benchmark.agents;

import io.aim.keycloak.benchmark.options.Options;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the command line asks for after {@code --agents}.
 *
 * @param parts what is measured
 * @param sizes agents in the realm, from the smallest number to the largest
 * @param requests requests per list, and token requests of agents that are not in memory
 * @param samples agents that are suspended
 * @param connections concurrent connections of the token requests of all agents
 * @param rounds measured rounds of registrations and of those token requests
 * @param seconds length of a round
 * @param warmup unmeasured seconds per subject
 * @param output the file for the report, besides the terminal
 */
public record AgentsSettings(
        Set<Part> parts,
        List<Integer> sizes,
        int requests,
        int samples,
        int connections,
        int rounds,
        int seconds,
        int warmup,
        Optional<Path> output) {

    /** What can be measured. */
    public enum Part {
        /** Registrations beside stock Keycloak's clients. */
        REGISTRATION,
        /** Lists and tokens in small and large realms. */
        SCALE,
        /** From a suspension on one node to the refusal on another. */
        KILLSWITCH
    }

    private static final Set<String> NAMES = Set.of(
            "--parts",
            "--sizes",
            "--requests",
            "--samples",
            "--connections",
            "--rounds",
            "--seconds",
            "--warmup",
            "--output");

    /** Administrators' tokens and assertions are made before a round. */
    private static final int SECONDS_MAX = 30;

    /** The smallest realm must have so many agents that never logged in, besides those that do. */
    private static final int REQUESTS_MAX = 500;

    /** Reads the words after {@code --agents}. */
    public static AgentsSettings parse(String... arguments) {
        Options given = Options.parse(NAMES, Set.of(), arguments);
        List<Integer> sizes = given.numbers("--sizes", "1000,10000,100000", 1000, 1_000_000).stream()
                .distinct()
                .sorted()
                .toList();
        if (sizes.isEmpty()) {
            throw new IllegalArgumentException("--sizes takes numbers with commas between them");
        }
        return new AgentsSettings(
                given.parts("--parts", Part.class),
                sizes,
                given.number("--requests", 300, 20, REQUESTS_MAX),
                given.number("--samples", 100, 1, 10_000),
                given.number("--connections", 8, 1, 1000),
                given.number("--rounds", 5, 1, 1000),
                given.number("--seconds", 10, 1, SECONDS_MAX),
                given.number("--warmup", 15, 0, 600),
                given.file("--output"));
    }
}
