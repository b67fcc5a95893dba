package io.aim.keycloak.core.capability;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Set;

/**
 * Hours of some days of the week. A window whose end is not after its beginning lasts past midnight, and belongs to the
 * day on which it begins; if they are equal it lasts the whole day round.
 *
 * @param days days on which a window begins; none means every day
 * @param from first moment
 * @param to first moment after the window
 * @param zone where the clock hangs
 */
public record TimeWindow(Set<DayOfWeek> days, LocalTime from, LocalTime to, ZoneId zone) {

    public TimeWindow {
        days = Set.copyOf(days);
    }

    /** Whether the moment lies in a window. */
    public boolean contains(Instant instant) {
        ZonedDateTime local = instant.atZone(zone);
        LocalTime time = local.toLocalTime();
        DayOfWeek today = local.getDayOfWeek();
        if (from.isBefore(to)) {
            return begins(today) && !time.isBefore(from) && time.isBefore(to);
        }
        return (begins(today) && !time.isBefore(from)) || (begins(today.minus(1)) && time.isBefore(to));
    }

    private boolean begins(DayOfWeek day) {
        return days.isEmpty() || days.contains(day);
    }
}
