package io.aim.keycloak.benchmark;

import io.aim.keycloak.benchmark.scenario.Login;
import io.aim.keycloak.benchmark.scenario.Variant;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What the command line asks for.
 *
 * @param connections concurrent connections
 * @param clients clients per variant
 * @param rounds measured rounds
 * @param seconds length of a round
 * @param warmup unmeasured seconds per variant
 * @param refusalSeconds length of a round of refused requests; 0 for none
 * @param variants what is compared
 * @param stockDefaultScopes whether stock clients keep the client scopes of a new client
 * @param json the file for the figures
 */
record Settings(
        int connections,
        int clients,
        int rounds,
        int seconds,
        int warmup,
        int refusalSeconds,
        List<Variant> variants,
        boolean stockDefaultScopes,
        Optional<Path> json) {

    private static final String SCOPES = "--stock-default-scopes";
    private static final Set<String> NAMES = Set.of(
            "--connections",
            "--clients",
            "--rounds",
            "--seconds",
            "--warmup",
            "--refusal-seconds",
            "--variants",
            "--tokens",
            "--json");

    /** Assertions are signed before a round and live for a minute. */
    private static final int SECONDS_MAX = 30;

    static Settings parse(String... arguments) {
        Map<String, String> given = new HashMap<>();
        boolean scopes = false;
        Deque<String> rest = new ArrayDeque<>(List.of(arguments));
        while (!rest.isEmpty()) {
            String name = rest.pop();
            if (name.equals(SCOPES)) {
                scopes = true;
            } else if (!NAMES.contains(name)) {
                throw new IllegalArgumentException("there is no option " + name);
            } else if (rest.isEmpty()) {
                throw new IllegalArgumentException(name + " needs a value");
            } else {
                given.put(name, rest.pop());
            }
        }
        return new Settings(
                number(given, "--connections", 8, 1, 1000),
                number(given, "--clients", 8, 1, 1000),
                number(given, "--rounds", 5, 1, 1000),
                number(given, "--seconds", 10, 1, SECONDS_MAX),
                number(given, "--warmup", 10, 0, 600),
                number(given, "--refusal-seconds", 3, 0, SECONDS_MAX),
                variants(given),
                scopes,
                Optional.ofNullable(given.get("--json")).map(Path::of));
    }

    private static List<Variant> variants(Map<String, String> given) {
        List<Login> logins = given.containsKey("--variants")
                ? items(given.get("--variants")).map(Login::of).toList()
                : Stream.of(Login.values()).filter(Login::byDefault).toList();
        List<String> tokens =
                items(given.getOrDefault("--tokens", "RS256,ES256")).toList();
        if (tokens.isEmpty() || !Set.of("RS256", "ES256").containsAll(tokens)) {
            throw new IllegalArgumentException("--tokens takes RS256, ES256, or both with a comma between them");
        }
        return tokens.stream()
                .flatMap(token -> logins.stream().map(login -> new Variant(login, token)))
                .distinct()
                .toList();
    }

    private static Stream<String> items(String list) {
        return Stream.of(list.split(",", -1)).map(String::trim).filter(item -> !item.isEmpty());
    }

    private static int number(Map<String, String> given, String name, int otherwise, int min, int max) {
        String text = given.get(name);
        if (text == null) {
            return otherwise;
        }
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
