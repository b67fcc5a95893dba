package io.aim.keycloak.core.assertion;

import static io.aim.keycloak.core.assertion.Courtroom.NOW_MILLIS;
import static io.aim.keycloak.core.assertion.Courtroom.active;
import static io.aim.keycloak.core.assertion.Courtroom.judge;
import static io.aim.keycloak.core.assertion.Courtroom.key;
import static io.aim.keycloak.core.assertion.Courtroom.outcome;
import static io.aim.keycloak.core.assertion.Courtroom.thumbprint;
import static io.aim.keycloak.core.assertion.Courtroom.verifiedAgent;
import static org.assertj.core.api.Assertions.assertThat;

import io.aim.keycloak.core.assertion.AgentCredentials.VerificationKey;
import io.aim.keycloak.core.assertion.AssertionVerdict.Refused;
import io.aim.keycloak.core.key.KeyState;
import io.aim.keycloak.core.key.KeyValidity;
import io.aim.keycloak.core.key.TestKeyPair;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which key counts, and what a stranger learns about keys: nothing. */
class AssertionVerifierKeyTest {

    private static final List<TestKeyPair> PAIRS =
            IntStream.range(0, 5).mapToObj(i -> TestKeyPair.generate()).toList();
    private static final TestKeyPair KEY = PAIRS.get(0);
    private static final TestKeyPair STRANGER = TestKeyPair.generate();

    @Test
    void anUnknownAgentIsRefusedLikeAWrongSignature() {
        AssertionVerdict verdict = judge(new AssertionDraft().parsed(KEY), null);

        assertThat(verdict).isEqualTo(new Refused(RefusalReason.UNKNOWN_AGENT, null));
        assertUndisclosed(verdict);
    }

    @Test
    void aWrongSignatureIsRefused() {
        AssertionVerdict withoutKid = judge(draft(null).parsed(STRANGER), verifiedAgent(active(KEY)));
        AssertionVerdict withKid = judge(draft(KEY).parsed(STRANGER), verifiedAgent(active(KEY)));

        assertThat(withoutKid).isEqualTo(new Refused(RefusalReason.SIGNATURE_INVALID, null));
        assertThat(withKid).isEqualTo(new Refused(RefusalReason.SIGNATURE_INVALID, print(KEY)));
        assertUndisclosed(withKid);
    }

    @Test
    void anEmptySignatureIsRefused() {
        ClientAssertion unsigned = AssertionDraft.parse(draft(KEY).unsigned());

        assertThat(outcome(judge(unsigned, verifiedAgent(active(KEY))))).isEqualTo("signature_invalid");
        assertThat(outcome(judge(unsigned, null))).isEqualTo("unknown_agent");
    }

    @Nested
    class WithAKid {

        @Test
        void thatKeyAndNoOtherCounts() {
            AgentCredentials agent = verifiedAgent(active(PAIRS.get(0)), active(PAIRS.get(1)));

            assertThat(thumbprint(judge(draft(PAIRS.get(1)).parsed(PAIRS.get(1)), agent)))
                    .isEqualTo(print(PAIRS.get(1)));
            assertThat(outcome(judge(draft(PAIRS.get(0)).parsed(PAIRS.get(1)), agent)))
                    .isEqualTo("signature_invalid");
        }

        @Test
        void theLastOfManyKeysCountsAsWell() {
            assertThat(outcome(judge(draft(PAIRS.get(4)).parsed(PAIRS.get(4)), fiveKeys())))
                    .isEqualTo("accepted");
        }

        @Test
        void anUnknownKeyIsRefused() {
            AssertionVerdict verdict = judge(draft(STRANGER).parsed(KEY), verifiedAgent(active(KEY)));

            assertThat(verdict).isEqualTo(new Refused(RefusalReason.UNKNOWN_KEY, null));
            assertUndisclosed(verdict);
        }

        @ParameterizedTest
        @EnumSource(names = {"RETIRED", "REVOKED"})
        void aKeyThatIsNoLongerAcceptedIsRefusedWithoutSayingSo(KeyState state) {
            AssertionVerdict verdict =
                    judge(draft(KEY).parsed(KEY), verifiedAgent(key(KEY, state, null, NOW_MILLIS + 1000)));

            assertThat(verdict).isEqualTo(new Refused(RefusalReason.KEY_NOT_ACTIVE, print(KEY)));
            assertUndisclosed(verdict);
        }

        @ParameterizedTest
        @EnumSource
        void theStateOfAKeyIsNotEvenRecordedForAWrongSignature(KeyState state) {
            assertThat(outcome(judge(draft(KEY).parsed(STRANGER), verifiedAgent(key(KEY, state, 0L, 0L)))))
                    .isEqualTo("signature_invalid");
        }

