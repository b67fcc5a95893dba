package io.aim.keycloak.core.assertion;

import static io.aim.keycloak.core.assertion.AssertionDraft.AGENT;
import static io.aim.keycloak.core.assertion.AssertionDraft.NOW;
import static io.aim.keycloak.core.assertion.Courtroom.NOW_MILLIS;
import static io.aim.keycloak.core.assertion.Courtroom.POLICY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.aim.keycloak.core.InvalidInputException;
import io.aim.keycloak.core.key.KeyState;
import io.aim.keycloak.core.key.TestKeyPair;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyRotationVerifierTest {

    private static final TestKeyPair CURRENT = TestKeyPair.generate();
    private static final TestKeyPair NEXT = TestKeyPair.generate();
    private static final UnaryOperator<AssertionDraft> FLAWLESS = UnaryOperator.identity();

    private final SetReplayGuard replay = new SetReplayGuard();

    private static AssertionDraft statement(String jti, TestKeyPair signer) {
        return new AssertionDraft()
                .header("typ", KeyRotationVerifier.TYPE)
                .header("kid", signer.publicKey().thumbprint())
                .claim("sub", NEXT.publicKey().thumbprint())
                .claim("jti", jti);
    }

    private String rotate(UnaryOperator<AssertionDraft> current, UnaryOperator<AssertionDraft> next) {
        return rotate(current, CURRENT, next, NEXT, Courtroom.verifiedAgent(Courtroom.active(CURRENT)));
    }

    private String rotate(
            UnaryOperator<AssertionDraft> current,
            TestKeyPair currentSigner,
            UnaryOperator<AssertionDraft> next,
            TestKeyPair nextSigner,
            AgentCredentials agent) {
        return new KeyRotationVerifier("current", "next", POLICY, NOW_MILLIS)
                .verify(
                        current.apply(statement("1", CURRENT)).parsed(currentSigner),
                        next.apply(statement("2", NEXT)).parsed(nextSigner),
                        agent,
                        NEXT.publicKey().thumbprint(),
                        Courtroom.active(NEXT).verifier(),
                        replay);
    }

    @Test
    void bothKeysSayTheSameAndTheFirstIsNamed() {
        assertThat(rotate(FLAWLESS, FLAWLESS)).isEqualTo(CURRENT.publicKey().thumbprint());
    }

    @Test
    void theStatementOfTheNewKeyNeedsNoKid() {
        assertThat(rotate(FLAWLESS, next -> next.header("kid", null)))
                .isEqualTo(CURRENT.publicKey().thumbprint());
    }

    @Test
    void eachStatementIsSignedByItsOwnKey() {
        AgentCredentials agent = Courtroom.verifiedAgent(Courtroom.active(CURRENT));

        refused("current", "signature_invalid", () -> rotate(FLAWLESS, NEXT, FLAWLESS, NEXT, agent));
        refused("next", "signature_invalid", () -> rotate(FLAWLESS, CURRENT, FLAWLESS, CURRENT, agent));
    }

    @ParameterizedTest
    @EnumSource(
            value = KeyState.class,
            names = {"GRACE", "RETIRED", "REVOKED"})
    void onlyAnActiveKeyNamesASuccessor(KeyState state) {
        AgentCredentials agent = Courtroom.verifiedAgent(Courtroom.key(CURRENT, state, null, NOW_MILLIS + 60_000));

        refused("current", "key_not_active", () -> rotate(FLAWLESS, CURRENT, FLAWLESS, NEXT, agent));
    }

    @Test
    void anExpiredKeyNamesNoSuccessor() {
        AgentCredentials agent = Courtroom.verifiedAgent(Courtroom.key(CURRENT, KeyState.ACTIVE, NOW_MILLIS, null));

        refused("current", "key_not_active", () -> rotate(FLAWLESS, CURRENT, FLAWLESS, NEXT, agent));
    }

    @ParameterizedTest
    @ValueSource(strings = {"JWT", "client-authentication+jwt", "AIM-KEY-ROTATION+JWT", "aim-receipt+jwt"})
    void anotherTypeIsRefused(String type) {
        refused("current", "typ_not_allowed", () -> rotate(s -> s.header("typ", type), FLAWLESS));
        refused("next", "typ_not_allowed", () -> rotate(FLAWLESS, s -> s.header("typ", type)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "HS256", "RS256", "ES256", "ed25519"})
    void anotherAlgorithmIsRefused(String algorithm) {
        refused("current", "alg_not_allowed", () -> rotate(s -> s.header("alg", algorithm), FLAWLESS));
    }

    @Test
    void everyClaimCounts() {
        refused("current", "issuer_invalid", () -> rotate(s -> s.claim("iss", "other"), FLAWLESS));
        refused("next", "subject_invalid", () -> rotate(FLAWLESS, s -> s.claim("sub", AGENT)));
        refused("next", "audience_invalid", () -> rotate(FLAWLESS, s -> s.claim("aud", List.of("a", "b"))));
        refused("current", "exp_missing", () -> rotate(s -> s.claim("exp", null), FLAWLESS));
        refused("current", "exp_too_far", () -> rotate(s -> s.claim("exp", NOW + 301), FLAWLESS));
        refused("next", "assertion_expired", () -> rotate(FLAWLESS, s -> s.claim("exp", NOW - 15)));
        refused("next", "jti_missing", () -> rotate(FLAWLESS, s -> s.claim("jti", null)));
    }

    @Test
    void aRefusedRequestUsesNoIdUp() {
        refused("next", "subject_invalid", () -> rotate(FLAWLESS, s -> s.claim("sub", AGENT)));

        assertThat(replay.asked()).isFalse();
        rotate(FLAWLESS, FLAWLESS);
        refused("current", "assertion_replayed", () -> rotate(FLAWLESS, FLAWLESS));
    }

    @Test
    void oneStatementIsNotEnough() {
        refused("next", "assertion_replayed", () -> rotate(FLAWLESS, s -> s.claim("jti", "1")));
    }

    private static void refused(String field, String code, ThrowingRotation rotation) {
        InvalidInputException refusal = catchThrowableOfType(InvalidInputException.class, rotation::run);

        assertThat(refusal).as(code).isNotNull();
        assertThat(refusal.code()).isEqualTo(code);
        assertThat(refusal.field()).isEqualTo(field);
    }

    private interface ThrowingRotation {
        @Nullable
        String run();
    }
}
