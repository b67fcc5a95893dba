package io.aim.keycloak.e2e.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aim.keycloak.cli.client.AgentKey;
import io.aim.keycloak.cli.client.JsonHttp;
import io.aim.keycloak.cli.client.Reply;
import io.aim.keycloak.testkit.Assertion;
import io.aim.keycloak.testkit.KeycloakTest;
import io.aim.keycloak.testkit.TestRealm;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** An agent rotates its key: signed by the current key, proven by the new one. */
@KeycloakTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KeyRotationIT {

    private final AgentRealm agents;

    KeyRotationIT(TestRealm realm) {
        this.agents = AgentRealm.of(realm);
    }

    private RotatingAgent agent() {
        return RotatingAgent.of(agents.verified());
    }

    @Test
    void bothKeysWorkDuringTheGracePeriodOfADay() {
        RotatingAgent agent = agent();
        AgentKey next = AgentKey.generate();
        Instant before = Instant.now();

        JsonNode vault = agent.rotateTo(next).expect(201).body();

        assertThat(vault.path("thumbprint").asText()).isEqualTo(next.thumbprint());
        assertThat(vault.path("rotationCount").asInt()).isEqualTo(1);
        assertThat(vault.path("hasPreviousPublicKey").asBoolean()).isTrue();
        assertThat(Instant.parse(vault.path("graceUntil").asText()))
                .isBetween(before.plus(Duration.ofHours(24)), Instant.now().plus(Duration.ofHours(24)));
        assertThat(AgentRealm.texts(vault.path("history"), "state")).containsExactly("active", "grace");
        assertThat(vault.path("history").path(0).path("provenAt").asText()).isNotBlank();
        assertThat(vault.path("history").path(1).path("replacedBy").asText()).isEqualTo(next.thumbprint());
        agent.requestToken(next).expect(200);
        agent.requestToken(agent.current()).expect(200);
    }

    @Test
    void aGracePeriodOfNothingCutsTheOldKeyAtOnce() {
        RotatingAgent agent = agent();
        AgentKey next = AgentKey.generate();

        JsonNode vault = agent.send(agent.request(next).put("gracePeriodSeconds", 0))
                .expect(201)
                .body();

        assertThat(AgentRealm.texts(vault.path("history"), "state")).containsExactly("active", "retired");
        agent.requestToken(agent.current()).expect(401);
        agent.requestToken(next).expect(200);
    }

    @Test
    void aKeyInGraceNamesNoSuccessor() {
        RotatingAgent agent = agent();
        agent.rotateTo(AgentKey.generate()).expect(201);

        Reply reply = agent.rotateTo(AgentKey.generate()).expect(400);

        refused(reply, "key_not_active", "currentKeyProof");
    }

    @Test
    void severalKeysWorkSideBySideUpToTheLimit() {
        RotatingAgent agent = agent();
        for (int i = 0; i < 4; i++) {
            AgentKey another = AgentKey.generate();
            agent.send(agent.request(another).put("keepCurrent", true)).expect(201);
            agent.requestToken(another).expect(200);
        }

        Reply reply = agent.send(agent.request(AgentKey.generate()).put("keepCurrent", true))
                .expect(409);

        assertThat(reply.body().path("code").asText()).isEqualTo("too_many_keys");
        agent.requestToken(agent.current()).expect(200);
        agent.rotateTo(AgentKey.generate()).expect(201);
    }

    @Test
    void ofTwoRotationsAtOnceOneWins() throws Exception {
        RotatingAgent agent = agent();
        List<ObjectNode> requests = Stream.generate(() -> agent.request(AgentKey.generate()))
                .limit(4)
                .toList();
        try (Pool pool = new Pool(4)) {
            List<Future<Reply>> replies = requests.stream()
                    .map(request -> pool.executor.submit(() -> agent.send(request)))
                    .toList();

            int won = 0;
            for (Future<Reply> reply : replies) {
                won += reply.get().status() == 201 ? 1 : 0;
            }
            assertThat(won).isEqualTo(1);
        }
        JsonNode vault = vault(agent);
        assertThat(AgentRealm.texts(vault.path("history"), "state")).containsExactlyInAnyOrder("active", "grace");
    }

    private record Pool(ExecutorService executor) implements AutoCloseable {

        Pool(int threads) {
            this(Executors.newFixedThreadPool(threads));
        }

        @Override
        public void close() {
            executor.shutdownNow();
        }
    }

    static Stream<Arguments> forgeries() {
        return Stream.of(
                forgery("signature_invalid", "currentKeyProof", (agent, f) -> f.current.signedBy(AgentKey.generate())),
                forgery("signature_invalid", "newKeyProof", (agent, f) -> f.next.signedBy(agent.current())),
                forgery("unknown_key", "currentKeyProof", (agent, f) -> f.current.withoutHeader("kid")),
                forgery(
                        "unknown_key",
                        "currentKeyProof",
                        (agent, f) ->
                                f.current.header("kid", AgentKey.generate().thumbprint())),
                forgery("typ_not_allowed", "currentKeyProof", (agent, f) -> f.current.header("typ", "JWT")),
                forgery("typ_not_allowed", "newKeyProof", (agent, f) -> f.next.withoutHeader("typ")),
                forgery("alg_not_allowed", "currentKeyProof", (agent, f) -> f.current.header("alg", "none")),
                forgery("crit_not_supported", "newKeyProof", (agent, f) -> f.next.header("crit", List.of("exp"))),
                forgery("issuer_invalid", "currentKeyProof", (agent, f) -> f.current.claim("iss", "somebody")),
                forgery(
                        "subject_invalid",
                        "currentKeyProof",
                        (agent, f) -> f.current.claim("sub", agent.agent().name())),
                forgery(
                        "subject_invalid",
                        "newKeyProof",
                        (agent, f) -> f.next.claim("sub", AgentKey.generate().thumbprint())),
                forgery("audience_invalid", "newKeyProof", (agent, f) -> f.next.claim("aud", "https://other.example")),
                forgery("exp_missing", "currentKeyProof", (agent, f) -> f.current.withoutClaim("exp")),
                forgery(
                        "assertion_expired",
                        "currentKeyProof",
                        (agent, f) -> f.current.issuedAt(Instant.now().minusSeconds(600), Duration.ofSeconds(60))),
                forgery(
                        "exp_too_far",
                        "newKeyProof",
                        (agent, f) -> f.next.issuedAt(Instant.now(), Duration.ofHours(1))),
                forgery("jti_missing", "currentKeyProof", (agent, f) -> f.current.withoutClaim("jti")));
    }

    /** Both statements of a request. */
    private record Forged(Assertion current, Assertion next) {}

    private static Arguments forgery(String code, String field, BiConsumer<RotatingAgent, Forged> forgery) {
        return Arguments.of(code, field, forgery);
    }

    @ParameterizedTest(name = "{0} of {1}")
    @MethodSource("forgeries")
    void aForgedStatementChangesNothing(String code, String field, BiConsumer<RotatingAgent, Forged> forgery) {
        RotatingAgent agent = agent();
        AgentKey next = AgentKey.generate();
        Forged forged = new Forged(agent.statement(agent.current(), next), agent.statement(next, next));
        forgery.accept(agent, forged);
        JsonNode before = vault(agent);

        Reply reply = agent.send(agent.request(next)
                        .put("currentKeyProof", forged.current().sign())
                        .put("newKeyProof", forged.next().sign()))
                .expect(400);

        refused(reply, code, field);
        assertThat(vault(agent)).isEqualTo(before);
    }

    @Test
    void aRealmThatWantsShortLivedAssertionsWantsShortLivedStatements() {
        RotatingAgent agent = agent();
        AgentKey next = AgentKey.generate();
        ObjectNode request = agent.request(next)
                .put(
                        "newKeyProof",
                        agent.statement(next, next)
                                .issuedAt(Instant.now(), Duration.ofMinutes(2))
                                .sign());
        setting("assertionMaxLifetimeSeconds", 90);
        try {
            refused(agent.send(request).expect(400), "exp_too_far", "newKeyProof");
        } finally {
            setting("assertionMaxLifetimeSeconds", 300);
        }
    }

    private void setting(String field, int value) {
        agents.realm()
                .admin()
                .put(agents.realm().aimPath("/settings"), Map.of(field, value))
                .expect(204);
    }

    @Test
    void aStatementWorksOnce() {
        RotatingAgent agent = agent();
        AgentKey next = AgentKey.generate();
        ObjectNode request = agent.request(next).put("keepCurrent", true);
        agent.send(request).expect(201);
        AgentKey other = AgentKey.generate();
        ObjectNode replayed = agent.request(other)
                .put("currentKeyProof", request.path("currentKeyProof").asText());

        refused(agent.send(replayed).expect(400), "subject_invalid", "currentKeyProof");
        assertThat(agent.send(request).expect(409).body().path("code").asText()).isEqualTo("key_in_use");
    }

    @Test
    void aClientAssertionIsNoStatementAndAStatementIsNoClientAssertion() {
        RotatingAgent agent = agent();
        AgentKey next = AgentKey.generate();

        Reply reply = agent.send(agent.request(next)
                        .put("currentKeyProof", agent.agent().assertion().sign()))
                .expect(400);

        refused(reply, "typ_not_allowed", "currentKeyProof");
        agents.realm()
                .tokens()
                .clientCredentials(agent.statement(agent.current(), next).sign())
                .expect(400, 401);
    }

    @Test
    void nobodyRotatesTheKeyOfAnotherAgent() {
        RotatingAgent one = agent();
        RotatingAgent other = agent();
        AgentKey next = AgentKey.generate();
        JsonNode before = vault(other);

        one.send(other.agent().id(), other.request(next)).expect(404);
        JsonHttp.post(agents.realm().runtimeUrl("/agents/me/keys"), one.request(next))
                .expect(401);

        assertThat(vault(other)).isEqualTo(before);
    }

    @Test
    void theKeyOfAnotherAgentIsRefused() {
        RotatingAgent one = agent();
        RotatingAgent other = agent();

        Reply reply = one.rotateTo(other.current()).expect(409);

        assertThat(reply.body().path("code").asText()).isEqualTo("key_in_use");
    }

    @ParameterizedTest
    @CsvSource({
        "gracePeriodSeconds, -1, out_of_range",
        "gracePeriodSeconds, 2592001, out_of_range",
        "gracePeriodSeconds, 1.5, invalid_type",
        "expiresAt, '\"yesterday\"', invalid_time",
        "expiresAt, '\"2001-01-01T00:00:00Z\"', in_the_past",
        "expiresAt, '\"2999-01-01T00:00:00Z\"', out_of_range",
        "currentKeyProof, '\"a.b\"', malformed",
        "newKeyProof, null, required",
        "keepCurrent, '\"yes\"', invalid_type",
        "surprise, 1, unknown_field"
    })
    void badInputNamesTheField(String field, String json, String code) throws Exception {
        RotatingAgent agent = agent();
        ObjectNode body = agent.request(AgentKey.generate());
        body.set(field, new ObjectMapper().readTree(json));

        refused(agent.send(body).expect(400), code, field);
    }

    private JsonNode vault(RotatingAgent agent) {
        return agents.realm()
                .admin()
                .get(agent.agent().adminPath("/key-vault"))
                .expect(200)
                .body();
    }

    private static void refused(Reply reply, String code, String field) {
        JsonNode body = reply.body();
        assertThat(body.path(body.has("code") ? "code" : "error").asText())
                .as(reply.summary())
                .isEqualTo(code);
        assertThat(body.path("field").asText()).isEqualTo(field);
    }
}
