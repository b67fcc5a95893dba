package io.aim.keycloak.core.capability;

import io.aim.keycloak.core.InvalidInputException;
import io.aim.keycloak.core.IpRange;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Rules for the conditions of a grant. Every method returns the value or says which rule was broken. */
public final class ConditionRules {

    /** Most ranges of addresses. */
    public static final int RANGES_MAX = 20;
    /** Largest number of calls an hour. */
    public static final int CALLS_MAX = 1_000_000;

    private static final int DAY_CODE = 3;
    private static final int ZONE_MAX = 64;

    private ConditionRules() {}

    /**
     * A window of time.
     *
     * @param days {@code mon} to {@code sun}; absent means every day
     * @param from such as {@code 08:00}; absent together with {@code to} means the whole day
     * @param to first minute after the window
     * @param zone name of a time zone such as {@code Europe/Berlin}; absent means UTC
     */
    public static TimeWindow timeWindow(
            @Nullable List<@Nullable String> days, @Nullable String from, @Nullable String to, @Nullable String zone) {
        return timeWindow("conditions.timeWindow", days, from, to, zone);
    }

    /** The same for a window that is found elsewhere. */
    public static TimeWindow timeWindow(
            String field,
            @Nullable List<@Nullable String> days,
            @Nullable String from,
            @Nullable String to,
            @Nullable String zone) {
        if (from == null != (to == null)) {
            String missing = field + (from == null ? ".from" : ".to");
            throw new InvalidInputException(missing, "required", "a time window has both from and to, or neither");
        }
        LocalTime begin = from == null ? LocalTime.MIDNIGHT : time(field + ".from", from);
        LocalTime end = to == null ? LocalTime.MIDNIGHT : time(field + ".to", to);
        return new TimeWindow(days(field + ".days", days), begin, end, zone(field + ".zone", zone));
    }

    /** Ranges of addresses in CIDR notation, in one spelling. */
    public static List<IpRange> cidrs(@Nullable List<@Nullable String> values) {
        return cidrs("conditions.allowedCidrs", values);
    }

    /** The same for ranges that are found elsewhere. */
    public static List<IpRange> cidrs(String field, @Nullable List<@Nullable String> values) {
        if (values == null) {
            return List.of();
        }
        if (values.size() > RANGES_MAX) {
            throw new InvalidInputException(field, "too_many", field + " may have at most " + RANGES_MAX + " entries");
        }
        Set<IpRange> ranges = new LinkedHashSet<>();
        for (int i = 0; i < values.size(); i++) {
            String entry = field + "[" + i + "]";
            ranges.add(IpRange.parse(values.get(i))
                    .orElseThrow(() -> new InvalidInputException(
                            entry,
                            "invalid_cidr",
                            "a range is an IPv4 or IPv6 network in CIDR notation, such as 192.0.2.0/24, with no bit set"
                                    + " beyond the prefix")));
        }
        return List.copyOf(ranges);
    }

    /** A number of calls an hour, at least 1; absent means without limit. */
    public static @Nullable Integer maxCallsPerHour(@Nullable Integer value) {
        if (value != null && (value < 1 || value > CALLS_MAX)) {
            throw new InvalidInputException(
                    "conditions.maxCallsPerHour",
                    "invalid_number",
                    "maxCallsPerHour must be a number from 1 to " + CALLS_MAX);
        }
        return value;
    }

    /** Three letters, as in JSON. */
    public static String code(DayOfWeek day) {
        return day.name().substring(0, DAY_CODE).toLowerCase(Locale.ROOT);
    }

    private static Set<DayOfWeek> days(String field, @Nullable List<@Nullable String> values) {
        Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        List<@Nullable String> names = values == null ? List.of() : values;
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            String entry = field + "[" + i + "]";
            days.add(Stream.of(DayOfWeek.values())
                    .filter(day -> code(day).equals(name))
                    .findFirst()
                    .orElseThrow(() -> new InvalidInputException(
                            entry, "invalid_day", "a day is one of mon, tue, wed, thu, fri, sat, sun")));
        }
        return days;
    }

    private static LocalTime time(String field, String value) {
        try {
            LocalTime time = LocalTime.parse(value);
            if (time.getSecond() == 0 && time.getNano() == 0) {
                return time;
            }
        } catch (DateTimeParseException e) {
            // the same answer as for a time with seconds
        }
        throw new InvalidInputException(field, "invalid_time", field + " must be hours and minutes, such as 08:00");
    }

    private static ZoneId zone(String field, @Nullable String value) {
        if (value == null) {
            return ZoneId.of("UTC");
        }
        try {
            if (value.length() <= ZONE_MAX) {
                return ZoneId.of(value);
            }
        } catch (DateTimeException e) {
            // the same answer as for a name that is too long
        }
        throw new InvalidInputException(
                field, "invalid_zone", field + " must be the name of a time zone, such as Europe/Berlin");
    }
}
