package io.aim.keycloak.e2e.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.aim.keycloak.cli.client.AgentKey;
import io.aim.keycloak.cli.client.Json;
import io.aim.keycloak.cli.client.Jws;
import io.aim.keycloak.cli.client.Reply;
import io.aim.keycloak.testkit.JdbcAccess;
import io.aim.keycloak.testkit.Keycloak;
import io.aim.keycloak.testkit.KeycloakTest;
import io.aim.keycloak.testkit.TestAgent;
import io.aim.keycloak.testkit.TestRealm;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The key and the signature. None of these refusals tells a stranger what the server knows. */
@KeycloakTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AssertionKeyRulesIT {
    private final TokenRealm realm;
    private final JdbcAccess database;
    private final TestAgent agent;

    AssertionKeyRulesIT(Keycloak keycloak, TestRealm testRealm) {
        realm = TokenRealm.prepare(testRealm);
        database = keycloak.jdbc();
        agent = realm.agent("key-agent");
    }

    @Test
    void acceptsAnAssertionWithoutKeyId() {
        assertThat(realm.acceptance(agent.assertion().withoutHeader("kid"))
                        .path("details")
                        .path("aim_key_thumbprint")
                        .asText())
                .isEqualTo(agent.key().thumbprint());
    }

    @Test
    void namesTheKeyOfALogin() {
        assertThat(realm.acceptance(agent.assertion())
                        .path("details")
                        .path("aim_key_thumbprint")
                        .asText())
                .isEqualTo(agent.key().thumbprint());
    }

    @Test
    void refusesAnUnknownKeyId() {
        realm.refusal(agent.assertion().header("kid", AgentKey.generate().thumbprint()))
                .hides("unknown_key")
                .of(agent)
                .withoutKey();
    }

    @Test
    void refusesTheKeyOfAnotherAgent() {
        TestAgent other = realm.agent("key-other-agent");
        realm.refusal(agent.assertion().header("kid", other.key().thumbprint()).signedBy(other.key()))
                .hides("unknown_key")
                .of(agent)
                .withoutKey();
    }

    @Test
    void refusesAnotherKeyUnderTheRightKeyId() {
        realm.refusal(agent.assertion().signedBy(AgentKey.generate()))
                .hides("signature_invalid")
                .withItsKey(agent);
    }

    @Test
    void refusesAnotherKeyWithoutKeyId() {
        realm.refusal(agent.assertion().withoutHeader("kid").signedBy(AgentKey.generate()))
                .hides("signature_invalid")
                .of(agent)
                .withoutKey();
    }

    @Test
    void refusesAFlippedBitInTheSignature() {
        realm.refusal(agent.assertion().signature(Forgery::flipped))
                .hides("signature_invalid")
                .withItsKey(agent);
    }

    @Test
    void refusesChangedClaims() {
        realm.refusal(agent.assertion().compact(jws -> {
                    String[] parts = jws.split("\\.", -1);
                    String claims = Json.object()
                            .put("iss", agent.name())
                            .put("sub", agent.name())
                            .put("jti", "changed")
                            .toString();
                    return parts[0] + "." + Jws.encode(claims.getBytes(StandardCharsets.UTF_8)) + "." + parts[2];
                }))
                .hides("signature_invalid")
                .withItsKey(agent);
    }

    @Test
    void refusesAMalleatedSignature() {
        realm.refusal(agent.assertion().signature(Forgery::malleated))
                .hides("signature_invalid")
                .withItsKey(agent);
    }

    @Test
    void refusesASignatureOfAnotherLength() {
        realm.refusal(agent.assertion().signature(signature -> new byte[63]))
                .hides("signature_invalid")
                .withItsKey(agent);
    }

    @Test
    void refusesAnEmptySignature() {
        realm.refusal(agent.assertion().signature(signature -> new byte[0]))
                .hides("signature_invalid")
                .withItsKey(agent);
    }

    @Test
    void refusesTheSignatureThatFitsEveryMessageUnderAKeyOfSmallOrder() {
        realm.refusal(agent.assertion().signature(signature -> Forgery.universalSignature()))
                .hides("signature_invalid")
                .withItsKey(agent);
    }

    @Test
    void registersNoKeyOfSmallOrder() {
        Reply reply = realm.realm()
                .admin()
                .post(
                        realm.realm().aimPath("/agents"),
                        TestAgent.registration(
                                        "small-order-agent",
                                        agent.key(),
                                        realm.owner().id(),
                                        realm.sponsor().id())
                                .put("publicKey", Jws.encode(Forgery.neutralPoint())));
        assertThat(reply.status()).as(reply.summary()).isEqualTo(400);
        assertThat(reply.body().path("error").asText()).isEqualTo("invalid_public_key");
    }

    @Test
    void trustsNoKeyOfSmallOrderEvenWhereTheDatabaseHoldsOne() throws SQLException {
        TestAgent victim = realm.agent("small-order-victim"); // its rows were not read for a log-in yet
        assertThat(database.update(
                        "update AIM_AGENT_KEY set PUBLIC_KEY = ? where AGENT_ID = ?",
                        Jws.encode(Forgery.neutralPoint()),
                        victim.id()))
                .isEqualTo(1);
        Reply reply = realm.realm()
                .tokens()
                .clientCredentials(victim.assertion()
                        .signature(signature -> Forgery.universalSignature())
                        .sign());
        assertThat(reply.status()).as(reply.summary()).isBetween(400, 401);
        assertThat(reply.body().has("access_token")).as(reply.summary()).isFalse();
    }

    @Test
    void refusesAnExpiredKeyAsIfItWereUnknownAndTellsTheOperatorWhy() throws SQLException {
        TestAgent expired = realm.agent("expired-key-agent");
        expire(expired);
        realm.refusal(expired.assertion()).hides("key_expired").withItsKey(expired);
        realm.refusal(expired.assertion().withoutHeader("kid"))
                .hides("unknown_key")
                .of(expired)
                .withoutKey();
    }

    @Test
    void doesNotSayThatAKeyExpiredToThoseWhoDoNotHoldIt() throws SQLException {
        TestAgent expired = realm.agent("expired-key-victim");
        expire(expired);
        realm.refusal(expired.assertion().signedBy(AgentKey.generate()))
                .hides("signature_invalid")
                .withItsKey(expired);
    }

    @Test
    void refusesAKeyThatIsNoLongerActive() throws SQLException {
        TestAgent retired = realm.agent("retired-key-agent");
        assertThat(database.update("update AIM_AGENT_KEY set STATE = 'retired' where AGENT_ID = ?", retired.id()))
                .isEqualTo(1);
        realm.reread(retired);
        realm.refusal(retired.assertion()).hides("key_not_active").withItsKey(retired);
    }

    @Test
    void acceptsAKeyInItsGracePeriodAndNotAfterIt() throws SQLException {
        TestAgent rotated = realm.agent("grace-key-agent");
        setGrace(rotated, System.currentTimeMillis() + 3_600_000);
        realm.acceptance(rotated.assertion());
        setGrace(rotated, System.currentTimeMillis() - 1);
        realm.refusal(rotated.assertion()).hides("key_not_active").withItsKey(rotated);
    }

    private void expire(TestAgent of) throws SQLException {
        assertThat(database.update(
                        "update AIM_AGENT_KEY set EXPIRES_AT = ? where AGENT_ID = ?",
                        System.currentTimeMillis() - 1,
                        of.id()))
                .isEqualTo(1);
        realm.reread(of);
    }

    private void setGrace(TestAgent of, long until) throws SQLException {
        assertThat(database.update(
                        "update AIM_AGENT_KEY set STATE = 'grace', GRACE_UNTIL = ? where AGENT_ID = ?", until, of.id()))
                .isEqualTo(1);
        realm.reread(of);
    }
}
