package io.aim.keycloak.core.capability;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;

class TimeWindowProperties {

    private static final int MINUTES = 1440;

    @Provide
    Arbitrary<TimeWindow> windows() {
        Arbitrary<LocalTime> times =
                Arbitraries.integers().between(0, MINUTES - 1).map(minute -> LocalTime.ofSecondOfDay(minute * 60L));
        Arbitrary<Set<DayOfWeek>> days = Arbitraries.of(DayOfWeek.class).set();
        Arbitrary<ZoneId> zones = Arbitraries.of("UTC", "Europe/Berlin", "Asia/Kathmandu", "America/St_Johns")
                .map(ZoneId::of);
        return Combinators.combine(days, times, times, zones).as(TimeWindow::new);
    }

    @Property(tries = 5_000)
    void saysWhatTheDefinitionSays(
            @ForAll("windows") TimeWindow window, @ForAll @LongRange(min = 0, max = 4_000_000_000L) long second) {
        Instant instant = Instant.ofEpochSecond(second);

        assertThat(window.contains(instant))
                .isEqualTo(defined(window, LocalDateTime.ofInstant(instant, window.zone())));
    }

    /** Looks into the windows that begin today and yesterday, each written out from its first to its last moment. */
    private static boolean defined(TimeWindow window, LocalDateTime moment) {
        for (int before = 0; before <= 1; before++) {
            LocalDate day = moment.toLocalDate().minusDays(before);
            if (window.days().isEmpty() || window.days().contains(day.getDayOfWeek())) {
                LocalDateTime from = day.atTime(window.from());
                LocalDateTime to = day.atTime(window.to());
                LocalDateTime end = to.isAfter(from) ? to : to.plusDays(1);
                if (!moment.isBefore(from) && moment.isBefore(end)) {
                    return true;
                }
            }
        }
        return false;
    }
}
