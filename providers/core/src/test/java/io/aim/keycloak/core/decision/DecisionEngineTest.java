package io.aim.keycloak.core.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.aim.keycloak.core.IpRange;
import io.aim.keycloak.core.agent.AgentStatus;
import io.aim.keycloak.core.agent.AgentType;
import io.aim.keycloak.core.capability.CapabilityType;
import io.aim.keycloak.core.capability.ExecutionMode;
import io.aim.keycloak.core.capability.GrantConditions;
import io.aim.keycloak.core.capability.GrantedCapability;
import io.aim.keycloak.core.capability.ResourceName;
import io.aim.keycloak.core.capability.ResourcePattern;
import io.aim.keycloak.core.capability.RiskLevel;
import io.aim.keycloak.core.policy.Enforcement;
import io.aim.keycloak.core.policy.Policy;
import io.aim.keycloak.core.policy.PolicyCondition;
import io.aim.keycloak.core.policy.PolicyEngine;
import io.aim.keycloak.core.policy.PolicyScope;
import io.aim.keycloak.core.policy.PolicySubject;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DecisionEngineTest {

    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final CapabilityType READ = type(RiskLevel.LOW);
    private static final CapabilityType DROP = type(RiskLevel.CRITICAL);

    private static CapabilityType type(RiskLevel risk) {
        return new CapabilityType(
                "db:read", "reads", risk, risk.defaultMinimumTrust(), risk.defaultExecutionMode(), true);
    }

    private static final RecentActions NOTHING = new RecentActions() {
        @Override
        public long underGrant(String grantId, long limit) {
            return 0;
        }

        @Override
        public long actions(long limit) {
            return 0;
        }

        @Override
        public long bytes() {
            return 0;
        }

        @Override
        public long violations(long limit) {
            return 0;
        }
    };

    private static GrantedCapability grant(String id, GrantConditions conditions, String... patterns) {
        return new GrantedCapability(
                id,
                "db:read",
                List.of(patterns).stream()
                        .map(pattern -> ResourcePattern.parse("resources", pattern))
                        .toList(),
                conditions,
                null,
                null);
    }

    private static GrantedCapability grant(String... patterns) {
        return grant("g", GrantConditions.NONE, patterns);
    }

    private static DecisionSubject subject(@Nullable String trust, GrantedCapability... grants) {
        return subject(AgentStatus.VERIFIED, trust, grants);
    }

    private static DecisionSubject subject(AgentStatus status, @Nullable String trust, GrantedCapability... grants) {
        return new DecisionSubject(
                status,
                null,
                Set.of(),
                List.of(grants),
                new PolicySubject("agent", AgentType.AI_AGENT, Set.of(), trust == null ? null : new BigDecimal(trust)));
    }

    private static ActionRequest request(@Nullable String resource) {
        return new ActionRequest("db:read", resource == null ? null : new ResourceName(resource), 0, "192.0.2.7", NOW);
    }

    private static Policy policy(PolicyCondition condition, Enforcement enforcement) {
        return new Policy("p", "p", new PolicyScope.All(), condition, 100, enforcement, true);
    }

    private static Decision decide(DecisionSubject subject, @Nullable CapabilityType type, Policy... policies) {
        return engine(false, policies).decide(subject, type, request("db/customers"), NOTHING);
    }

    private static DecisionEngine engine(boolean monitoring, Policy... policies) {
        return new DecisionEngine(new PolicyEngine(List.of(policies)), monitoring);
    }

    private static void assertDenied(Decision decision, DecisionReason reason) {
        assertThat(decision.outcome()).isEqualTo(DecisionOutcome.DENIED);
        assertThat(decision.reason()).isEqualTo(reason);
    }

    @Test
    void aGrantThatCoversTheResourceAllows() {
        Decision decision = decide(subject(null, grant("db/*")), READ);

        assertThat(decision.outcome()).isEqualTo(DecisionOutcome.ALLOWED);
        assertThat(decision.reason()).isEqualTo(DecisionReason.GRANTED);
        assertThat(decision.grantId()).isEqualTo("g");
        assertThat(decision.isViolation()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(names = "VERIFIED", mode = EnumSource.Mode.EXCLUDE)
    void onlyAVerifiedAgentMayDoAnythingWhateverTheModeOfTheRealm(AgentStatus status) {
        Decision decision = engine(true).decide(subject(status, "1.000", grant()), READ, request("r"), NOTHING);

        assertDenied(decision, DecisionReason.of(status));
        assertThat(decision.isViolation()).isFalse();
    }

    @Test
    void withoutAGrantItIsAViolation() {
        Decision decision = decide(subject(null), READ);

        assertDenied(decision, DecisionReason.CAPABILITY_NOT_GRANTED);
        assertThat(decision.isViolation()).isTrue();
        assertThat(decision.isBlocked()).isTrue();
    }

    @Test
    void theReasonTellsAnEndedGrantFromOneForOtherResources() {
        GrantedCapability ended = new GrantedCapability("e", "db:read", List.of(), GrantConditions.NONE, null, NOW);
        assertDenied(decide(subject(null, ended), READ), DecisionReason.GRANT_EXPIRED);
        assertDenied(decide(subject(null, ended, grant("files/**")), READ), DecisionReason.RESOURCE_NOT_GRANTED);
        assertDenied(
                engine(false).decide(subject(null, grant("db/*")), READ, request(null), NOTHING),
                DecisionReason.RESOURCE_NOT_GRANTED);
    }

    @Test
    void ofSeveralGrantsOneWhoseConditionsHoldIsEnough() {
        GrantedCapability elsewhere = grant(
                "elsewhere",
                new GrantConditions(null, List.of(IpRange.parse("10.0.0.0/8").orElseThrow()), null));
        assertDenied(decide(subject(null, elsewhere), READ), DecisionReason.ADDRESS_NOT_ALLOWED);

        assertThat(decide(subject(null, elsewhere, grant()), READ).grantId()).isEqualTo("g");
    }

    @Test
    void anUnknownCapabilityIsDeniedWhateverAPolicyAllows() {
        assertDenied(
                decide(subject(null), null, policy(new PolicyCondition.CapabilityViolation(), Enforcement.ALLOW)),
                DecisionReason.UNKNOWN_CAPABILITY);
    }

    @Test
    void theMinimumTrustOfTheCapabilityHoldsForAgentsThatAreEvaluated() {
        assertDenied(decide(subject("0.699", grant()), DROP), DecisionReason.TRUST_TOO_LOW);
        assertThat(decide(subject("0.700", grant()), DROP).outcome()).isEqualTo(DecisionOutcome.PENDING);
        assertThat(decide(subject(null, grant()), DROP).outcome()).isEqualTo(DecisionOutcome.PENDING);
    }

    @Test
    void theStricterModeOfCapabilityAndGrantCounts() {
        GrantedCapability reviewed =
                new GrantedCapability("r", "db:read", List.of(), GrantConditions.NONE, ExecutionMode.REVIEW, null);
        assertThat(decide(subject(null, reviewed), READ).outcome()).isEqualTo(DecisionOutcome.PENDING);

        GrantedCapability relaxed =
                new GrantedCapability("a", "db:read", List.of(), GrantConditions.NONE, ExecutionMode.AUTO, null);
        assertThat(decide(subject("1.000", relaxed), DROP).outcome()).isEqualTo(DecisionOutcome.PENDING);
    }

    @Test
    void aPolicyMakesAnExceptionSilentlyOrOnRecord() {
        Policy silent = policy(new PolicyCondition.CapabilityViolation(), Enforcement.ALLOW);
        Decision excepted = decide(subject(null), READ, silent);
        assertThat(excepted.outcome()).isEqualTo(DecisionOutcome.ALLOWED);
        assertThat(excepted.reason()).isEqualTo(DecisionReason.ALLOWED_BY_POLICY);
        assertThat(excepted.isViolation()).isFalse();

        Decision recorded =
                decide(subject(null), READ, policy(new PolicyCondition.CapabilityViolation(), Enforcement.ALERT_ONLY));
        assertThat(recorded.outcome()).isEqualTo(DecisionOutcome.ALLOWED);
        assertThat(recorded.isViolation()).isTrue();
        assertThat(recorded.isBlocked()).isFalse();
    }

    @Test
    void noExceptionSkipsTheReviewOfACriticalCapability() {
        assertThat(decide(subject(null), DROP, policy(new PolicyCondition.CapabilityViolation(), Enforcement.ALLOW))
                        .outcome())
                .isEqualTo(DecisionOutcome.PENDING);
    }

    @Test
    void aPolicyBlocksWhatAGrantWouldAllow() {
        assertDenied(
                decide(
                        subject("0.200", grant()),
                        READ,
                        policy(new PolicyCondition.LowTrust(new BigDecimal("0.5")), Enforcement.BLOCK_AND_ALERT)),
                DecisionReason.LOW_TRUST);
        assertDenied(
                decide(
                        subject(null, grant()),
                        READ,
                        policy(new PolicyCondition.ConfigurationDrift(), Enforcement.BLOCK_AND_ALERT)),
                DecisionReason.CONFIGURATION_DRIFT);
    }

    @Test
    void aRealmInMonitoringModeLetsPassWhatAStrictOneWouldStopAndSaysSo() {
        Decision decision = engine(true).decide(subject(null), READ, request("r"), NOTHING);

        assertThat(decision.outcome()).isEqualTo(DecisionOutcome.ALLOWED);
        assertThat(decision.monitored()).isTrue();
        assertThat(decision.reason()).isEqualTo(DecisionReason.CAPABILITY_NOT_GRANTED);
        assertThat(decision.isViolation()).isTrue();
    }

    @Test
    void aViolationIsAsBadAsTheCapabilityAndWorseWhenRepeated() {
        assertThat(ViolationSeverity.of(RiskLevel.LOW, 0)).isEqualTo(ViolationSeverity.LOW);
        assertThat(ViolationSeverity.of(RiskLevel.HIGH, 2)).isEqualTo(ViolationSeverity.HIGH);
        assertThat(ViolationSeverity.of(RiskLevel.HIGH, 3)).isEqualTo(ViolationSeverity.CRITICAL);
        assertThat(ViolationSeverity.of(RiskLevel.CRITICAL, 9)).isEqualTo(ViolationSeverity.CRITICAL);
        assertThat(ViolationSeverity.of(null, 0)).isEqualTo(ViolationSeverity.MEDIUM);
    }
}
