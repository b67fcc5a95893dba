package io.aim.keycloak.services.policy;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.aim.keycloak.core.IpRange;
import io.aim.keycloak.core.capability.ConditionRules;
import io.aim.keycloak.core.capability.TimeWindow;
import io.aim.keycloak.core.policy.PolicyCondition;
import java.math.BigDecimal;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What a policy of some type must know. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "PolicyParameters", description = "A type has the parameters that name it, and no others.")
public record PolicyParametersRepresentation(
        @Schema(minimum = "0.001", maximum = "1", description = "low_trust: a score below it is found.") @Nullable
        BigDecimal trustBelow,

        @Schema(
                minimum = "1",
                maximum = "1000000",
                description = "unusual_activity: more actions within an hour are found.")
        @Nullable
        Long actionsPerHour,

        @Schema(
                description =
                        "unauthorized_access: an action from elsewhere is found; at most 20 networks in CIDR notation.")
        @Nullable
        List<String> allowedCidrs,

        @Schema(description = "unauthorized_access: an action at another time is found.") @Nullable
        Hours hours,

        @Schema(
                minimum = "0",
                maximum = "1000000000000000",
                description = "data_exfiltration: more bytes within an hour are found.")
        @Nullable
        Long bytesPerHour) {

    /** Hours of some days; hours that end before they begin last past midnight. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "PolicyHours")
    public record Hours(
            @Schema(description = "mon to sun, the days on which they begin; none means every day.") @Nullable
            List<String> days,

            @Schema(description = "First minute, such as 08:00.") @Nullable
            String from,

            @Schema(description = "First minute after them.") @Nullable
            String to,

            @Schema(description = "Time zone, such as Europe/Berlin; default UTC.") @Nullable
            String zone) {}

    static PolicyParametersRepresentation of(PolicyCondition condition) {
        PolicyCondition.UnauthorizedAccess access =
                condition instanceof PolicyCondition.UnauthorizedAccess found ? found : null;
        return new PolicyParametersRepresentation(
                condition instanceof PolicyCondition.LowTrust low ? low.trustBelow() : null,
                condition instanceof PolicyCondition.UnusualActivity unusual ? unusual.actionsPerHour() : null,
                access == null || access.allowedCidrs().isEmpty()
                        ? null
                        : access.allowedCidrs().stream().map(IpRange::toString).toList(),
                access == null ? null : hours(access.hours()),
                condition instanceof PolicyCondition.DataExfiltration data ? data.bytesPerHour() : null);
    }

    private static @Nullable Hours hours(@Nullable TimeWindow window) {
        return window == null
                ? null
                : new Hours(
                        window.days().stream()
                                .sorted()
                                .map(ConditionRules::code)
                                .toList(),
                        window.from().toString(),
                        window.to().toString(),
                        window.zone().getId());
    }
}
