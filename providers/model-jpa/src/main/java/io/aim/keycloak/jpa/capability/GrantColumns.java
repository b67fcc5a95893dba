package io.aim.keycloak.jpa.capability;

import io.aim.keycloak.core.IpRange;
import io.aim.keycloak.core.capability.CapabilityRules;
import io.aim.keycloak.core.capability.ConditionRules;
import io.aim.keycloak.core.capability.GrantConditions;
import io.aim.keycloak.core.capability.ResourcePattern;
import io.aim.keycloak.core.capability.TimeWindow;
import io.aim.keycloak.jpa.TextMapColumn;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Patterns and conditions as columns. What is read is judged by the same rules as what is sent. */
final class GrantColumns {

    private static final String LINE = "\n";
    private static final String SPACE = " ";
    private static final String DAYS = "days";
    private static final String FROM = "from";
    private static final String TO = "to";
    private static final String ZONE = "zone";
    private static final String CIDRS = "cidrs";
    private static final String CALLS = "calls";

    private GrantColumns() {}

    /** One pattern a line: no pattern has a control character. */
    static @Nullable String write(List<ResourcePattern> resources) {
        return resources.isEmpty()
                ? null
                : resources.stream().map(ResourcePattern::toString).collect(Collectors.joining(LINE));
    }

    static List<ResourcePattern> resources(@Nullable String column) {
        return column == null ? List.of() : CapabilityRules.resources(List.of(column.split(LINE, -1)));
    }

    static @Nullable String write(GrantConditions conditions) {
        SortedMap<String, String> texts = new TreeMap<>();
        TimeWindow window = conditions.timeWindow();
        if (window != null) {
            texts.put(
                    DAYS,
                    window.days().stream().sorted().map(ConditionRules::code).collect(Collectors.joining(SPACE)));
            texts.put(FROM, window.from().toString());
            texts.put(TO, window.to().toString());
            texts.put(ZONE, window.zone().getId());
        }
        if (!conditions.allowedCidrs().isEmpty()) {
            texts.put(
                    CIDRS,
                    conditions.allowedCidrs().stream().map(IpRange::toString).collect(Collectors.joining(SPACE)));
        }
        if (conditions.maxCallsPerHour() != null) {
            texts.put(CALLS, conditions.maxCallsPerHour().toString());
        }
        return TextMapColumn.write(texts);
    }

    static GrantConditions conditions(@Nullable String column) {
        if (column == null) {
            return GrantConditions.NONE;
        }
        SortedMap<String, String> texts = TextMapColumn.read(column);
        String calls = texts.get(CALLS);
        return new GrantConditions(
                texts.containsKey(ZONE)
                        ? ConditionRules.timeWindow(
                                words(texts.get(DAYS)), texts.get(FROM), texts.get(TO), texts.get(ZONE))
                        : null,
                ConditionRules.cidrs(words(texts.get(CIDRS))),
                calls == null ? null : Integer.valueOf(calls));
    }

    private static List<@Nullable String> words(@Nullable String text) {
        return text == null || text.isEmpty() ? List.of() : List.of(text.split(SPACE, -1));
    }

    static @Nullable Long millis(@Nullable Instant time) {
        return time == null ? null : time.toEpochMilli();
    }

    static @Nullable Instant instant(@Nullable Long millis) {
        return millis == null ? null : Instant.ofEpochMilli(millis);
    }
}
