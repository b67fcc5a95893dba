package io.aim.keycloak.services.decision;

import io.aim.keycloak.spi.decision.ViolationStore;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Violations by day.
 *
 * @param from first day, UTC
 * @param to last day
 */
@Schema(name = "ViolationTrend")
public record ViolationTrendRepresentation(String from, String to, List<Day> days) {

    /**
     * One day; days without violations are there too.
     *
     * @param bySeverity how many of each severity of which there were any
     */
    @Schema(name = "ViolationDay")
    public record Day(String day, long total, long blocked, Map<String, Long> bySeverity) {}

    static ViolationTrendRepresentation of(LocalDate first, LocalDate last, List<ViolationStore.Day> counts) {
        List<Day> days = new ArrayList<>();
        first.datesUntil(last.plusDays(1)).forEach(day -> {
            Map<String, Long> bySeverity = new TreeMap<>();
            long blocked = 0;
            for (ViolationStore.Day count : counts) {
                if (count.day().equals(day)) {
                    bySeverity.put(count.severity().code(), count.count());
                    blocked += count.blocked();
                }
            }
            days.add(new Day(
                    day.toString(),
                    bySeverity.values().stream().mapToLong(Long::longValue).sum(),
                    blocked,
                    bySeverity));
        });
        return new ViolationTrendRepresentation(first.toString(), last.toString(), days);
    }
}
