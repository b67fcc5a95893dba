package io.aim.keycloak.core.assertion;

import static io.aim.keycloak.core.assertion.AssertionDraft.AGENT;
import static io.aim.keycloak.core.assertion.AssertionDraft.ISSUER;
import static io.aim.keycloak.core.assertion.AssertionDraft.NOW;
import static io.aim.keycloak.core.assertion.AssertionDraft.TOKEN_ENDPOINT;
import static io.aim.keycloak.core.assertion.Courtroom.NOW_MILLIS;
import static io.aim.keycloak.core.assertion.Courtroom.active;
import static io.aim.keycloak.core.assertion.Courtroom.agent;
import static io.aim.keycloak.core.assertion.Courtroom.judge;
import static io.aim.keycloak.core.assertion.Courtroom.outcome;
import static io.aim.keycloak.core.assertion.Courtroom.thumbprint;
import static io.aim.keycloak.core.assertion.Courtroom.verifiedAgent;
import static org.assertj.core.api.Assertions.assertThat;

import io.aim.keycloak.core.agent.AgentStatus;
import io.aim.keycloak.core.assertion.AssertionVerdict.Accepted;
import io.aim.keycloak.core.key.TestKeyPair;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class AssertionVerifierTest {

    private static final TestKeyPair KEY = TestKeyPair.generate();
    private static final String THUMBPRINT = KEY.publicKey().thumbprint();

    @Test
    void aFlawlessAssertionIsAccepted() {
        assertThat(judge(new AssertionDraft().parsed(KEY), verifiedAgent(active(KEY))))
                .isEqualTo(new Accepted(THUMBPRINT, false));
    }

    @Nested
    class TheHeader {

        @ParameterizedTest
        @ValueSource(strings = {"Ed25519", "EdDSA"})
        void namesEd25519ByItsOldOrNewName(String alg) {
            assertThat(verdict(new AssertionDraft().header("alg", alg))).isEqualTo("accepted");
        }

        @ParameterizedTest
        @ValueSource(strings = {"none", "None", "", "ed25519", "EDDSA", "EdDSA ", "Ed448", "ES256", "HS256", "RS256"})
        void namesNoOtherAlgorithm(String alg) {
            assertThat(verdict(new AssertionDraft().header("alg", alg))).isEqualTo("alg_not_allowed");
        }

        @ParameterizedTest
        @ValueSource(strings = {"JWT", "jwt", "Jwt", "client-authentication+jwt", "CLIENT-AUTHENTICATION+JWT"})
        void mayTellTheTypeInAnyCase(String typ) {
            assertThat(verdict(new AssertionDraft().header("typ", typ))).isEqualTo("accepted");
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "at+jwt", "dpop+jwt", "JOSE", "application/jwt", "JWT ", "ＪＷＴ"})
        void tellsNoOtherType(String typ) {
            assertThat(verdict(new AssertionDraft().header("typ", typ))).isEqualTo("typ_not_allowed");
        }

        @Test
        void hasNoCriticalExtensions() {
            assertThat(verdict(new AssertionDraft().header("crit", List.of()))).isEqualTo("crit_not_supported");
            assertThat(verdict(new AssertionDraft().header("crit", List.of("b64"))))
                    .isEqualTo("crit_not_supported");
        }

        @Test
        void isJudgedEvenIfNobodyIsKnownByThatName() {
            ClientAssertion assertion =
                    new AssertionDraft().header("alg", "ES256").parsed(KEY);

            assertThat(outcome(judge(assertion, null))).isEqualTo("alg_not_allowed");
        }
    }

    @Nested
    class IssuerAndSubject {

        @ParameterizedTest
        @ValueSource(strings = {"iss", "sub"})
        void areBothTheClientId(String claim) {
            assertThat(verdict(new AssertionDraft().claim(claim, null))).isEqualTo("issuer_invalid");
            assertThat(verdict(new AssertionDraft().claim(claim, ""))).isEqualTo("issuer_invalid");
            assertThat(verdict(new AssertionDraft().claim(claim, "another"))).isEqualTo("issuer_invalid");
            assertThat(verdict(new AssertionDraft().claim(claim, AGENT.toUpperCase(Locale.ROOT))))
                    .isEqualTo("issuer_invalid");
        }
    }

    @Nested
    class TheAudience {

        @Test
        void isTheIssuerAsStringOrAsArrayOfOne() {
            assertThat(verdict(new AssertionDraft().claim("aud", ISSUER))).isEqualTo("accepted");
            assertThat(verdict(new AssertionDraft().claim("aud", List.of(ISSUER))))
                    .isEqualTo("accepted");
        }

        @Test
        void isNeitherAbsentNorEmpty() {
            assertThat(verdict(new AssertionDraft().claim("aud", null))).isEqualTo("audience_invalid");
            assertThat(verdict(new AssertionDraft().claim("aud", List.of()))).isEqualTo("audience_invalid");
            assertThat(verdict(new AssertionDraft().claim("aud", ""))).isEqualTo("audience_invalid");
        }

        @Test
        void isTheSoleValue() {
            assertThat(verdict(new AssertionDraft().claim("aud", List.of(ISSUER, "https://other.example"))))
                    .isEqualTo("audience_invalid");
            assertThat(verdict(new AssertionDraft().claim("aud", List.of(ISSUER, ISSUER))))
                    .isEqualTo("audience_invalid");
            assertThat(verdictWithLegacySwitch(new AssertionDraft().claim("aud", List.of(ISSUER, TOKEN_ENDPOINT))))
                    .isEqualTo("audience_invalid");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    ISSUER + "/",
                    "HTTPS://id.example/realms/acme",
                    "https://id.example:443/realms/acme",
                    " " + ISSUER
                })
        void isComparedCharacterByCharacter(String audience) {
            assertThat(verdict(new AssertionDraft().claim("aud", audience))).isEqualTo("audience_invalid");
            assertThat(verdictWithLegacySwitch(new AssertionDraft().claim("aud", audience)))
                    .isEqualTo("audience_invalid");
        }

        @Test
        void isTheTokenEndpointForAgentsWithTheLegacySwitchOnly() {
            AssertionDraft draft = new AssertionDraft().claim("aud", TOKEN_ENDPOINT);

            assertThat(verdict(draft)).isEqualTo("audience_invalid");
            assertThat(judge(draft.parsed(KEY), withLegacySwitch())).isEqualTo(new Accepted(THUMBPRINT, true));
        }

        @Test
        void isNotReportedAsLegacyWhenItIsTheIssuer() {
            assertThat(judge(new AssertionDraft().parsed(KEY), withLegacySwitch()))
                    .isEqualTo(new Accepted(THUMBPRINT, false));
        }

        private String verdictWithLegacySwitch(AssertionDraft draft) {
            return outcome(judge(draft.parsed(KEY), withLegacySwitch()));
        }

        private AgentCredentials withLegacySwitch() {
            return new AgentCredentials(AGENT, AgentStatus.VERIFIED, true, List.of(active(KEY)), null);
        }
    }

    @Nested
    class TheId {

        @Test
        void isRequired() {
            assertThat(verdict(new AssertionDraft().claim("jti", null))).isEqualTo("jti_missing");
            assertThat(verdict(new AssertionDraft().claim("jti", ""))).isEqualTo("jti_missing");
            assertThat(verdict(new AssertionDraft().claim("jti", " \t"))).isEqualTo("jti_missing");
        }

        @Test
        void hasAtMostOneHundredAndTwentyEightCharacters() {
            assertThat(verdict(new AssertionDraft().claim("jti", "j".repeat(128))))
                    .isEqualTo("accepted");
            assertThat(verdict(new AssertionDraft().claim("jti", "j".repeat(129))))
                    .isEqualTo("jti_too_long");
        }

        @Test
        void isUsedOnce() {
            SetReplayGuard guard = new SetReplayGuard();
            ClientAssertion assertion = new AssertionDraft().parsed(KEY);
            ClientAssertion sameId = new AssertionDraft().claim("exp", NOW + 61).parsed(KEY);
            ClientAssertion otherId = new AssertionDraft().claim("jti", "other").parsed(KEY);

            assertThat(verdict(assertion, guard)).isEqualTo("accepted");
            assertThat(verdict(assertion, guard)).isEqualTo("assertion_replayed");
            assertThat(verdict(sameId, guard)).isEqualTo("assertion_replayed");
            assertThat(verdict(otherId, guard)).isEqualTo("accepted");
        }

        @Test
        void isNotUsedUpByAnAssertionThatIsRefusedForItsClaims() {
            SetReplayGuard guard = new SetReplayGuard();

            assertThat(verdict(new AssertionDraft().claim("exp", NOW - 100).parsed(KEY), guard))
                    .isEqualTo("assertion_expired");
            assertThat(verdict(new AssertionDraft().claim("aud", "elsewhere").parsed(KEY), guard))
                    .isEqualTo("audience_invalid");
            assertThat(guard.asked()).isFalse();
        }
    }

    @Nested
    class TheStatus {

        @ParameterizedTest
        @CsvSource({"PENDING,agent_pending", "VERIFIED,accepted", "SUSPENDED,agent_suspended", "REVOKED,agent_revoked"})
        void mustBeVerified(AgentStatus status, String outcome) {
            AssertionVerdict verdict = judge(new AssertionDraft().parsed(KEY), agent(status, active(KEY)));

            assertThat(outcome(verdict)).isEqualTo(outcome);
            assertThat(thumbprint(verdict)).isEqualTo(THUMBPRINT);
        }

        @ParameterizedTest
        @EnumSource
        void isToldToNobodyWhoDoesNotHoldTheKey(AgentStatus status) {
            assertThat(outcome(judge(new AssertionDraft().parsed(TestKeyPair.generate()), agent(status, active(KEY)))))
                    .isEqualTo("signature_invalid");
        }

        @Test
        void isToldToNobodyWhoReplaysAnAssertion() {
            SetReplayGuard guard = new SetReplayGuard();
            ClientAssertion assertion = new AssertionDraft().parsed(KEY);
            AgentCredentials suspended = agent(AgentStatus.SUSPENDED, active(KEY));

            assertThat(outcome(judge(assertion, suspended, NOW_MILLIS, guard))).isEqualTo("agent_suspended");
            assertThat(outcome(judge(assertion, suspended, NOW_MILLIS, guard))).isEqualTo("assertion_replayed");
        }
    }

    private static String verdict(AssertionDraft draft) {
        return outcome(judge(draft.parsed(KEY), verifiedAgent(active(KEY))));
    }

    private static String verdict(ClientAssertion assertion, ReplayGuard guard) {
        return outcome(judge(assertion, verifiedAgent(active(KEY)), NOW_MILLIS, guard));
    }
}
