package io.aim.keycloak.e2e.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.aim.keycloak.cli.client.AgentKey;
import io.aim.keycloak.cli.client.Reply;
import io.aim.keycloak.testkit.Assertion;
import io.aim.keycloak.testkit.Keycloak;
import io.aim.keycloak.testkit.KeycloakTest;
import io.aim.keycloak.testkit.TestAgent;
import io.aim.keycloak.testkit.TestRealm;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Who holds no key of an agent cannot learn from an answer which agents and keys exist. */
@KeycloakTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UndisclosedRefusalsIT {
    private final TokenRealm realm;
    private final TestAgent agent;
    private final TestAgent expired;

    UndisclosedRefusalsIT(Keycloak keycloak, TestRealm testRealm) throws SQLException {
        realm = TokenRealm.prepare(testRealm);
        agent = realm.agent("known-agent");
        expired = realm.agent("expired-agent");
        assertThat(keycloak.jdbc()
                        .update(
                                "update AIM_AGENT_KEY set EXPIRES_AT = ? where AGENT_ID = ?",
                                System.currentTimeMillis() - 1,
                                expired.id()))
                .isEqualTo(1);
        realm.reread(expired);
    }

    /**
     * An answer as its reader sees it.
     *
     * @param status the HTTP status
     * @param headers all headers but the time of the answer
     * @param body the body, byte for byte
     */
    private record Seen(int status, Map<String, List<String>> headers, String body) {

        static Seen of(Reply reply) {
            Map<String, List<String>> headers = new TreeMap<>(reply.headers().map());
            headers.remove("date");
            return new Seen(reply.status(), headers, reply.text());
        }
    }

    private Seen send(Assertion assertion) {
        return Seen.of(realm.realm().tokens().clientCredentials(assertion.sign()));
    }

    private Assertion ofUnknownAgent() {
        return Assertion.of("nobody", AgentKey.generate(), realm.realm().issuer());
    }

    @Test
    void allLookTheSame() {
        Seen reference = send(ofUnknownAgent());
        assertThat(reference.status()).isEqualTo(401);
        assertThat(reference.body())
                .isEqualTo("{\"error\":\"invalid_client\","
                        + "\"error_description\":\"Invalid client or Invalid client credentials\"}");
        Stream.of(
                        ofUnknownAgent().withoutHeader("kid"),
                        ofUnknownAgent().header("kid", agent.key().thumbprint()),
                        agent.assertion().signedBy(AgentKey.generate()),
                        agent.assertion().signature(Forgery::flipped),
                        agent.assertion().header("kid", AgentKey.generate().thumbprint()),
                        agent.assertion().withoutHeader("kid").signedBy(AgentKey.generate()),
                        expired.assertion(),
                        expired.assertion().withoutHeader("kid"),
                        expired.assertion().signedBy(AgentKey.generate()))
                .forEach(assertion -> assertThat(send(assertion)).isEqualTo(reference));
    }

    @Test
    void staySilentAboutRulesThatAForgedAssertionBreaksBesides() {
        Seen reference = send(ofUnknownAgent());
        Stream.of(agent.assertion(), ofUnknownAgent())
                .map(assertion -> assertion.claim("aud", "https://elsewhere.example"))
                .map(assertion -> assertion.withoutClaim("exp"))
                .map(assertion -> assertion.withoutClaim("jti"))
                .map(assertion -> assertion.signedBy(AgentKey.generate()))
                .forEach(assertion -> assertThat(send(assertion)).isEqualTo(reference));
    }

    @Test
    void keycloaksOwnRefusalOfAnUnknownClientLooksTheSame() {
        Reply stock = realm.realm()
                .tokens()
                .post(Map.of("grant_type", "client_credentials", "client_id", "nobody", "client_secret", "guessed"));
        assertThat(Seen.of(stock)).isEqualTo(send(ofUnknownAgent()));
    }

    @Test
    void theEventsTellTheOperatorWhatHappened() {
        realm.refusal(ofUnknownAgent()).hides("unknown_agent").ofNobody();
        realm.refusal(agent.assertion().signedBy(AgentKey.generate()))
                .hides("signature_invalid")
                .withItsKey(agent);
        realm.refusal(expired.assertion()).hides("key_expired").withItsKey(expired);
    }
}
