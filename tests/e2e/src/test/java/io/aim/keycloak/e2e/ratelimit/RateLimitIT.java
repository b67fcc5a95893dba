package io.aim.keycloak.e2e.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.aim.keycloak.cli.client.JsonHttp;
import io.aim.keycloak.cli.client.Reply;
import io.aim.keycloak.testkit.Assertion;
import io.aim.keycloak.testkit.Keycloak;
import io.aim.keycloak.testkit.KeycloakTest;
import io.aim.keycloak.testkit.TestAgent;
import io.aim.keycloak.testkit.TestRealm;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Who asks too often is told when to come back, and nobody else is kept waiting for it. */
@KeycloakTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RateLimitIT {

    private final Keycloak keycloak;
    private final TestRealm realm;
    private final TestRealm.User person;

    /** Another limit than in the test before: a realm that changes its limit begins with full buckets. */
    private int few = 2;

    RateLimitIT(Keycloak keycloak, TestRealm realm) {
        this.keycloak = keycloak;
        this.realm = realm.setUp();
        this.person = realm.createUser("person", "aim-manage", "manage-clients");
    }

    @BeforeEach
    void anotherLimit() {
        few++;
    }

    @AfterEach
    void noLimits() {
        List.of("agentTokensPerMinute", "agentRequestsPerMinute", "apiKeyRequestsPerMinute", "addressRequestsPerMinute")
                .forEach(setting -> limit(setting, 0));
    }

    private TestAgent agent() {
        return TestAgent.verified(realm, "agent-" + UUID.randomUUID(), person, person);
    }

    private void limit(String setting, int perMinute) {
        realm.admin()
                .put(realm.aimPath("/settings"), Map.of(setting, perMinute))
                .expect(204);
    }

    /** The answer to the first request beyond the limit; those before succeed. */
    private static Reply beyond(int allowed, Supplier<Reply> request, int success) {
        for (int i = 0; i < allowed; i++) {
            request.get().expect(success);
        }
        return request.get();
    }

    private void assertProblem(Reply reply) {
        assertThat(reply.status()).as(reply.summary()).isEqualTo(429);
        assertThat(reply.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("application/problem+json"));
        assertThat(reply.body().path("code").asText()).isEqualTo("rate_limited");
        assertThat(reply.body().path("status").asInt()).isEqualTo(429);
        assertRetryAfter(reply);
    }

    private void assertRetryAfter(Reply reply) {
        assertThat(reply.headers().firstValueAsLong("Retry-After").orElse(0)).isBetween(1L, 60L / few + 1);
    }

    @Test
    void anAgentIsLimitedByItsTokensAndNotItsNeighbour() {
        String busy = agent().accessToken();
        String quiet = agent().accessToken();
        limit("agentRequestsPerMinute", few);

        assertProblem(beyond(few, () -> JsonHttp.get(realm.runtimeUrl("/agents/me"), busy), 200));
        JsonHttp.get(realm.runtimeUrl("/agents/me"), quiet).expect(200);
        assertProblem(JsonHttp.get(realm.runtimeUrl("/me"), busy));
    }

    @Test
    void aFreshTokenIsNoWayAroundTheLimit() {
        TestAgent agent = agent();
        limit("agentRequestsPerMinute", few);

        assertProblem(beyond(few, () -> JsonHttp.get(realm.runtimeUrl("/me"), agent.accessToken()), 200));
    }

    @Test
    void theTokenEndpointTellsAnAgentWhenToComeBack() {
        TestAgent busy = agent();
        TestAgent quiet = agent();
        limit("agentTokensPerMinute", few);

        Reply refused = beyond(few, busy::requestToken, 200);

        assertThat(refused.status()).as(refused.summary()).isEqualTo(429);
        assertThat(refused.body().path("error").asText()).isEqualTo("temporarily_unavailable");
        assertThat(refused.body().path("error_description").asText()).startsWith("rate_limited: ");
        assertRetryAfter(refused);
        quiet.requestToken().expect(200);
        assertThat(realm.admin()
                        .get(realm.aimPath("/audit-logs?max=1&action=agent.token.refused&target=" + busy.id()))
                        .expect(200)
                        .body()
                        .path("items")
                        .path(0)
                        .path("reason")
                        .asText())
                .isEqualTo("rate_limited");
    }

    @Test
    void whoDoesNotHoldTheKeyOfAnAgentCannotUseUpItsTokens() {
        TestAgent victim = agent();
        TestAgent stranger = agent();
        limit("agentTokensPerMinute", few);

        for (int i = 0; i < 2 * few; i++) {
            realm.tokens()
                    .clientCredentials(Assertion.of(victim.name(), stranger.key(), realm.issuer())
                            .sign())
                    .expect(401);
        }

        victim.requestToken().expect(200);
    }

    @Test
    void anApiKeyIsLimitedAndNotAnotherOne() {
        String busy = apiKey();
        String quiet = apiKey();
        limit("apiKeyRequestsPerMinute", few);

        assertProblem(beyond(few, () -> withKey(busy), 200));
        withKey(quiet).expect(200);
    }

    private String apiKey() {
        return realm.adminAs(person)
                .post(
                        realm.aimPath("/api-keys"),
                        Map.of("name", "key-" + UUID.randomUUID(), "scopes", List.of("agents:read")))
                .expect(201)
                .body()
                .path("key")
                .asText();
    }

    private Reply withKey(String key) {
        return JsonHttp.send("GET", realm.runtimeUrl("/agents"), Map.of("X-API-Key", key), null);
    }

    @Test
    void publicEndpointsAreLimitedByAddress() {
        TestAgent agent = agent();
        limit("addressRequestsPerMinute", few);

        assertProblem(beyond(few, () -> JsonHttp.get(realm.runtimeUrl("/agents/" + agent.id() + "/jwks.json")), 200));
        assertProblem(agent.requestChallenge());
        assertProblem(agent.answer("c", "s"));
        assertProblem(JsonHttp.get(realm.runtimeUrl("/audit-checkpoints/latest")));
    }

    @Test
    void refusedCredentialsAreLimitedByAddressAndAcceptedOnesAreNot() {
        String token = agent().accessToken();
        String key = apiKey();
        limit("addressRequestsPerMinute", few);

        assertProblem(beyond(few, () -> JsonHttp.get(realm.runtimeUrl("/me"), "no-token"), 401));
        assertProblem(JsonHttp.get(realm.runtimeUrl("/me")));
        assertProblem(withKey(key.substring(0, key.length() - 1) + (key.endsWith("0") ? "1" : "0")));
        JsonHttp.get(realm.runtimeUrl("/me"), token).expect(200);
        withKey(key).expect(200);
    }

    @Test
    void aHeaderThatAClientSendsIsNoOtherAddress() {
        limit("addressRequestsPerMinute", few);

        for (int i = 0; i < few; i++) {
            fromPretendedAddress(i).expect(401);
        }
        assertProblem(fromPretendedAddress(few));
    }

    private Reply fromPretendedAddress(int i) {
        return JsonHttp.send(
                "GET",
                realm.runtimeUrl("/me"),
                Map.of("X-Forwarded-For", "192.0.2." + i, "Forwarded", "for=192.0.2." + i),
                null);
    }

    @Test
    void anotherRealmCountsForItself() {
        limit("addressRequestsPerMinute", few);
        assertProblem(beyond(few, () -> JsonHttp.get(realm.runtimeUrl("/me")), 401));

        try (TestRealm other = TestRealm.create(keycloak, "rate-other")) {
            JsonHttp.get(other.runtimeUrl("/me")).expect(401);
        }
    }

    @Test
    void zeroTakesALimitAwayAtOnce() {
        limit("addressRequestsPerMinute", few);
        assertProblem(beyond(few, () -> JsonHttp.get(realm.runtimeUrl("/me")), 401));

        limit("addressRequestsPerMinute", 0);

        beyond(2 * few, () -> JsonHttp.get(realm.runtimeUrl("/me")), 401).expect(401);
    }

    @Test
    void aLimitOutOfBoundsIsRefused() {
        Reply refused = realm.admin()
                .put(realm.aimPath("/settings"), Map.of("agentTokensPerMinute", -1))
                .expect(400);
        assertThat(refused.body().path("field").asText()).isEqualTo("agentTokensPerMinute");
    }

    @Test
    void nullBringsTheDefaultsBack() {
        Map<String, Integer> nothing = new HashMap<>();
        nothing.put("agentTokensPerMinute", null);
        nothing.put("agentRequestsPerMinute", null);
        nothing.put("apiKeyRequestsPerMinute", null);
        nothing.put("addressRequestsPerMinute", null);
        realm.admin().put(realm.aimPath("/settings"), nothing).expect(204);

        JsonNode settings =
                realm.admin().get(realm.aimPath("/settings")).expect(200).body();
        assertThat(settings.path("agentTokensPerMinute").asInt()).isEqualTo(6000);
        assertThat(settings.path("agentRequestsPerMinute").asInt()).isEqualTo(6000);
        assertThat(settings.path("apiKeyRequestsPerMinute").asInt()).isEqualTo(6000);
        assertThat(settings.path("addressRequestsPerMinute").asInt()).isEqualTo(600);
    }

    @Test
    void whatWasRefusedIsCounted() {
        limit("addressRequestsPerMinute", few);
        beyond(few, () -> JsonHttp.get(realm.runtimeUrl("/me")), 401).expect(429);

        assertThat(JsonHttp.get(keycloak.managementUrl() + "/metrics")
                        .expect(200)
                        .text())
                .contains("keycloak_aim_rate_limited_total{limit=\"address\"}");
    }
}
