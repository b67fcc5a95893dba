package io.aim.keycloak.core.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.aim.keycloak.core.agent.AgentType;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class PolicyEngineProperties {

    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

    @Provide
    Arbitrary<List<Policy>> policies() {
        Arbitrary<PolicyScope> scopes = Arbitraries.of(
                new PolicyScope.All(),
                new PolicyScope.OfType(AgentType.AI_AGENT),
                new PolicyScope.OfType(AgentType.SERVICE),
                new PolicyScope.Tagged("eu"),
                new PolicyScope.Tagged("us"),
                new PolicyScope.Agent("agent-1"),
                new PolicyScope.TrustBelow(new BigDecimal("0.5")));
        Arbitrary<PolicyCondition> conditions = Arbitraries.of(
                new PolicyCondition.CapabilityViolation(),
                new PolicyCondition.LowTrust(new BigDecimal("0.4")),
                new PolicyCondition.UnusualActivity(10),
                new PolicyCondition.UnauthorizedAccess(List.of(), null),
                new PolicyCondition.DataExfiltration(100),
                new PolicyCondition.ConfigurationDrift());
        return Combinators.combine(
                        Arbitraries.strings().withCharRange('a', 'z').ofLength(6),
                        scopes,
                        conditions,
                        Arbitraries.integers().between(0, 3),
                        Arbitraries.of(Enforcement.class),
                        Arbitraries.of(true, true, false))
                .as((id, scope, condition, priority, enforcement, enabled) ->
                        new Policy(id, id, scope, condition, priority, enforcement, enabled))
                .list()
                .ofMaxSize(8);
    }

    @Provide
    Arbitrary<PolicySubject> subjects() {
        return Combinators.combine(
                        Arbitraries.of("agent-1", "agent-2"),
                        Arbitraries.of(AgentType.AI_AGENT, AgentType.SERVICE, AgentType.OTHER),
                        Arbitraries.of("eu", "us", "none").set().ofMaxSize(2),
                        Arbitraries.of("0.000", "0.399", "0.400", "0.499", "0.500", "1.000")
                                .map(BigDecimal::new)
                                .injectNull(0.2))
                .as(PolicySubject::new);
    }

    @Provide
    Arbitrary<ActionFacts> facts() {
        return Combinators.combine(
                        Arbitraries.of(true, false),
                        Arbitraries.of(true, false),
                        Arbitraries.longs().between(0, 20),
                        Arbitraries.longs().between(0, 200))
                .as((granted, declared, actions, bytes) ->
                        new ActionFacts(NOW, "192.0.2.1", granted, declared, actions, bytes));
    }

    /** What the rule says, without any short cut. */
    private static boolean decides(Policy candidate, List<Policy> all, PolicySubject subject, ActionFacts facts) {
        return candidate.finds(subject, facts)
                && all.stream()
                        .filter(other -> other.type() == candidate.type() && other.finds(subject, facts))
                        .noneMatch(other -> other.priority() > candidate.priority()
                                || (other.priority() == candidate.priority()
                                        && other.enforcement().compareTo(candidate.enforcement()) > 0));
    }

    @Property
    void perTypeTheFirstThatFindsSomethingDecides(
            @ForAll("policies") List<Policy> policies,
            @ForAll("subjects") PolicySubject subject,
            @ForAll("facts") ActionFacts facts) {
        List<Policy> findings = new PolicyEngine(policies).findings(subject, facts);

        assertThat(findings).allMatch(policy -> decides(policy, policies, subject, facts));
        assertThat(findings.stream().map(Policy::type)).doesNotHaveDuplicates();
        assertThat(findings.stream().map(Policy::type))
                .containsExactlyInAnyOrderElementsOf(policies.stream()
                        .filter(policy -> policy.finds(subject, facts))
                        .map(Policy::type)
                        .distinct()
                        .toList());
    }

    @Property
    void theOrderInWhichPoliciesAreGivenChangesNothing(
            @ForAll("policies") List<Policy> policies,
            @ForAll("subjects") PolicySubject subject,
            @ForAll("facts") ActionFacts facts,
            @ForAll Random random) {
        List<Policy> distinct = List.copyOf(Set.copyOf(policies)).stream()
                .filter(policy -> policies.stream()
                                .filter(other -> other.id().equals(policy.id()))
                                .count()
                        == 1)
                .toList();
        List<Policy> shuffled = new ArrayList<>(distinct);
        Collections.shuffle(shuffled, random);

        assertThat(new PolicyEngine(shuffled).findings(subject, facts))
                .isEqualTo(new PolicyEngine(distinct).findings(subject, facts));
    }

    @Property
    void anAgentThatIsNotEvaluatedIsNeverJudgedByItsTrust(
            @ForAll("policies") List<Policy> policies, @ForAll("facts") ActionFacts facts) {
        PolicySubject unevaluated = new PolicySubject("agent-1", AgentType.AI_AGENT, Set.of(), null);

        assertThat(new PolicyEngine(policies).findings(unevaluated, facts))
                .noneMatch(policy -> policy.type() == PolicyType.LOW_TRUST)
                .noneMatch(policy -> policy.scope() instanceof PolicyScope.TrustBelow);
    }

    @Property
    void codesAreFoundAgain() {
        assertThat(Stream.of(PolicyType.values()))
                .allMatch(type -> PolicyType.fromCode(type.code()).orElseThrow() == type);
        assertThat(Stream.of(Enforcement.values()))
                .allMatch(
                        enforcement -> Enforcement.fromCode(enforcement.code()).orElseThrow() == enforcement);
    }
}
