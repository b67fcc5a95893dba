package io.aim.keycloak.benchmark.audit;

import io.aim.keycloak.benchmark.options.Options;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/**
 * What the command line asks for after {@code --audit}.
 *
 * @param parts what is measured
 * @param rows events of the large trail
 * @param samples requests per search
 * @param connections concurrent connections
 * @param rounds measured rounds of token requests
 * @param seconds length of a round
 * @param warmup unmeasured seconds per subject
 * @param output the file for the report, besides the terminal
 */
public record AuditSettings(
        Set<Part> parts,
        int rows,
        int samples,
        int connections,
        int rounds,
        int seconds,
        int warmup,
        Optional<Path> output) {

    /** What can be measured. */
    public enum Part {
        /** Tokens with the trail and without, against stock Keycloak with its event store. */
        TOKENS,
        /** Events through the writer. */
        INGEST,
        /** Searches in a large trail. */
        SEARCH,
        /** Exports of a large trail and their verification. */
        EXPORT
    }

    private static final Set<String> NAMES =
            Set.of("--parts", "--rows", "--samples", "--connections", "--rounds", "--seconds", "--warmup", "--output");

    /** Assertions are signed before a round and live for a minute. */
    private static final int SECONDS_MAX = 30;

    /** Reads the words after {@code --audit}. */
    public static AuditSettings parse(String... arguments) {
        Options given = Options.parse(NAMES, Set.of(), arguments);
        return new AuditSettings(
                given.parts("--parts", Part.class),
                given.number("--rows", 1_000_000, 1000, 100_000_000),
                given.number("--samples", 40, 5, 10_000),
                given.number("--connections", 8, 1, 1000),
                given.number("--rounds", 5, 1, 1000),
                given.number("--seconds", 10, 1, SECONDS_MAX),
                given.number("--warmup", 15, 0, 600),
                given.file("--output"));
    }
}
