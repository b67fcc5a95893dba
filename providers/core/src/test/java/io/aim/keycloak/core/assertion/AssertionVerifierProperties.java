package io.aim.keycloak.core.assertion;

import static io.aim.keycloak.core.assertion.Courtroom.NOW_MILLIS;
import static io.aim.keycloak.core.assertion.Courtroom.active;
import static io.aim.keycloak.core.assertion.Courtroom.verifiedAgent;
import static org.assertj.core.api.Assertions.assertThat;

import io.aim.keycloak.core.assertion.AssertionVerdict.Accepted;
import io.aim.keycloak.core.assertion.AssertionVerdict.Refused;
import io.aim.keycloak.core.key.TestKeyPair;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class AssertionVerifierProperties {

    private static final TestKeyPair KEY = TestKeyPair.generate();
    private static final String COMPACT =
            new AssertionDraft().header("kid", KEY.publicKey().thumbprint()).signedBy(KEY);
    private static final List<ClientAssertion> FIVE = IntStream.range(0, 5)
            .mapToObj(i -> new AssertionDraft().claim("jti", "id-" + i).parsed(KEY))
            .toList();

    @Provide
    Arbitrary<AssertionScenario> scenarios() {
        return AssertionScenarios.all();
    }

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void theVerdictIsTheOneOfTheReferenceModel(@ForAll("scenarios") AssertionScenario scenario) {
        AssertionVerdict verdict = judge(scenario);

        assertThat(Courtroom.outcome(verdict)).isEqualTo(ReferenceModel.outcome(scenario));
        if (verdict instanceof Accepted accepted) {
            assertThat(accepted.thumbprint())
                    .isEqualTo(AssertionScenario.thumbprint(scenario.header().signer()));
            assertThat(accepted.legacyAudience())
                    .isEqualTo(scenario.claims().aud().contains(AssertionDraft.TOKEN_ENDPOINT));
        }
    }

    @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
    void theReplayGuardIsAskedOnlyWhenNothingButTheStatusIsLeftToJudge(
            @ForAll("scenarios") AssertionScenario scenario) {
        SetReplayGuard guard = scenario.guard();
        AssertionVerdict verdict = Courtroom.judge(scenario.assertion(), scenario.credentials(), NOW_MILLIS, guard);

        assertThat(guard.asked())
                .isEqualTo(Set.of("accepted", "assertion_replayed", "agent_pending", "agent_suspended", "agent_revoked")
                        .contains(Courtroom.outcome(verdict)));
    }

    @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
    void theReplayGuardIsNeverAskedWhenTheSignatureIsWrong(@ForAll("scenarios") AssertionScenario scenario) {
        SetReplayGuard guard = scenario.guard();
        AssertionScenario.Header header = scenario.header();
        AssertionScenario forged = new AssertionScenario(
                new AssertionScenario.Header(
                        header.alg(), header.typ(), header.critical(), header.kid(), AssertionScenario.STRANGER),
                scenario.agent(),
                scenario.claims());

        assertThat(Courtroom.judge(forged.assertion(), forged.credentials(), NOW_MILLIS, guard))
                .isInstanceOf(Refused.class);
        assertThat(guard.asked()).isFalse();
    }

    @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
    void whatDependsOnAgentsAndKeysReadsAlikeForAStranger(@ForAll("scenarios") AssertionScenario scenario) {
        if (judge(scenario) instanceof Refused refused
                && Set.of("unknown_agent", "unknown_key", "key_expired", "key_not_active", "signature_invalid")
                        .contains(refused.reason().code())) {
            assertThat(refused.reason().description()).isEqualTo("Invalid client or Invalid client credentials");
        }
    }

    @Provide
    Arbitrary<Character> replacement() {
        return Arbitraries.frequencyOf(
                Tuple.of(9, Arbitraries.chars().alpha().numeric().with('-', '_')),
                Tuple.of(1, Arbitraries.of('.', '=', '+', '/', ' ', '\u0000', 'é', '\u0141')));
    }

    @Property(tries = 600)
    void anAssertionWithOneCharacterChangedIsRefused(
            @ForAll @IntRange(max = 1_000_000) int index, @ForAll("replacement") char replacement) {
        int position = index % COMPACT.length();
        String changed = COMPACT.substring(0, position) + replacement + COMPACT.substring(position + 1);

        assertThat(accepted(changed)).isEqualTo(changed.equals(COMPACT));
    }

    @Property(tries = 50)
    void everyAssertionIsAcceptedExactlyOnce(@ForAll @Size(max = 20) List<@IntRange(max = 4) Integer> submissions) {
        SetReplayGuard guard = new SetReplayGuard();
        Set<Integer> seen = new HashSet<>();

        for (int submission : submissions) {
            AssertionVerdict verdict =
                    Courtroom.judge(FIVE.get(submission), verifiedAgent(active(KEY)), NOW_MILLIS, guard);
            assertThat(Courtroom.outcome(verdict)).isEqualTo(seen.add(submission) ? "accepted" : "assertion_replayed");
        }
    }

    private static AssertionVerdict judge(AssertionScenario scenario) {
        return Courtroom.judge(scenario.assertion(), scenario.credentials(), NOW_MILLIS, scenario.guard());
    }

    private static boolean accepted(String compact) {
        try {
            return Courtroom.judge(ClientAssertionParser.parse(compact), verifiedAgent(active(KEY)))
                    instanceof Accepted;
        } catch (MalformedAssertionException e) {
            return false;
        }
    }
}