        @Test
        void aKeyIsAcceptedUntilItExpires() {
            assertThat(outcomeOf(key(KEY, KeyState.ACTIVE, NOW_MILLIS + 1, null)))
                    .isEqualTo("accepted");
            assertThat(outcomeOf(key(KEY, KeyState.ACTIVE, NOW_MILLIS, null))).isEqualTo("key_expired");
            assertThat(outcomeOf(key(KEY, KeyState.ACTIVE, NOW_MILLIS - 1, null)))
                    .isEqualTo("key_expired");
            assertThat(RefusalReason.KEY_EXPIRED.description()).isEqualTo(RefusalReason.UNDISCLOSED);
        }

        @Test
        void aRotatedKeyIsAcceptedUntilItsGraceEnds() {
            assertThat(outcomeOf(key(KEY, KeyState.GRACE, null, NOW_MILLIS + 1)))
                    .isEqualTo("accepted");
            assertThat(outcomeOf(key(KEY, KeyState.GRACE, null, NOW_MILLIS))).isEqualTo("key_not_active");
            assertThat(outcomeOf(key(KEY, KeyState.GRACE, null, null))).isEqualTo("key_not_active");
        }

        @Test
        void graceDoesNotOutliveTheKey() {
            assertThat(outcomeOf(key(KEY, KeyState.GRACE, NOW_MILLIS, NOW_MILLIS + 1)))
                    .isEqualTo("key_expired");
        }

        private String outcomeOf(VerificationKey key) {
            return outcome(judge(draft(KEY).parsed(KEY), verifiedAgent(key)));
        }
    }

    @Nested
    class WithoutAKid {

        @Test
        void theFourNewestUsableKeysAreTried() {
            assertThat(PAIRS.stream().map(pair -> outcome(judge(draft(null).parsed(pair), fiveKeys()))))
                    .containsExactly("accepted", "accepted", "accepted", "accepted", "signature_invalid");
        }

        @Test
        void noMoreThanFourSignaturesAreComputed() {
            AtomicInteger computed = new AtomicInteger();
            VerificationKey[] keys = IntStream.range(0, 9)
                    .mapToObj(i -> new VerificationKey(
                            "t" + i,
                            (message, signature) -> computed.incrementAndGet() < 0,
                            new KeyValidity(KeyState.ACTIVE, null, null)))
                    .toArray(VerificationKey[]::new);

            assertThat(outcome(judge(draft(null).parsed(KEY), verifiedAgent(keys))))
                    .isEqualTo("signature_invalid");
            assertThat(computed).hasValue(4);
        }

        @Test
        void keysThatAreNotUsableTakeNoPlaceAmongTheFour() {
            AgentCredentials agent = verifiedAgent(
                    key(PAIRS.get(0), KeyState.REVOKED, null, null),
                    key(PAIRS.get(1), KeyState.RETIRED, null, null),
                    key(PAIRS.get(2), KeyState.GRACE, null, NOW_MILLIS),
                    key(PAIRS.get(3), KeyState.ACTIVE, NOW_MILLIS, null),
                    active(PAIRS.get(4)));

            assertThat(thumbprint(judge(draft(null).parsed(PAIRS.get(4)), agent)))
                    .isEqualTo(print(PAIRS.get(4)));
            for (TestKeyPair unusable : PAIRS.subList(0, 4)) {
                AssertionVerdict verdict = judge(draft(null).parsed(unusable), agent);
                assertThat(verdict).isEqualTo(new Refused(RefusalReason.SIGNATURE_INVALID, null));
            }
        }

        @Test
        void anAgentWithoutUsableKeysHasNoKnownKey() {
            AssertionVerdict none = judge(draft(null).parsed(KEY), verifiedAgent());
            AssertionVerdict revoked =
                    judge(draft(null).parsed(KEY), verifiedAgent(key(KEY, KeyState.REVOKED, null, null)));

            assertThat(none).isEqualTo(new Refused(RefusalReason.UNKNOWN_KEY, null));
            assertThat(revoked).isEqualTo(new Refused(RefusalReason.UNKNOWN_KEY, null));
        }
    }

    private static AgentCredentials fiveKeys() {
        return verifiedAgent(PAIRS.stream().map(Courtroom::active).toArray(VerificationKey[]::new));
    }

    private static AssertionDraft draft(@Nullable TestKeyPair named) {
        return new AssertionDraft().header("kid", named == null ? null : print(named));
    }

    private static String print(TestKeyPair key) {
        return key.publicKey().thumbprint();
    }

    private static void assertUndisclosed(AssertionVerdict verdict) {
        assertThat(((Refused) verdict).reason().description())
                .isEqualTo("Invalid client or Invalid client credentials");
    }
}
