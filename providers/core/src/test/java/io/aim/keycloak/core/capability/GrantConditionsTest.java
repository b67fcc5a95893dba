package io.aim.keycloak.core.capability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aim.keycloak.core.InvalidInputException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GrantConditionsTest {

    private static final Instant MONDAY_NOON = Instant.parse("2027-02-01T12:00:00Z");

    @Test
    void withoutConditionsEverythingHolds() {
        assertThat(GrantConditions.NONE.holds(MONDAY_NOON, null, Long.MAX_VALUE))
                .isEmpty();
        assertThat(GrantConditions.NONE.isEmpty()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "2027-02-01T08:00:00Z, true",
        "2027-02-01T07:59:59Z, false",
        "2027-02-01T17:59:59Z, true",
        "2027-02-01T18:00:00Z, false",
        "2027-02-02T12:00:00Z, false"
    })
    void officeHoursOnMondays(Instant instant, boolean inside) {
        assertThat(ConditionRules.timeWindow(List.of("mon"), "08:00", "18:00", null)
                        .contains(instant))
                .isEqualTo(inside);
    }

    @ParameterizedTest
    @CsvSource({
        "2027-02-01T22:00:00Z, true",
        "2027-02-02T05:59:00Z, true",
        "2027-02-02T06:00:00Z, false",
        "2027-02-01T05:00:00Z, false",
        "2027-02-02T23:00:00Z, false"
    })
    void aNightBelongsToTheDayOnWhichItBegins(Instant instant, boolean inside) {
        assertThat(ConditionRules.timeWindow(List.of("mon"), "22:00", "06:00", "UTC")
                        .contains(instant))
                .isEqualTo(inside);
    }

    @ParameterizedTest
    @CsvSource({"2027-01-15T07:30:00Z, true", "2027-07-15T06:30:00Z, true", "2027-07-15T07:30:00Z, false"})
    void theClockOfTheZoneCountsSummerTimeIncluded(Instant instant, boolean inside) {
        assertThat(ConditionRules.timeWindow(null, "08:00", "09:00", "Europe/Berlin")
                        .contains(instant))
                .isEqualTo(inside);
    }

    @Test
    void aWindowWithoutHoursLastsTheWholeDay() {
        TimeWindow monday = ConditionRules.timeWindow(List.of("mon"), null, null, null);

        assertThat(monday.contains(Instant.parse("2027-02-01T00:00:00Z"))).isTrue();
        assertThat(monday.contains(Instant.parse("2027-02-01T23:59:59Z"))).isTrue();
    }

    @Test
    void everyConditionMustHold() {
        GrantConditions conditions = new GrantConditions(
                ConditionRules.timeWindow(List.of("mon"), "08:00", "18:00", null),
                ConditionRules.cidrs(List.of("192.0.2.0/24")),
                ConditionRules.maxCallsPerHour(3));

        assertThat(conditions.holds(MONDAY_NOON, "192.0.2.7", 2)).isEmpty();
        assertThat(conditions.holds(MONDAY_NOON.minusSeconds(86_400), "192.0.2.7", 2))
                .contains(ConditionRefusal.OUTSIDE_TIME_WINDOW);
        assertThat(conditions.holds(MONDAY_NOON, "198.51.100.1", 2)).contains(ConditionRefusal.ADDRESS_NOT_ALLOWED);
        assertThat(conditions.holds(MONDAY_NOON, null, 2)).contains(ConditionRefusal.ADDRESS_NOT_ALLOWED);
        assertThat(conditions.holds(MONDAY_NOON, "192.0.2.7", 3)).contains(ConditionRefusal.TOO_MANY_CALLS);
    }

    @Test
    void refusalsNameTheField() {
        refused(
                "conditions.timeWindow.days[1]",
                () -> ConditionRules.timeWindow(List.of("mon", "moon"), null, null, null));
        refused("conditions.timeWindow.to", () -> ConditionRules.timeWindow(null, "08:00", null, null));
        refused("conditions.timeWindow.from", () -> ConditionRules.timeWindow(null, "25:00", "08:00", null));
        refused("conditions.timeWindow.zone", () -> ConditionRules.timeWindow(null, null, null, "Mars/Base"));
        refused("conditions.allowedCidrs[0]", () -> ConditionRules.cidrs(List.of("192.0.2.1/24")));
        refused("conditions.maxCallsPerHour", () -> ConditionRules.maxCallsPerHour(0));
    }

    private static void refused(String field, Runnable rule) {
        assertThatThrownBy(rule::run)
                .isInstanceOfSatisfying(
                        InvalidInputException.class,
                        refusal -> assertThat(refusal.field()).isEqualTo(field));
    }
}
