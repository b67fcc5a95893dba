package io.aim.keycloak.benchmark.audit;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
        Map<String, String> given = new HashMap<>();
        Deque<String> rest = new ArrayDeque<>(List.of(arguments));
        while (!rest.isEmpty()) {
            String name = rest.pop();
            if (!NAMES.contains(name)) {
                throw new IllegalArgumentException("--audit has no option " + name);
            }
            if (rest.isEmpty()) {
                throw new IllegalArgumentException(name + " needs a value");
            }
            given.put(name, rest.pop());
        }
        return new AuditSettings(
                parts(given.getOrDefault("--parts", "tokens,ingest,search,export")),
                number(given, "--rows", 1_000_000, 1000, 100_000_000),
                number(given, "--samples", 40, 5, 10_000),
                number(given, "--connections", 8, 1, 1000),
                number(given, "--rounds", 5, 1, 1000),
                number(given, "--seconds", 10, 1, SECONDS_MAX),
                number(given, "--warmup", 15, 0, 600),
                Optional.ofNullable(given.get("--output")).map(Path::of));
    }

    private static Set<Part> parts(String list) {
        return Stream.of(list.split(",", -1))
                .map(name -> Stream.of(Part.values())
                        .filter(part -> part.name().equalsIgnoreCase(name.trim()))
                        .findFirst()
                        .orElseThrow(() -> new IllegalArgumentException(
                                "--parts takes tokens, ingest, search, export; not " + name)))
                .collect(Collectors.toSet());
    }

    private static int number(Map<String, String> given, String name, int otherwise, int min, int max) {
        String text = given.getOrDefault(name, Integer.toString(otherwise));
        try {
            int number = Integer.parseInt(text);
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            // the message below says what is wanted
        }
        throw new IllegalArgumentException(name + " takes a number from " + min + " to " + max + ", not " + text);
    }
}
