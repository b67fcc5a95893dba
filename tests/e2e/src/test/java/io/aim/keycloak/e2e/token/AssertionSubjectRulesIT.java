package io.aim.keycloak.e2e.token;

import io.aim.keycloak.testkit.KeycloakTest;
import io.aim.keycloak.testkit.TestAgent;
import io.aim.keycloak.testkit.TestRealm;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Who an assertion says it comes from. */
@KeycloakTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AssertionSubjectRulesIT {
    private final TokenRealm realm;
    private final TestAgent agent;
    private final TestAgent other;

    AssertionSubjectRulesIT(TestRealm testRealm) {
        realm = TokenRealm.prepare(testRealm);
        agent = realm.agent("subject-agent");
        other = realm.agent("other-agent");
    }

    @Test
    void refusesAnIssuerThatIsNotTheSubject() {
        realm.refusal(agent.assertion().claim("iss", "somebody-else"))
                .discloses("issuer_invalid")
                .withItsKey(agent);
    }

    @Test
    void refusesAnotherAgentAsIssuer() {
        realm.refusal(agent.assertion().claim("iss", other.name()))
                .discloses("issuer_invalid")
                .withItsKey(agent);
    }

    @Test
    void refusesAMissingIssuer() {
        realm.refusal(agent.assertion().withoutClaim("iss"))
                .discloses("issuer_invalid")
                .withItsKey(agent);
    }

    @Test
    void refusesTheSubjectOfAnotherAgent() {
        realm.refusal(agent.assertion().claim("sub", other.name()))
                .hides("unknown_key")
                .of(other)
                .withoutKey();
    }

    @Test
    void refusesAnAssertionInTheNameOfAnotherAgent() {
        realm.refusal(agent.assertion().claim("iss", other.name()).claim("sub", other.name()))
                .hides("unknown_key")
                .of(other)
                .withoutKey();
    }

    @Test
    void refusesAnAssertionInTheNameOfAnotherAgentThatNamesThatAgentsKey() {
        realm.refusal(agent.assertion()
                        .header("kid", other.key().thumbprint())
                        .claim("iss", other.name())
                        .claim("sub", other.name()))
                .hides("signature_invalid")
                .withItsKey(other);
    }

    @Test
    void refusesAMissingSubjectEvenWhereTheClientIdNamesTheAgent() {
        realm.refusal(() -> realm.realm()
                        .tokens()
                        .clientCredentials(
                                agent.assertion().withoutClaim("sub").sign(), Map.of("client_id", agent.name())))
                .discloses("issuer_invalid")
                .withItsKey(agent);
    }

    @Test
    void refusesAClientIdThatIsNotTheSubject() {
        realm.refusal(() -> realm.realm()
                        .tokens()
                        .clientCredentials(agent.assertion().sign(), Map.of("client_id", other.name())))
                .discloses("client_id_mismatch")
                .of(agent)
                .withoutKey();
    }

    @Test
    void acceptsTheAgentsOwnClientId() {
        realm.acceptance(() ->
                realm.realm().tokens().clientCredentials(agent.assertion().sign(), Map.of("client_id", agent.name())));
    }

    @Test
    void doesNotTakeTheNameInAnotherCase() {
        String shouted = agent.name().toUpperCase(Locale.ROOT);
        realm.refusal(agent.assertion().claim("iss", shouted).claim("sub", shouted))
                .hides("unknown_agent")
                .ofNobody();
    }

    @Test
    void doesNotTakeTheAgentsIdForItsName() {
        realm.refusal(agent.assertion().claim("iss", agent.id()).claim("sub", agent.id()))
                .hides("unknown_agent")
                .ofNobody();
    }

    @Test
    void refusesANameThatNoDatabaseCanHold() {
        realm.refusal(agent.assertion().claim("iss", "nul\u0000").claim("sub", "nul\u0000"))
                .hides("unknown_agent")
                .ofNobody();
    }
}
