package io.aim.keycloak.core.assertion;

import static io.aim.keycloak.core.assertion.AssertionDraft.NOW;
import static io.aim.keycloak.core.assertion.Courtroom.MAX_LIFETIME;
import static io.aim.keycloak.core.assertion.Courtroom.NOW_MILLIS;
import static io.aim.keycloak.core.assertion.Courtroom.SKEW;
import static io.aim.keycloak.core.assertion.Courtroom.active;
import static io.aim.keycloak.core.assertion.Courtroom.judge;
import static io.aim.keycloak.core.assertion.Courtroom.outcome;
import static io.aim.keycloak.core.assertion.Courtroom.verifiedAgent;
import static org.assertj.core.api.Assertions.assertThat;

import io.aim.keycloak.core.key.TestKeyPair;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The edges of an assertion's lifetime, to the second. */
class AssertionVerifierLifetimeTest {

    private static final TestKeyPair KEY = TestKeyPair.generate();

    @Test
    void expIsRequired() {
        assertThat(verdict(new AssertionDraft().claim("exp", null))).isEqualTo("exp_missing");
    }

    @Test
    void expMayLieAsFarAheadAsTheRealmAllowsAndNoFurther() {
        assertThat(verdict(new AssertionDraft().claim("exp", NOW + MAX_LIFETIME)))
                .isEqualTo("accepted");
        assertThat(verdict(new AssertionDraft().claim("exp", NOW + MAX_LIFETIME + 1)))
                .isEqualTo("exp_too_far");
        assertThat(verdict(new AssertionDraft().claim("exp", 100_000_000_000L))).isEqualTo("exp_too_far");
    }

    @Test
    void anExpiredAssertionIsAcceptedWithinTheClockSkewOnly() {
        assertThat(verdict(new AssertionDraft().claim("exp", NOW))).isEqualTo("accepted");
        assertThat(verdict(new AssertionDraft().claim("exp", NOW - SKEW + 1))).isEqualTo("accepted");
        assertThat(verdict(new AssertionDraft().claim("exp", NOW - SKEW))).isEqualTo("assertion_expired");
        assertThat(verdict(new AssertionDraft().claim("exp", NOW - SKEW - 1))).isEqualTo("assertion_expired");
        assertThat(verdict(new AssertionDraft().claim("exp", 0))).isEqualTo("assertion_expired");
    }

    @Test
    void nbfMayBeAheadByTheClockSkewAndNoMore() {
        assertThat(verdict(new AssertionDraft().claim("nbf", NOW + SKEW))).isEqualTo("accepted");
        assertThat(verdict(new AssertionDraft().claim("nbf", NOW + SKEW + 1))).isEqualTo("not_yet_valid");
        assertThat(verdict(new AssertionDraft().claim("nbf", 0))).isEqualTo("accepted");
        assertThat(verdict(new AssertionDraft().claim("nbf", null))).isEqualTo("accepted");
    }

    @Test
    void iatMayBeAheadByTheClockSkewAndNoMore() {
        assertThat(verdict(new AssertionDraft().claim("iat", NOW + SKEW))).isEqualTo("accepted");
        assertThat(verdict(new AssertionDraft().claim("iat", NOW + SKEW + 1))).isEqualTo("issued_in_future");
        assertThat(verdict(new AssertionDraft().claim("iat", 0))).isEqualTo("accepted");
        assertThat(verdict(new AssertionDraft().claim("iat", null))).isEqualTo("accepted");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 999})
    void theFractionOfTheCurrentSecondDoesNotMatter(int millis) {
        assertThat(verdict(new AssertionDraft().claim("exp", NOW - SKEW), millis))
                .isEqualTo("assertion_expired");
        assertThat(verdict(new AssertionDraft().claim("exp", NOW - SKEW + 1), millis))
                .isEqualTo("accepted");
        assertThat(verdict(new AssertionDraft().claim("exp", NOW + MAX_LIFETIME), millis))
                .isEqualTo("accepted");
        assertThat(verdict(new AssertionDraft().claim("iat", NOW + SKEW + 1), millis))
                .isEqualTo("issued_in_future");
    }

    @ParameterizedTest
    @ValueSource(longs = {NOW - SKEW + 1, NOW, NOW + 60, NOW + MAX_LIFETIME})
    void theIdIsRememberedForAsLongAsTheAssertionCouldBeUsed(long exp) {
        SetReplayGuard guard = new SetReplayGuard();
        ClientAssertion assertion = new AssertionDraft().claim("exp", exp).parsed(KEY);
        judge(assertion, verifiedAgent(active(KEY)), NOW_MILLIS, guard);
        long lastSecondOfMemory = NOW_MILLIS + (guard.lifespans().get(0) - 1) * 1000;

        assertThat(outcome(judge(assertion, verifiedAgent(active(KEY)), lastSecondOfMemory, new SetReplayGuard())))
                .isEqualTo("assertion_expired");
    }

    private static String verdict(AssertionDraft draft) {
        return verdict(draft, 0);
    }

    private static String verdict(AssertionDraft draft, int millis) {
        return outcome(judge(draft.parsed(KEY), verifiedAgent(active(KEY)), NOW_MILLIS + millis, new SetReplayGuard()));
    }
}
