package io.aim.keycloak.benchmark;

import io.aim.keycloak.benchmark.options.Options;
import io.aim.keycloak.benchmark.scenario.Login;
import io.aim.keycloak.benchmark.scenario.Variant;
import java.nio.file.Path;
import java.util.List;
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
        Options given = Options.parse(NAMES, Set.of(SCOPES), arguments);
        return new Settings(
                given.number("--connections", 8, 1, 1000),
                given.number("--clients", 8, 1, 1000),
                given.number("--rounds", 5, 1, 1000),
                given.number("--seconds", 10, 1, SECONDS_MAX),
                given.number("--warmup", 10, 0, 600),
                given.number("--refusal-seconds", 3, 0, SECONDS_MAX),
                variants(given),
                given.has(SCOPES),
                given.file("--json"));
    }

    private static List<Variant> variants(Options given) {
        List<Login> asked = given.items("--variants", "").map(Login::of).toList();
        List<Login> logins = asked.isEmpty()
                ? Stream.of(Login.values()).filter(Login::byDefault).toList()
                : asked;
        List<String> tokens = given.items("--tokens", "RS256,ES256").toList();
        if (tokens.isEmpty() || !Set.of("RS256", "ES256").containsAll(tokens)) {
            throw new IllegalArgumentException("--tokens takes RS256, ES256, or both with a comma between them");
        }
        return tokens.stream()
                .flatMap(token -> logins.stream().map(login -> new Variant(login, token)))
                .distinct()
                .toList();
    }
}
