package io.aim.keycloak.e2e.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.aim.keycloak.cli.client.Reply;
import io.aim.keycloak.testkit.Keycloak;
import io.aim.keycloak.testkit.KeycloakTest;
import io.aim.keycloak.testkit.TestAgent;
import io.aim.keycloak.testkit.TestRealm;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** An assertion works once. */
@KeycloakTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReplayIT {
    private static final int REPLAYS = 50;

    private final Keycloak keycloak;
    private final TokenRealm realm;

    ReplayIT(Keycloak keycloak, TestRealm testRealm) {
        this.keycloak = keycloak;
        realm = TokenRealm.prepare(testRealm);
    }

    private Reply send(String assertion) {
        return realm.realm().tokens().clientCredentials(assertion);
    }

    private static String reason(Reply reply) {
        String description = reply.body().path("error_description").asText();
        return description.contains(":") ? description.substring(0, description.indexOf(':')) : description;
    }

    @Test
    void acceptsExactlyOneOfManyConcurrentUses() throws InterruptedException, ExecutionException {
        String assertion = realm.agent("concurrent-agent").assertion().sign();
        List<Reply> replies = concurrently(() -> send(assertion));
        assertThat(replies).extracting(Reply::status).containsOnly(200, 401);
        assertThat(replies).filteredOn(reply -> reply.status() == 200).hasSize(1);
        assertThat(replies)
                .filteredOn(reply -> reply.status() == 401)
                .hasSize(REPLAYS - 1)
                .allSatisfy(reply -> {
                    assertThat(reply.body().path("error").asText()).isEqualTo("invalid_client");
                    assertThat(reason(reply)).isEqualTo("assertion_replayed");
                });
    }

    @Test
    void saysInTheEventThatAnAssertionWasReplayed() {
        TestAgent agent = realm.agent("replaying-agent");
        String assertion = agent.assertion().sign();
        send(assertion).expect(200);
        realm.refusal(() -> send(assertion)).discloses("assertion_replayed").withItsKey(agent);
    }

    @Test
    void refusesAnotherAssertionWithAUsedId() {
        TestAgent agent = realm.agent("lazy-agent");
        realm.acceptance(agent.assertion().claim("jti", "always-the-same"));
        realm.refusal(agent.assertion()
                        .claim("jti", "always-the-same")
                        .issuedAt(Instant.now(), Duration.ofSeconds(200)))
                .discloses("assertion_replayed")
                .withItsKey(agent);
    }

    @Test
    void remembersAnIdUntilTheExpiryPlusTheSkew() {
        TestAgent agent = realm.agent("patient-agent");
        String jti = UUID.randomUUID().toString();
        realm.acceptance(agent.assertion().claim("jti", jti).issuedAt(Instant.now(), Duration.ofSeconds(-1)));
        realm.refusal(agent.assertion().claim("jti", jti))
                .discloses("assertion_replayed")
                .withItsKey(agent);
    }

    @Test
    void keepsTheIdsOfAgentsApart() {
        String jti = UUID.randomUUID().toString();
        realm.acceptance(realm.agent("one-agent").assertion().claim("jti", jti));
        realm.acceptance(realm.agent("another-agent").assertion().claim("jti", jti));
    }

    @Test
    void keepsTheIdsOfRealmsApart() {
        String jti = UUID.randomUUID().toString();
        realm.acceptance(realm.agent("namesake").assertion().claim("jti", jti));
        try (TestRealm other = TestRealm.create(keycloak, "replay-other")) {
            TokenRealm otherRealm = TokenRealm.prepare(other);
            otherRealm.acceptance(otherRealm.agent("namesake").assertion().claim("jti", jti));
        }
    }

    @Test
    void doesNotLetAForgerUseUpAnId() {
        TestAgent agent = realm.agent("forged-agent");
        String jti = UUID.randomUUID().toString();
        realm.refusal(agent.assertion().claim("jti", jti).signature(Forgery::flipped))
                .hides("signature_invalid");
        realm.acceptance(agent.assertion().claim("jti", jti));
    }

    @Test
    void doesNotUseUpTheIdOfAnAssertionThatBreaksAnotherRule() {
        TestAgent agent = realm.agent("clumsy-agent");
        String jti = UUID.randomUUID().toString();
        realm.refusal(agent.assertion().claim("jti", jti).claim("aud", "https://elsewhere.example"))
                .discloses("audience_invalid");
        realm.acceptance(agent.assertion().claim("jti", jti));
    }

    @Test
    void usesUpTheAssertionOfASuspendedAgent() {
        TestAgent agent = realm.agent("burnt-agent");
        String assertion = agent.assertion().sign();
        realm.act(agent, "suspend");
        realm.refusal(() -> send(assertion)).discloses("agent_suspended").withItsKey(agent);
        realm.act(agent, "reactivate");
        realm.refusal(() -> send(assertion)).discloses("assertion_replayed").withItsKey(agent);
    }

    @Test
    void doesNotLetAStrangeIdReachOtherEntriesOfTheStore() {
        TestAgent agent = realm.agent("strange-agent");
        realm.acceptance(agent.assertion().claim("jti", "id.used"));
        realm.refusal(agent.assertion().claim("jti", "id.used"))
                .discloses("assertion_replayed")
                .withItsKey(agent);
        realm.acceptance(agent.assertion().claim("jti", "id"));
    }

    private static List<Reply> concurrently(Callable<Reply> request) throws InterruptedException, ExecutionException {
        ExecutorService threads = Executors.newFixedThreadPool(REPLAYS);
        CountDownLatch ready = new CountDownLatch(REPLAYS);
        try {
            List<Future<Reply>> futures = new ArrayList<>();
            for (int i = 0; i < REPLAYS; i++) {
                futures.add(threads.submit(() -> {
                    ready.countDown();
                    ready.await();
                    return request.call();
                }));
            }
            List<Reply> replies = new ArrayList<>();
            for (Future<Reply> future : futures) {
                replies.add(future.get());
            }
            return replies;
        } finally {
            threads.shutdownNow();
        }
    }
}
