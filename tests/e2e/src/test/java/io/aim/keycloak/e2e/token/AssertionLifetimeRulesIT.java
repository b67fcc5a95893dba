package io.aim.keycloak.e2e.token;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aim.keycloak.cli.client.Json;
import io.aim.keycloak.testkit.Assertion;
import io.aim.keycloak.testkit.Keycloak;
import io.aim.keycloak.testkit.KeycloakTest;
import io.aim.keycloak.testkit.TestAgent;
import io.aim.keycloak.testkit.TestRealm;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** When an assertion is valid. The distances from the bounds leave room for a slow machine. */
@KeycloakTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AssertionLifetimeRulesIT {
    private final Keycloak keycloak;
    private final TokenRealm realm;
    private final TestAgent agent;

    AssertionLifetimeRulesIT(Keycloak keycloak, TestRealm testRealm) {
        this.keycloak = keycloak;
        realm = TokenRealm.prepare(testRealm);
        agent = realm.agent("lifetime-agent");
    }

    private static long inSeconds(long seconds) {
        return Instant.now().getEpochSecond() + seconds;
    }

    private Assertion assertion(String claim, Object value) {
        return agent.assertion().claim(claim, value);
    }

    private void assertRefused(Assertion assertion, String code) {
        realm.refusal(assertion).discloses(code).withItsKey(agent);
    }

    @Test
    void refusesAMissingExpiry() {
        assertRefused(agent.assertion().withoutClaim("exp"), "exp_missing");
    }

    @Test
    void acceptsAnExpiryJustWithinFiveMinutes() {
        realm.acceptance(assertion("exp", inSeconds(299)));
    }

    @Test
    void refusesAnExpiryBeyondFiveMinutes() {
        assertRefused(assertion("exp", inSeconds(330)), "exp_too_far");
    }

    @Test
    void refusesAnExpiryThatPassedBeyondTheSkew() {
        assertRefused(assertion("exp", inSeconds(-16)), "assertion_expired");
    }

    @Test
    void acceptsAnExpiryThatPassedWithinTheSkew() {
        realm.acceptance(assertion("exp", inSeconds(-2)));
    }

    @Test
    void refusesAStartBeyondTheSkew() {
        assertRefused(assertion("nbf", inSeconds(50)), "not_yet_valid");
    }

    @Test
    void acceptsAStartWithinTheSkew() {
        realm.acceptance(assertion("nbf", inSeconds(14)));
    }

    @Test
    void refusesAnIssueTimeBeyondTheSkew() {
        assertRefused(assertion("iat", inSeconds(50)), "issued_in_future");
    }

    @Test
    void acceptsAnIssueTimeWithinTheSkew() {
        realm.acceptance(assertion("iat", inSeconds(14)));
    }

    @Test
    void acceptsAnAssertionWithoutIssueTime() {
        realm.acceptance(agent.assertion().withoutClaim("iat"));
    }

    @Test
    void acceptsFractionsOfASecond() {
        realm.acceptance(assertion("exp", inSeconds(60) + 0.5));
    }

    @Test
    void honoursTheRealmsOwnLifetime() {
        try (TestRealm strict =
                TestRealm.create(keycloak, "assertionlifetime", attribute("aim.assertion.max-lifetime", "60"))) {
            TokenRealm strictRealm = TokenRealm.prepare(strict);
            TestAgent strictAgent = strictRealm.agent("strict-agent");
            strictRealm.acceptance(strictAgent.assertion().claim("exp", inSeconds(60)));
            strictRealm
                    .refusal(strictAgent.assertion().claim("exp", inSeconds(120)))
                    .discloses("exp_too_far")
                    .withItsKey(strictAgent);
        }
    }

    @Test
    void honoursTheRealmsOwnSkew() {
        try (TestRealm strict =
                TestRealm.create(keycloak, "assertionskew", attribute("aim.assertion.clock-skew", "0"))) {
            TokenRealm strictRealm = TokenRealm.prepare(strict);
            TestAgent strictAgent = strictRealm.agent("strict-agent");
            strictRealm
                    .refusal(strictAgent.assertion().claim("exp", inSeconds(-2)))
                    .discloses("assertion_expired")
                    .withItsKey(strictAgent);
        }
    }

    private static ObjectNode attribute(String name, String value) {
        ObjectNode realm = Json.object();
        realm.putObject("attributes").put(name, value);
        return realm;
    }
}
