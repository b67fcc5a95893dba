package io.aim.keycloak.services.capability;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.aim.keycloak.core.IpRange;
import io.aim.keycloak.core.capability.ConditionRules;
import io.aim.keycloak.core.capability.GrantConditions;
import io.aim.keycloak.core.capability.TimeWindow;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** When a grant counts; all conditions that are there must hold. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "GrantConditions")
public record ConditionsRepresentation(
        @Nullable Window timeWindow,

        @Schema(description = "Networks in CIDR notation; none means from everywhere.") @Nullable
        List<String> allowedCidrs,

        @Schema(minimum = "1", maximum = "1000000") @Nullable
        Integer maxCallsPerHour) {

    /** Hours of some days; a window that ends before it begins lasts past midnight. */
    @Schema(name = "GrantTimeWindow")
    public record Window(
            @Schema(description = "mon to sun, the days on which the window begins; none means every day.")
            List<String> days,

            @Schema(description = "First minute, such as 08:00.")
            String from,

            @Schema(description = "First minute after the window.")
            String to,

            @Schema(description = "Time zone, such as Europe/Berlin; default UTC.")
            String zone) {}

    static @Nullable ConditionsRepresentation of(GrantConditions conditions) {
        if (conditions.isEmpty()) {
            return null;
        }
        TimeWindow window = conditions.timeWindow();
        return new ConditionsRepresentation(
                window == null
                        ? null
                        : new Window(
                                window.days().stream()
                                        .sorted()
                                        .map(ConditionRules::code)
                                        .toList(),
                                window.from().toString(),
                                window.to().toString(),
                                window.zone().getId()),
                conditions.allowedCidrs().isEmpty()
                        ? null
                        : conditions.allowedCidrs().stream()
                                .map(IpRange::toString)
                                .toList(),
                conditions.maxCallsPerHour());
    }
}
