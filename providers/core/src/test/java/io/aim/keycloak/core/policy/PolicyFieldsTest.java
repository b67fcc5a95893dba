package io.aim.keycloak.core.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.aim.keycloak.core.InvalidInputException;
import io.aim.keycloak.core.agent.AgentType;
import java.math.BigDecimal;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyFieldsTest {

    private static ConditionFields bounds(@Nullable String trust, @Nullable String actions, @Nullable String bytes) {
        return new ConditionFields(number(trust), number(actions), null, null, number(bytes));
    }

    private static ConditionFields access(
            @Nullable List<@Nullable String> cidrs, ConditionFields.@Nullable Hours hours) {
        return new ConditionFields(null, null, cidrs, hours, null);
    }

    private static @Nullable BigDecimal number(@Nullable String text) {
        return text == null ? null : new BigDecimal(text);
    }

    private static void refused(String field, String code, Callable<?> reading) {
        InvalidInputException refusal = catchThrowableOfType(InvalidInputException.class, reading::call);
        assertThat(refusal.field()).isEqualTo(field);
        assertThat(refusal.code()).isEqualTo(code);
    }

    @Test
    void everyTypeHasParametersOfItsOwn() {
        ConditionFields none = bounds(null, null, null);
        assertThat(none.toCondition(PolicyType.CAPABILITY_VIOLATION))
                .isEqualTo(new PolicyCondition.CapabilityViolation());
        assertThat(none.toCondition(PolicyType.CONFIGURATION_DRIFT))
                .isEqualTo(new PolicyCondition.ConfigurationDrift());
        assertThat(bounds("0.5", null, null).toCondition(PolicyType.LOW_TRUST))
                .isEqualTo(new PolicyCondition.LowTrust(new BigDecimal("0.500")));
        assertThat(bounds(null, "10", null).toCondition(PolicyType.UNUSUAL_ACTIVITY))
                .isEqualTo(new PolicyCondition.UnusualActivity(10));
        assertThat(bounds(null, null, "1e6").toCondition(PolicyType.DATA_EXFILTRATION))
                .isEqualTo(new PolicyCondition.DataExfiltration(1_000_000));
        assertThat(access(List.of("10.0.0.0/8"), null)
                        .toCondition(PolicyType.UNAUTHORIZED_ACCESS)
                        .type())
                .isEqualTo(PolicyType.UNAUTHORIZED_ACCESS);
    }

    @Test
    void aParameterOfAnotherTypeIsRefusedNotIgnored() {
        refused(
                "parameters.trustBelow",
                "parameter_mismatch",
                () -> bounds("0.5", "10", null).toCondition(PolicyType.UNUSUAL_ACTIVITY));
        refused(
                "parameters.allowedCidrs",
                "parameter_mismatch",
                () -> access(List.of(), null).toCondition(PolicyType.CAPABILITY_VIOLATION));
    }

    @Test
    void aParameterThatIsNeededIsNamed() {
        ConditionFields none = bounds(null, null, null);
        refused("parameters.trustBelow", "required", () -> none.toCondition(PolicyType.LOW_TRUST));
        refused("parameters.actionsPerHour", "required", () -> none.toCondition(PolicyType.UNUSUAL_ACTIVITY));
        refused("parameters.bytesPerHour", "required", () -> none.toCondition(PolicyType.DATA_EXFILTRATION));
        refused("parameters", "required", () -> none.toCondition(PolicyType.UNAUTHORIZED_ACCESS));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-0.1", "1.001", "0.0001", "1e300", "1e-300"})
    void aTrustBoundLiesAboveZeroAndNotAboveOne(String bound) {
        refused(
                "parameters.trustBelow",
                "invalid_number",
                () -> bounds(bound, null, null).toCondition(PolicyType.LOW_TRUST));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "1.5", "1000001", "1e300"})
    void aNumberOfActionsIsWholeAndBounded(String number) {
        refused(
                "parameters.actionsPerHour",
                "invalid_number",
                () -> bounds(null, number, null).toCondition(PolicyType.UNUSUAL_ACTIVITY));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "0.5", "1e16", "1e-300"})
    void aNumberOfBytesIsWholeAndBounded(String number) {
        refused(
                "parameters.bytesPerHour",
                "invalid_number",
                () -> bounds(null, null, number).toCondition(PolicyType.DATA_EXFILTRATION));
    }

    @Test
    void networksAndHoursNameWhatIsWrongWithThem() {
        refused(
                "parameters.allowedCidrs[1]",
                "invalid_cidr",
                () -> access(List.of("10.0.0.0/8", "10.0.0.1/8"), null).toCondition(PolicyType.UNAUTHORIZED_ACCESS));
        refused(
                "parameters.hours.days[0]",
                "invalid_day",
                () -> access(null, new ConditionFields.Hours(List.of("monday"), null, null, null))
                        .toCondition(PolicyType.UNAUTHORIZED_ACCESS));
        refused(
                "parameters.hours.to",
                "required",
                () -> access(null, new ConditionFields.Hours(null, "08:00", null, null))
                        .toCondition(PolicyType.UNAUTHORIZED_ACCESS));
        refused(
                "parameters.hours.from",
                "invalid_time",
                () -> access(null, new ConditionFields.Hours(null, "24:00", "08:00", null))
                        .toCondition(PolicyType.UNAUTHORIZED_ACCESS));
        refused(
                "parameters.hours.zone",
                "invalid_zone",
                () -> access(null, new ConditionFields.Hours(null, null, null, "Mars/Base"))
                        .toCondition(PolicyType.UNAUTHORIZED_ACCESS));
    }

    @Test
    void everyKindOfScopeHasAFieldOfItsOwn() {
        assertThat(ScopeFields.NONE.toScope()).isEqualTo(new PolicyScope.All());
        assertThat(new ScopeFields("type", "service", null, null, null).toScope())
                .isEqualTo(new PolicyScope.OfType(AgentType.SERVICE));
        assertThat(new ScopeFields("tag", null, "eu", null, null).toScope()).isEqualTo(new PolicyScope.Tagged("eu"));
        assertThat(new ScopeFields("agent", null, null, "a", null).toScope()).isEqualTo(new PolicyScope.Agent("a"));
        assertThat(new ScopeFields("trust_below", null, null, null, new BigDecimal("0.25")).toScope())
                .isEqualTo(new PolicyScope.TrustBelow(new BigDecimal("0.250")));
        for (ScopeKind kind : ScopeKind.values()) {
            assertThat(ScopeKind.fromCode(kind.code())).contains(kind);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "everybody,,,, scope.kind, invalid_scope",
        "all, service,,, scope.agentType, scope_mismatch",
        "all,, eu,, scope.tag, scope_mismatch",
        "tag, service, eu,, scope.agentType, scope_mismatch",
        "type,,, a, scope.agentId, scope_mismatch",
        "type,,,, scope.agentType, required",
        "type, robot,,, scope.agentType, invalid_type",
        "tag,,,, scope.tag, required",
        "tag,, No Tag,, scope.tag, invalid_tag",
        "agent,,,, scope.agentId, required",
        "trust_below,,,, scope.trustBelow, required"
    })
    void aScopeThatDoesNotFitItsKindIsRefused(
            String kind,
            @Nullable String type,
            @Nullable String tag,
            @Nullable String agent,
            String field,
            String code) {
        refused(field, code, () -> new ScopeFields(kind, type, tag, agent, null).toScope());
    }

    @Test
    void theOtherFieldsHaveRulesToo() {
        refused("name", "required", () -> PolicyRules.name(" "));
        refused("name", "too_long", () -> PolicyRules.name("x".repeat(101)));
        refused("name", "invalid_characters", () -> PolicyRules.name("two\nlines"));
        refused("description", "too_long", () -> PolicyRules.description("x".repeat(1001)));
        refused("type", "invalid_policy_type", () -> PolicyRules.type("auth_failure"));
        refused("enforcement", "invalid_enforcement", () -> PolicyRules.enforcement("block"));
        refused("priority", "invalid_number", () -> PolicyRules.priority(-1));
        refused("priority", "invalid_number", () -> PolicyRules.priority(1001));
        assertThat(PolicyRules.priority(null)).isEqualTo(100);
    }
}
