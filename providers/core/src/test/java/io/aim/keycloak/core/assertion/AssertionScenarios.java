package io.aim.keycloak.core.assertion;

import static io.aim.keycloak.core.assertion.AssertionDraft.AGENT;
import static io.aim.keycloak.core.assertion.AssertionDraft.ISSUER;
import static io.aim.keycloak.core.assertion.AssertionDraft.TOKEN_ENDPOINT;
import static io.aim.keycloak.core.assertion.AssertionScenario.STRANGER;
import static io.aim.keycloak.core.assertion.Courtroom.MAX_LIFETIME;
import static io.aim.keycloak.core.assertion.Courtroom.SKEW;

import io.aim.keycloak.core.agent.AgentStatus;
import io.aim.keycloak.core.assertion.AssertionScenario.Agent;
import io.aim.keycloak.core.assertion.AssertionScenario.Claims;
import io.aim.keycloak.core.assertion.AssertionScenario.Header;
import io.aim.keycloak.core.assertion.AssertionScenario.KnownKey;
import io.aim.keycloak.core.key.KeyState;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Scenarios whose parts are mostly flawless, so that every rule gets its turn to be the first broken. */
final class AssertionScenarios {

    private AssertionScenarios() {}

    static Arbitrary<AssertionScenario> all() {
        return agents().flatMap(agent -> Combinators.combine(headers(agent), claims())
                .as((header, claims) -> new AssertionScenario(header, agent, claims)));
    }

    private static Arbitrary<Agent> agents() {
        Arbitrary<Long> edge = Arbitraries.of(-1000L, -1L, 0L, 1L, 1000L);
        Arbitrary<KnownKey> keys = Combinators.combine(
                        mostly(Arbitraries.of(KeyState.ACTIVE, KeyState.GRACE), Arbitraries.of(KeyState.class)),
                        mostly(Arbitraries.just(1000L), edge.injectNull(0.5)),
                        mostly(Arbitraries.just(1000L), edge.injectNull(0.5)))
                .as(KnownKey::new);
        return Combinators.combine(
                        nearlyAlways(Arbitraries.just(true), Arbitraries.just(false)),
                        Arbitraries.frequency(
                                Tuple.of(3, AgentStatus.VERIFIED),
                                Tuple.of(1, AgentStatus.PENDING),
                                Tuple.of(1, AgentStatus.SUSPENDED),
                                Tuple.of(1, AgentStatus.REVOKED)),
                        Arbitraries.of(true, false),
                        mostly(
                                keys.list().ofMinSize(1).ofMaxSize(STRANGER),
                                keys.list().ofMaxSize(1)))
                .as(Agent::new);
    }

    private static Arbitrary<Header> headers(Agent agent) {
        Arbitrary<Integer> anyKey = Arbitraries.integers().between(0, STRANGER);
        Arbitrary<Integer> ownKey =
                Arbitraries.integers().between(0, Math.max(0, agent.keys().size() - 1));
        return Combinators.combine(
                        nearlyAlways(Arbitraries.of("Ed25519", "EdDSA"), Arbitraries.of("none", "ES256", "eddsa", "")),
                        nearlyAlways(
                                Arbitraries.of("JWT", "jwt", "Client-Authentication+JWT")
                                        .injectNull(0.5),
                                Arbitraries.of("at+jwt", "", "secevent+jwt")),
                        nearlyAlways(Arbitraries.just(false), Arbitraries.just(true)),
                        nearlyAlways(
                                ownKey.map(key -> Tuple.of(key, key)),
                                Combinators.combine(anyKey, anyKey).as(Tuple::of)),
                        Arbitraries.of(true, false))
                .as((alg, typ, critical, keys, named) ->
                        new Header(alg, typ, critical, named ? keys.get1() : null, keys.get2()));
    }

    private static Arbitrary<Claims> claims() {
        Arbitrary<String> names =
                mostly(Arbitraries.just(AGENT), Arbitraries.of("other", "").injectNull(0.4));
        Arbitrary<String> audience = Arbitraries.of(ISSUER, TOKEN_ENDPOINT, "https://elsewhere.example");
        Arbitrary<Long> ahead = mostly(
                        Arbitraries.longs().between(-1000, 0), Arbitraries.of(SKEW - 1L, (long) SKEW, SKEW + 1L, 1000L))
                .injectNull(0.2);
        Arbitrary<Long> exp = mostly(
                Arbitraries.longs().between(1, MAX_LIFETIME),
                Arbitraries.of(-1000L, -SKEW - 1L, (long) -SKEW, 1L - SKEW, 0L, MAX_LIFETIME + 1L, 9999L)
                        .injectNull(0.1));
        return Combinators.combine(
                        names,
                        names,
                        mostly(
                                Arbitraries.of(ISSUER, TOKEN_ENDPOINT).list().ofSize(1),
                                audience.list().ofMaxSize(3)),
                        exp,
                        ahead,
                        ahead,
                        mostly(
                                Arbitraries.strings().alpha().ofMinLength(1).ofMaxLength(128),
                                Arbitraries.of("", "  ", "j".repeat(129)).injectNull(0.3)),
                        mostly(Arbitraries.just(false), Arbitraries.just(true)))
                .as(Claims::new);
    }

    private static <T> Arbitrary<T> mostly(Arbitrary<T> flawless, Arbitrary<T> other) {
        return Arbitraries.frequencyOf(Tuple.of(9, flawless), Tuple.of(1, other));
    }

    /** For what is judged early, so that the later rules get their turn. */
    private static <T> Arbitrary<T> nearlyAlways(Arbitrary<T> flawless, Arbitrary<T> other) {
        return Arbitraries.frequencyOf(Tuple.of(39, flawless), Tuple.of(1, other));
    }
}
