package io.aim.keycloak.core.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.aim.keycloak.core.assertion.RefusalReason;
import io.aim.keycloak.core.audit.AuditAction;
import io.aim.keycloak.core.audit.AuditActor;
import io.aim.keycloak.core.audit.AuditEvent;
import io.aim.keycloak.core.audit.AuditResult;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What the trail shows, and what it does not. */
class AlertRulesTest {

    private static List<AlertSignal> signals(AuditEvent... events) {
        AlertRules rules = new AlertRules(AlertThresholds.DEFAULT, Map.of());
        Stream.of(events).forEach(rules::look);
        return rules.changes().stream().map(AlertSignal.class::cast).toList();
    }

    private static AuditEvent[] failures(int count, Duration apart) {
        return IntStream.range(0, count)
                .mapToObj(i ->
                        Trail.refused("a", RefusalReason.SIGNATURE_INVALID, Trail.START.plus(apart.multipliedBy(i))))
                .toArray(AuditEvent[]::new);
    }

    @ParameterizedTest
    @CsvSource({"2, ", "3, WARNING", "4, WARNING", "5, HIGH", "50, HIGH"})
    void failuresWithinAQuarterOfAnHourAreABurst(int failures, AlertSeverity severity) {
        List<AlertSignal> found = signals(failures(failures, Duration.ofSeconds(10)));

        if (severity == null) {
            assertThat(found).isEmpty();
        } else {
            assertThat(found).hasSize(1);
            AlertSignal burst = found.get(0);
            assertThat(burst.type()).isEqualTo(AlertType.AUTH_FAILURE_BURST);
            assertThat(burst.severity()).isEqualTo(severity);
            assertThat(burst.agentId()).isEqualTo("a");
            assertThat(burst.count()).isEqualTo(failures - 2);
        }
    }

    @Test
    void failuresThatAreFarApartAreNone() {
        assertThat(signals(failures(20, Duration.ofMinutes(8)))).isEmpty();
    }

    @Test
    void manyAddressesOfStrangersAreOneAlert() {
        AuditEvent[] events = IntStream.range(0, 3_000)
                .mapToObj(i -> Trail.stranger("192.0.2." + i / 3, Trail.START.plusMillis(i)))
                .toArray(AuditEvent[]::new);

        List<AlertSignal> found = signals(events);

        assertThat(found).hasSize(1);
        assertThat(found.get(0).count()).isEqualTo(1_000);
        assertThat(found.get(0).agentId()).isNull();
    }

    @Test
    void addressesThatFailOnceEachAreNone() {
        assertThat(signals(IntStream.range(0, 100)
                        .mapToObj(i -> Trail.stranger("192.0.2." + i, Trail.START.plusMillis(i)))
                        .toArray(AuditEvent[]::new)))
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = RefusalReason.class,
            names = {"AGENT_PENDING", "AGENT_SUSPENDED", "AGENT_REVOKED", "AGENT_EXPIRED", "RATE_LIMITED"})
    void whoProvedWhoItIsDidNotFail(RefusalReason reason) {
        assertThat(FailureSubject.of(Trail.refused("a", reason, Trail.START))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "ASSERTION_REPLAYED, ASSERTION_REPLAYED, HIGH",
        "UNKNOWN_KEY, UNKNOWN_KEY, WARNING",
        "AGENT_SUSPENDED, SUSPENDED_AGENT_ACTIVE, HIGH",
        "AGENT_REVOKED, SUSPENDED_AGENT_ACTIVE, HIGH"
    })
    void someRefusalsAreAlertsAtOnce(RefusalReason reason, AlertType type, AlertSeverity severity) {
        AuditEvent event = Trail.refused("a", reason, Trail.START);

        List<AlertSignal> found = signals(event);

        assertThat(found).hasSize(1);
        AlertSignal signal = found.get(0);
        assertThat(signal.type()).isEqualTo(type);
        assertThat(signal.severity()).isEqualTo(severity);
        assertThat(signal.sourceEventId()).isEqualTo(event.id());
        assertThat(signal.title()).isEqualTo("a-name: " + type.title());
        assertThat(signal.dedupKey()).isEqualTo(type.code() + ":a");
    }

    @ParameterizedTest
    @CsvSource({"30, INFO", "7, WARNING", "1, HIGH", "nonsense, HIGH"})
    void aKeyThatExpiresSoonerIsMoreUrgentAndTheSameAlert(String days, AlertSeverity severity) {
        AuditEvent event = Trail.event(AuditAction.AGENT_KEY_EXPIRING, "a", Trail.START)
                .keyThumbprint("thumbprint")
                .detail("days", days)
                .build();

        assertThat(signals(event)).singleElement().satisfies(signal -> {
            assertThat(signal.severity()).isEqualTo(severity);
            assertThat(signal.dedupKey()).isEqualTo("key_expiring:a:thumbprint");
        });
    }

    @ParameterizedTest
    @CsvSource({"30, 30, 30, HIGH", "30, 30, 7, WARNING", "7, 0, 0, INFO", "1, 7, 0, WARNING", "7, 30, 7, HIGH"})
    void howUrgentAKeyIsTheRealmDecides(int days, int warningDays, int highDays, AlertSeverity severity) {
        AlertThresholds thresholds = new AlertThresholds(3, 5, Duration.ofMinutes(15), warningDays, highDays);

        assertThat(thresholds.expiring(days)).isEqualTo(severity);
    }

    @Test
    void statesOfAgentsAreAlerts() {
        assertThat(signals(
                        Trail.event(AuditAction.AGENT_KEY_EXPIRED, "a", Trail.START)
                                .keyThumbprint("t")
                                .build(),
                        Trail.event(AuditAction.AGENT_PERSON_LOST, "a", Trail.START)
                                .build(),
                        Trail.event(AuditAction.AGENT_SPONSOR_MISSING, "a", Trail.START.plusSeconds(1))
                                .build(),
                        Trail.event(AuditAction.AGENT_TOKEN_ISSUED, "a", Trail.START)
                                .detail("finding", "legacy_audience_used")
                                .build()))
                .extracting(AlertSignal::dedupKey, AlertSignal::severity, AlertSignal::count)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("agent_unaccountable:a", AlertSeverity.HIGH, 2L),
                        org.assertj.core.groups.Tuple.tuple("key_expired:a:t", AlertSeverity.HIGH, 1L),
                        org.assertj.core.groups.Tuple.tuple("legacy_audience:a", AlertSeverity.WARNING, 1L));
    }

    @Test
    void ordinaryEventsAreNone() {
        Instant time = Trail.START;
        assertThat(signals(
                        Trail.event(AuditAction.AGENT_TOKEN_ISSUED, "a", time).build(),
                        Trail.event(AuditAction.AGENT_REGISTERED, "a", time).build(),
                        AuditEvent.of(AuditAction.AGENT_PERSON_LOST, "realm", time, AuditActor.SYSTEM)
                                .build(),
                        AuditEvent.of(AuditAction.AGENT_TOKEN_REFUSED, "realm", time, AuditActor.ANONYMOUS)
                                .ended(AuditResult.DENIED, "unauthorized_client")
                                .build()))
                .isEmpty();
    }

    @Test
    void thresholdsAreBounded() {
        Duration window = Duration.ofMinutes(1);
        assertThrows(IllegalArgumentException.class, () -> new AlertThresholds(0, 5, window, 7, 1));
        assertThrows(
                IllegalArgumentException.class, () -> new AlertThresholds(3, AlertThresholds.MAX + 1, window, 7, 1));
    }
}
