package io.aim.keycloak.core.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.aim.keycloak.core.agent.AgentStatus;
import io.aim.keycloak.core.agent.AgentType;
import io.aim.keycloak.core.capability.CapabilityType;
import io.aim.keycloak.core.capability.GrantConditions;
import io.aim.keycloak.core.capability.GrantedCapability;
import io.aim.keycloak.core.capability.RiskLevel;
import io.aim.keycloak.core.policy.Enforcement;
import io.aim.keycloak.core.policy.Policy;
import io.aim.keycloak.core.policy.PolicyCondition;
import io.aim.keycloak.core.policy.PolicyEngine;
import io.aim.keycloak.core.policy.PolicyScope;
import io.aim.keycloak.core.policy.PolicySubject;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

class DecisionReplayProperties {

    private static final Instant START = Instant.parse("2026-11-22T12:00:00Z");

    /** An action of the agent, and how the agent stood at that time. */
    record Step(
            int minutesLater,
            long bytes,
            AgentStatus status,
            @Nullable RiskLevel risk,
            boolean granted,
            boolean declared,
            @Nullable BigDecimal trust) {}

    @Provide
    Arbitrary<List<Step>> steps() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 40),
                        Arbitraries.longs().between(0, 60),
                        Arbitraries.of(AgentStatus.VERIFIED, AgentStatus.VERIFIED, AgentStatus.SUSPENDED),
                        Arbitraries.of(RiskLevel.class).injectNull(0.1),
                        Arbitraries.of(true, false),
                        Arbitraries.of(true, false),
                        Arbitraries.of(new BigDecimal("0.200"), new BigDecimal("0.600"), new BigDecimal("0.900"))
                                .injectNull(0.2))
                .as(Step::new)
                .list()
                .ofMaxSize(30);
    }

    @Provide
    Arbitrary<List<Policy>> policies() {
        Arbitrary<PolicyCondition> conditions = Arbitraries.of(
                new PolicyCondition.CapabilityViolation(),
                new PolicyCondition.LowTrust(new BigDecimal("0.4")),
                new PolicyCondition.UnusualActivity(3),
                new PolicyCondition.DataExfiltration(100),
                new PolicyCondition.ConfigurationDrift());
        return Combinators.combine(
                        Arbitraries.strings().withCharRange('a', 'z').ofLength(6),
                        conditions,
                        Arbitraries.integers().between(0, 3),
                        Arbitraries.of(Enforcement.class))
                .as((id, condition, priority, enforcement) ->
                        new Policy(id, id, new PolicyScope.All(), condition, priority, enforcement, true))
                .list()
                .ofMaxSize(8);
    }

    /** What the agent really did in the last hour, by the plainest means. */
    private record Lived(List<Instant> times, List<Long> bytesAllowed, Instant now) implements RecentActions {

        @Override
        public long underGrant(String grantId, long limit) {
            return 0;
        }

        @Override
        public long actions(long limit) {
            return times.stream().filter(this::isRecent).limit(limit).count();
        }

        @Override
        public long bytes() {
            long sum = 0;
            for (int i = 0; i < times.size(); i++) {
                sum += isRecent(times.get(i)) ? bytesAllowed.get(i) : 0;
            }
            return sum;
        }

        private boolean isRecent(Instant time) {
            return !time.isBefore(now.minus(Duration.ofHours(1)));
        }

        @Override
        public long violations(long limit) {
            return 0;
        }
    }

    private record Told(PastAction action, PolicySubject profile, Decision decision) {}

    private static List<Told> live(List<Step> steps, List<Policy> policies, boolean monitoring) {
        DecisionEngine engine = new DecisionEngine(new PolicyEngine(policies), monitoring);
        List<Instant> times = new ArrayList<>();
        List<Long> bytesAllowed = new ArrayList<>();
        List<Told> told = new ArrayList<>();
        Instant now = START;
        for (Step step : steps) {
            now = now.plus(Duration.ofMinutes(step.minutesLater()));
            PolicySubject profile = new PolicySubject("agent", AgentType.AI_AGENT, Set.of(), step.trust());
            DecisionSubject subject = new DecisionSubject(
                    step.status(),
                    null,
                    step.declared() ? Set.of("own:act") : Set.of(),
                    step.granted()
                            ? List.of(
                                    new GrantedCapability("g", "own:act", List.of(), GrantConditions.NONE, null, null))
                            : List.of(),
                    profile);
            RiskLevel risk = step.risk();
            CapabilityType type = risk == null
                    ? null
                    : new CapabilityType(
                            "own:act", "", risk, risk.defaultMinimumTrust(), risk.defaultExecutionMode(), false);
            Decision decision = engine.decide(
                    subject,
                    type,
                    new ActionRequest("own:act", null, step.bytes(), null, now),
                    new Lived(List.copyOf(times), List.copyOf(bytesAllowed), now));
            boolean carriedOut = decision.outcome() == DecisionOutcome.ALLOWED;
            times.add(now);
            bytesAllowed.add(carriedOut ? step.bytes() : 0);
            told.add(new Told(
                    new PastAction(
                            "agent",
                            now,
                            step.bytes(),
                            null,
                            step.declared(),
                            step.trust(),
                            decision.grantId(),
                            decision.mode(),
                            decision.outcome(),
                            decision.reason(),
                            carriedOut),
                    profile,
                    decision));
        }
        return told;
    }

    private static List<Decision> replay(List<Told> told, List<Policy> policies, boolean monitoring) {
        DecisionReplay replay = new DecisionReplay(new PolicyEngine(policies), monitoring);
        return told.stream()
                .map(each -> replay.decide(each.action(), each.profile()))
                .toList();
    }

    @Property
    void theSamePoliciesDecideTheSame(
            @ForAll("steps") List<Step> steps, @ForAll("policies") List<Policy> policies, @ForAll boolean monitoring) {
        List<Told> told = live(steps, policies, monitoring);

        assertThat(replay(told, policies, monitoring))
                .isEqualTo(told.stream().map(Told::decision).toList());
    }

    @Property
    void otherPoliciesDecideAsIfTheyHadBeenThere(
            @ForAll("steps") List<Step> steps, @ForAll("policies") List<Policy> policies) {
        List<Told> before = live(steps, List.of(), false);

        List<DecisionOutcome> wouldBe =
                replay(before, policies, false).stream().map(Decision::outcome).toList();

        List<DecisionOutcome> lived = live(steps, policies, false).stream()
                .map(each -> each.decision().outcome())
                .toList();
        int sayable = sayable(steps);
        assertThat(wouldBe.subList(0, sayable)).isEqualTo(lived.subList(0, sayable));
    }

    /**
     * Steps before the first one whose record does not say that trust was too low, as the missing grant was the reason:
     * from there on the bytes of an hour may be other ones.
     */
    private static int sayable(List<Step> steps) {
        int count = 0;
        while (count < steps.size() && (steps.get(count).granted() || !isTrustTooLow(steps.get(count)))) {
            count++;
        }
        return count;
    }

    private static boolean isTrustTooLow(Step step) {
        RiskLevel risk = step.risk();
        BigDecimal trust = step.trust();
        return risk != null && trust != null && trust.compareTo(risk.defaultMinimumTrust()) < 0;
    }

    @Property
    void inMonitoringModeOnlyTheAgentsStandingDenies(
            @ForAll("steps") List<Step> steps, @ForAll("policies") List<Policy> policies) {
        List<Decision> wouldBe = replay(live(steps, policies, false), policies, true);

        for (int i = 0; i < wouldBe.size(); i++) {
            assertThat(wouldBe.get(i).isBlocked()).isEqualTo(steps.get(i).status() != AgentStatus.VERIFIED);
        }
    }
}
