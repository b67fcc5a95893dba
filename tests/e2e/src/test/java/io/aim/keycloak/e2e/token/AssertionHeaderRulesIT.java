package io.aim.keycloak.e2e.token;

import io.aim.keycloak.testkit.KeycloakTest;
import io.aim.keycloak.testkit.TestAgent;
import io.aim.keycloak.testkit.TestRealm;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The JOSE header of a client assertion. */
@KeycloakTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AssertionHeaderRulesIT {
    private final TokenRealm realm;
    private final TestAgent agent;

    AssertionHeaderRulesIT(TestRealm testRealm) {
        realm = TokenRealm.prepare(testRealm);
        agent = realm.agent("header-agent");
    }

    private void assertAlgorithmRefused(Refusal refusal) {
        refusal.discloses("alg_not_allowed").of(agent).withoutKey();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Ed25519", "EdDSA"})
    void acceptsBothNamesOfTheAlgorithm(String alg) {
        realm.acceptance(agent.assertion().header("alg", alg));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ed25519", "eddsa", "EDDSA", "Ed448", "none", "None", ""})
    void refusesOtherAlgorithmNamesOverAGoodSignature(String alg) {
        assertAlgorithmRefused(realm.refusal(agent.assertion().header("alg", alg)));
    }

    @Test
    void refusesAnUnsignedAssertion() {
        assertAlgorithmRefused(
                realm.refusal(agent.assertion().header("alg", "none").compact(Forgery.unsigned())));
    }

    @Test
    void refusesAnHmacUnderThePublicKey() {
        assertAlgorithmRefused(realm.refusal(agent.assertion()
                .header("alg", "HS256")
                .compact(Forgery.hmac(agent.key().publicBytes()))));
    }

    @Test
    void refusesAnRsaSignature() throws GeneralSecurityException {
        PrivateKey rsa = KeyPairGenerator.getInstance("RSA").generateKeyPair().getPrivate();
        assertAlgorithmRefused(realm.refusal(
                agent.assertion().header("alg", "RS256").compact(Forgery.signature("SHA256withRSA", rsa))));
    }

    @Test
    void refusesAnEcdsaSignature() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(256);
        PrivateKey ec = generator.generateKeyPair().getPrivate();
        assertAlgorithmRefused(realm.refusal(agent.assertion()
                .header("alg", "ES256")
                .compact(Forgery.signature("SHA256withECDSAinP1363Format", ec))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"JWT", "jwt", "client-authentication+jwt", "Client-Authentication+JWT"})
    void acceptsTheTypesOfClientAssertions(String typ) {
        realm.acceptance(agent.assertion().header("typ", typ));
    }

    @Test
    void acceptsAnAssertionWithoutType() {
        realm.acceptance(agent.assertion().withoutHeader("typ"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"at+jwt", "dpop+jwt", "logout+jwt", "application/jwt", ""})
    void refusesOtherTypes(String typ) {
        realm.refusal(agent.assertion().header("typ", typ))
                .discloses("typ_not_allowed")
                .of(agent)
                .withoutKey();
    }

    @Test
    void refusesCriticalExtensions() {
        realm.refusal(agent.assertion().header("crit", List.of("exp")).header("exp", 1))
                .discloses("crit_not_supported")
                .of(agent)
                .withoutKey();
    }

    @Test
    void refusesAnEmptyListOfCriticalExtensions() {
        realm.refusal(agent.assertion().header("crit", List.of()))
                .discloses("crit_not_supported")
                .of(agent);
    }

    @Test
    void ignoresAKeyInTheHeader() {
        TestAgent other = realm.pendingAgent("header-key-agent");
        realm.refusal(agent.assertion()
                        .withoutHeader("kid")
                        .header("jwk", other.key().publicJwk())
                        .signedBy(other.key()))
                .hides("signature_invalid")
                .of(agent);
    }
}
