package io.aim.keycloak.core.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.aim.keycloak.core.agent.AgentType;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class DefaultPoliciesTest {

    private final AtomicInteger ids = new AtomicInteger();
    private final List<DefaultPolicies.Described> defaults = DefaultPolicies.all(() -> "p" + ids.incrementAndGet());

    @Test
    void theyKeepTheRulesForPolicies() {
        assertThat(defaults).extracting(each -> each.rule().name()).doesNotHaveDuplicates();
        assertThat(defaults).extracting(each -> each.rule().id()).doesNotHaveDuplicates();
        assertThat(defaults).allSatisfy(each -> {
            assertThat(PolicyRules.name(each.rule().name()))
                    .isEqualTo(each.rule().name());
            assertThat(PolicyRules.description(each.description())).isEqualTo(each.description());
            assertThat(PolicyRules.priority(each.rule().priority()))
                    .isEqualTo(each.rule().priority());
        });
    }

    @Test
    void theyDenyNothingThatIsGrantedToAnAgentThatNobodyDistrusts() {
        PolicyEngine engine = new PolicyEngine(
                defaults.stream().map(DefaultPolicies.Described::rule).toList());
        ActionFacts busy = new ActionFacts(
                Instant.parse("2026-11-22T03:00:00Z"), null, true, false, 1_000_000, 1_000_000_000_000L);

        for (BigDecimal trust : new BigDecimal[] {null, new BigDecimal("0.300"), BigDecimal.ONE}) {
            PolicySubject subject = new PolicySubject("agent", AgentType.AI_AGENT, Set.of(), trust);
            assertThat(engine.findings(subject, busy))
                    .noneMatch(policy -> policy.enforcement().blocks());
        }
    }

    @Test
    void theVeryLowTrustThatDeniesIsAskedBeforeTheLowTrustThatTells() {
        PolicyEngine engine = new PolicyEngine(
                defaults.stream().map(DefaultPolicies.Described::rule).toList());
        ActionFacts facts = new ActionFacts(Instant.parse("2026-11-22T12:00:00Z"), null, true, true, 0, 0);

        assertThat(engine.findings(
                        new PolicySubject("agent", AgentType.OTHER, Set.of(), new BigDecimal("0.299")), facts))
                .extracting(Policy::name)
                .containsExactly("Very low trust");
        assertThat(engine.findings(
                        new PolicySubject("agent", AgentType.OTHER, Set.of(), new BigDecimal("0.499")), facts))
                .extracting(Policy::name)
                .containsExactly("Low trust");
    }
}
