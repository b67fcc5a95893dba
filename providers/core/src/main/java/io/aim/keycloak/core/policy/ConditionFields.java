package io.aim.keycloak.core.policy;

import io.aim.keycloak.core.InvalidInputException;
import io.aim.keycloak.core.capability.ConditionRules;
import io.aim.keycloak.core.capability.TimeWindow;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a policy says of its condition, before any rule was asked. A type knows some of the fields, and must not have
 * others: a bound that is without effect would be believed.
 *
 * @param trustBelow of {@link PolicyType#LOW_TRUST}
 * @param actionsPerHour of {@link PolicyType#UNUSUAL_ACTIVITY}
 * @param allowedCidrs of {@link PolicyType#UNAUTHORIZED_ACCESS}
 * @param hours of {@link PolicyType#UNAUTHORIZED_ACCESS}
 * @param bytesPerHour of {@link PolicyType#DATA_EXFILTRATION}
 */
public record ConditionFields(
        @Nullable BigDecimal trustBelow,
        @Nullable BigDecimal actionsPerHour,
        @Nullable List<@Nullable String> allowedCidrs,
        @Nullable Hours hours,
        @Nullable BigDecimal bytesPerHour) {

    /** Path of the condition in a policy. */
    public static final String FIELD = "parameters";

    private static final String TRUST_BELOW = "trustBelow";
    private static final String ACTIONS_PER_HOUR = "actionsPerHour";
    private static final String ALLOWED_CIDRS = "allowedCidrs";
    private static final String HOURS = "hours";
    private static final String BYTES_PER_HOUR = "bytesPerHour";

    private static final Map<PolicyType, Set<String>> FIELDS = Map.of(
            PolicyType.CAPABILITY_VIOLATION, Set.of(),
            PolicyType.LOW_TRUST, Set.of(TRUST_BELOW),
            PolicyType.UNUSUAL_ACTIVITY, Set.of(ACTIONS_PER_HOUR),
            PolicyType.UNAUTHORIZED_ACCESS, Set.of(ALLOWED_CIDRS, HOURS),
            PolicyType.DATA_EXFILTRATION, Set.of(BYTES_PER_HOUR),
            PolicyType.CONFIGURATION_DRIFT, Set.of());

    /** A window of time, as sent. */
    public record Hours(
            @Nullable List<@Nullable String> days,
            @Nullable String from,
            @Nullable String to,
            @Nullable String zone) {}

    /** The condition of a policy of that type. */
    public PolicyCondition toCondition(PolicyType type) {
        refuseUnless(type, TRUST_BELOW, trustBelow);
        refuseUnless(type, ACTIONS_PER_HOUR, actionsPerHour);
        refuseUnless(type, ALLOWED_CIDRS, allowedCidrs);
        refuseUnless(type, HOURS, hours);
        refuseUnless(type, BYTES_PER_HOUR, bytesPerHour);
        return switch (type) {
            case CAPABILITY_VIOLATION -> new PolicyCondition.CapabilityViolation();
            case LOW_TRUST -> new PolicyCondition.LowTrust(PolicyRules.trustBelow(path(TRUST_BELOW), trustBelow));
            case UNUSUAL_ACTIVITY ->
                new PolicyCondition.UnusualActivity(PolicyRules.actionsPerHour(path(ACTIONS_PER_HOUR), actionsPerHour));
            case UNAUTHORIZED_ACCESS -> access();
            case DATA_EXFILTRATION ->
                new PolicyCondition.DataExfiltration(PolicyRules.bytesPerHour(path(BYTES_PER_HOUR), bytesPerHour));
            case CONFIGURATION_DRIFT -> new PolicyCondition.ConfigurationDrift();
        };
    }

    private PolicyCondition access() {
        PolicyCondition.UnauthorizedAccess access = new PolicyCondition.UnauthorizedAccess(
                ConditionRules.cidrs(path(ALLOWED_CIDRS), allowedCidrs), window());
        if (access.allowedCidrs().isEmpty() && access.hours() == null) {
            throw new InvalidInputException(
                    FIELD, "required", "unauthorized_access needs allowedCidrs, hours, or both: else it finds nothing");
        }
        return access;
    }

    private @Nullable TimeWindow window() {
        return hours == null
                ? null
                : ConditionRules.timeWindow(path(HOURS), hours.days(), hours.from(), hours.to(), hours.zone());
    }

    private static void refuseUnless(PolicyType type, String name, @Nullable Object value) {
        if (value != null && !FIELDS.getOrDefault(type, Set.of()).contains(name)) {
            throw new InvalidInputException(
                    path(name), "parameter_mismatch", name + " means nothing in a policy of type " + type.code());
        }
    }

    private static String path(String name) {
        return FIELD + "." + name;
    }
}
