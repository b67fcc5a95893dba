package io.aim.keycloak.e2e.token;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.aim.keycloak.testkit.KeycloakTest;
import io.aim.keycloak.testkit.TestAgent;
import io.aim.keycloak.testkit.TestRealm;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Whom an assertion is addressed to: the realm's issuer, as its sole audience. */
@KeycloakTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AssertionAudienceRulesIT {
    private final TokenRealm realm;
    private final TestAgent agent;
    private final String issuer;
    private final String tokenEndpoint;

    AssertionAudienceRulesIT(TestRealm testRealm) {
        realm = TokenRealm.prepare(testRealm);
        agent = realm.agent("audience-agent");
        issuer = testRealm.issuer();
        tokenEndpoint = testRealm.tokens().endpoint();
    }

    private void assertRefused(TestAgent sender, Object audience) {
        realm.refusal(sender.assertion().claim("aud", audience))
                .discloses("audience_invalid")
                .withItsKey(sender);
    }

    private static String finding(JsonNode event) {
        return event.path("details").path("aim_finding").asText(null);
    }

    private List<String> findings(TestAgent of) {
        JsonNode findings =
                realm.realm().admin().get(of.adminPath("")).expect(200).body().path("findings");
        return findings.valueStream().map(JsonNode::asText).toList();
    }

    @Test
    void acceptsTheIssuer() {
        JsonNode event = realm.acceptance(agent.assertion().claim("aud", issuer));
        assertThat(finding(event)).isNull();
    }

    @Test
    void acceptsTheIssuerAsTheOnlyElementOfAList() {
        realm.acceptance(agent.assertion().claim("aud", List.of(issuer)));
    }

    @Test
    void refusesASecondAudience() {
        assertRefused(agent, List.of(issuer, "https://elsewhere.example"));
    }

    @Test
    void refusesTheIssuerTwice() {
        assertRefused(agent, List.of(issuer, issuer));
    }

    @Test
    void refusesAnEmptyList() {
        assertRefused(agent, List.of());
    }

    @Test
    void refusesAMissingAudience() {
        realm.refusal(agent.assertion().withoutClaim("aud"))
                .discloses("audience_invalid")
                .withItsKey(agent);
    }

    @Test
    void refusesATrailingSlash() {
        assertRefused(agent, issuer + "/");
    }

    @Test
    void refusesAnotherRealm() {
        assertRefused(agent, realm.realm().keycloak().issuer("master"));
    }

    @Test
    void refusesTheTokenEndpoint() {
        assertRefused(agent, tokenEndpoint);
    }

    @Test
    void acceptsTheTokenEndpointFromAgentsThatMayUseItAndSaysSo() {
        TestAgent legacy = realm.agent("legacy-agent");
        realm.change(legacy, Map.of("allowLegacyAudience", true));
        JsonNode event = realm.acceptance(legacy.assertion().claim("aud", tokenEndpoint));
        assertThat(finding(event)).isEqualTo("legacy_audience_used");
        assertThat(findings(legacy)).containsExactly("legacy_audience_allowed");
    }

    @Test
    void acceptsTheIssuerFromSuchAgentsWithoutAFinding() {
        TestAgent legacy = realm.agent("legacy-agent-with-issuer");
        realm.change(legacy, Map.of("allowLegacyAudience", true));
        JsonNode event = realm.acceptance(legacy.assertion().claim("aud", List.of(issuer)));
        assertThat(finding(event)).isNull();
    }

    @Test
    void holdsSuchAgentsToASoleAudienceToo() {
        TestAgent legacy = realm.agent("legacy-agent-with-list");
        realm.change(legacy, Map.of("allowLegacyAudience", true));
        assertRefused(legacy, List.of(issuer, tokenEndpoint));
        assertRefused(legacy, "https://elsewhere.example");
    }

    @Test
    void refusesTheTokenEndpointAgainOnceItIsNoLongerAllowed() {
        TestAgent legacy = realm.agent("legacy-agent-reformed");
        realm.change(legacy, Map.of("allowLegacyAudience", true));
        realm.acceptance(legacy.assertion().claim("aud", tokenEndpoint));
        realm.change(legacy, Map.of("allowLegacyAudience", false));
        assertRefused(legacy, tokenEndpoint);
        assertThat(findings(legacy)).isEmpty();
    }
}
