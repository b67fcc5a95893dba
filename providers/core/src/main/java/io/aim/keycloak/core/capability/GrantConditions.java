package io.aim.keycloak.core.capability;

import io.aim.keycloak.core.IpRange;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * When a grant counts. All of the conditions that are there must hold.
 *
 * @param timeWindow hours in which it counts, or null for always
 * @param allowedCidrs ranges of addresses from which it counts; none means from everywhere
 * @param maxCallsPerHour how often it may be used within an hour, or null for without limit
 */
public record GrantConditions(
        @Nullable TimeWindow timeWindow,
        List<IpRange> allowedCidrs,
        @Nullable Integer maxCallsPerHour) {

    /** No conditions. */
    public static final GrantConditions NONE = new GrantConditions(null, List.of(), null);

    public GrantConditions {
        allowedCidrs = List.copyOf(allowedCidrs);
    }

    /**
     * Why the conditions do not hold, or empty if they do.
     *
     * @param address where the action comes from; an unknown address is in no range
     * @param callsInLastHour uses of the grant within the hour before
     */
    public Optional<ConditionRefusal> holds(Instant instant, @Nullable String address, long callsInLastHour) {
        if (timeWindow != null && !timeWindow.contains(instant)) {
            return Optional.of(ConditionRefusal.OUTSIDE_TIME_WINDOW);
        }
        if (!allowedCidrs.isEmpty() && allowedCidrs.stream().noneMatch(range -> range.contains(address))) {
            return Optional.of(ConditionRefusal.ADDRESS_NOT_ALLOWED);
        }
        if (maxCallsPerHour != null && callsInLastHour >= maxCallsPerHour) {
            return Optional.of(ConditionRefusal.TOO_MANY_CALLS);
        }
        return Optional.empty();
    }

    /** Whether there is no condition. */
    public boolean isEmpty() {
        return equals(NONE);
    }
}
