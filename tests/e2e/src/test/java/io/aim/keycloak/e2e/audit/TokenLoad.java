package io.aim.keycloak.e2e.audit;

import io.aim.keycloak.cli.client.Jws;
import io.aim.keycloak.cli.client.Reply;
import io.aim.keycloak.testkit.Assertion;
import io.aim.keycloak.testkit.Eventually;
import io.aim.keycloak.testkit.Keycloak;
import io.aim.keycloak.testkit.TestAgent;
import io.aim.keycloak.testkit.TokenClient;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** Agents that ask a node for tokens, each in a thread of its own, until the node is gone or they are stopped. */
final class TokenLoad implements AutoCloseable {
    private static final int THREADS_PER_AGENT = 2;

    /**
     * What came back.
     *
     * @param status the HTTP status
     * @param correlationId id of the token, or of the assertion where there is no token
     * @param took how long it took
     * @param reply the answer
     */
    record Answer(int status, String correlationId, Duration took, Reply reply) {

        /** A token or a refusal, as its event says it; other answers say that nothing was done. */
        boolean isDecision() {
            return status == 200 || status == 401;
        }

        /** The event that there must be. */
        String row() {
            return (status == 200 ? "agent.token.issued " : "agent.token.refused ") + correlationId;
        }
    }

    private final Keycloak node;
    private final ExecutorService threads;
    private final AtomicBoolean stopped = new AtomicBoolean();
    private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();

    private TokenLoad(Keycloak node, int threads) {
        this.node = node;
        this.threads = Executors.newFixedThreadPool(threads);
    }

    static TokenLoad on(Keycloak node, List<TestAgent> agents) {
        TokenLoad load = new TokenLoad(node, agents.size() * THREADS_PER_AGENT);
        for (int i = 0; i < THREADS_PER_AGENT; i++) {
            agents.forEach(agent -> load.threads.execute(() -> load.keepAsking(agent)));
        }
        return load;
    }

    private void keepAsking(TestAgent agent) {
        try {
            while (!stopped.get()) {
                answers.add(ask(node, agent));
            }
        } catch (UncheckedIOException theNodeIsGone) {
            // whatever was asked last has no answer
        }
    }

    /** One request with a fresh assertion, to any node. */
    static Answer ask(Keycloak node, TestAgent agent) {
        String realm = agent.realm().name();
        String id = UUID.randomUUID().toString();
        String assertion = Assertion.of(agent.name(), agent.key(), node.issuer(realm))
                .claim("jti", id)
                .sign();
        long start = System.nanoTime();
        Reply reply = new TokenClient(node.tokenEndpoint(realm)).clientCredentials(assertion);
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        String token = reply.body().path("access_token").asText();
        return new Answer(
                reply.status(),
                reply.status() == 200 ? Jws.claims(token).path("jti").asText() : id,
                took,
                reply);
    }

    /** Waits until so many more answers are there. */
    TokenLoad awaitMore(int count) {
        int wanted = answers.size() + count;
        Eventually.within(Duration.ofSeconds(60), count + " more answers", () -> answers.size() >= wanted);
        return this;
    }

    /** Ends it and says what was answered. */
    List<Answer> stop() {
        close();
        return List.copyOf(answers);
    }

    @Override
    public void close() {
        stopped.set(true);
        threads.shutdown();
        try {
            if (!threads.awaitTermination(90, TimeUnit.SECONDS)) {
                throw new AssertionError("a request hangs");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
