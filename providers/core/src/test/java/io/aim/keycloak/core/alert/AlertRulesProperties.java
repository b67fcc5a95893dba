package io.aim.keycloak.core.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.aim.keycloak.core.assertion.RefusalReason;
import io.aim.keycloak.core.audit.AuditAction;
import io.aim.keycloak.core.audit.AuditEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** The window against a plain count, and the parts of a trail against the whole. */
class AlertRulesProperties {

    private static final AlertThresholds THRESHOLDS = new AlertThresholds(3, 5, Duration.ofMinutes(15), 7, 1);

    @Property
    void aWindowSaysWhatAPlainCountSays(@ForAll @Size(max = 40) List<@IntRange(max = 600) Integer> gaps) {
        FailureWindow window = FailureWindow.EMPTY;
        List<Instant> all = new ArrayList<>();
        Instant now = Trail.START;
        for (int gap : gaps) {
            now = now.plusSeconds(gap);
            all.add(now);
            window = window.with(now, THRESHOLDS);

            Instant begin = now.minus(THRESHOLDS.window());
            long count = all.stream().filter(time -> time.isAfter(begin)).count();
            assertThat(window.severity(THRESHOLDS).orElse(null))
                    .isEqualTo(count >= 5 ? AlertSeverity.HIGH : count >= 3 ? AlertSeverity.WARNING : null);
            assertThat(window.times()).hasSizeLessThanOrEqualTo(5);
        }
    }

    @Property
    void itDoesNotMatterWhereATrailIsCut(
            @ForAll @Size(max = 60) List<@IntRange(max = 5) Integer> steps,
            @ForAll @IntRange(min = 1, max = 9) int part) {
        List<AuditEvent> events = new ArrayList<>();
        for (int i = 0; i < steps.size(); i++) {
            events.add(event(steps.get(i), Trail.START.plusSeconds(60L * i)));
        }

        assertThat(inParts(events, part)).isEqualTo(inParts(events, Math.max(1, events.size())));
    }

    private static AuditEvent event(int step, Instant time) {
        return switch (step) {
            case 0 -> Trail.refused("agent-0", RefusalReason.UNKNOWN_KEY, time);
            case 1, 2, 3 -> Trail.refused("agent-" + step, RefusalReason.SIGNATURE_INVALID, time);
            case 4 -> Trail.refused("agent-1", RefusalReason.AGENT_SUSPENDED, time);
            default ->
                Trail.event(AuditAction.AGENT_STATUS_CHANGED, "agent-1", time)
                        .detail("status", "verified")
                        .build();
        };
    }

    /** What a store would have: of each key the alerts that are over, and the one that is not. */
    private static Map<String, List<AlertChange>> inParts(List<AuditEvent> events, int part) {
        Map<String, List<AlertChange>> alerts = new HashMap<>();
        Map<String, FailureWindow> stored = new HashMap<>();
        for (int from = 0; from < events.size(); from += part) {
            List<AuditEvent> some = events.subList(from, Math.min(events.size(), from + part));
            Map<String, FailureWindow> needed = new HashMap<>(stored);
            needed.keySet().retainAll(AlertRules.subjects(some));
            AlertRules rules = new AlertRules(THRESHOLDS, needed);
            some.forEach(rules::look);
            stored.putAll(rules.windows());
            rules.changes()
                    .forEach(change ->
                            apply(alerts.computeIfAbsent(change.dedupKey(), key -> new ArrayList<>()), change));
        }
        return alerts;
    }

    private static void apply(List<AlertChange> alerts, AlertChange change) {
        AlertChange last = alerts.isEmpty() ? null : alerts.get(alerts.size() - 1);
        if (change instanceof AlertSignal signal && last instanceof AlertSignal live) {
            alerts.set(alerts.size() - 1, live.and(signal));
        } else if (change instanceof AlertSignal || last instanceof AlertSignal) {
            alerts.add(change);
        }
    }

    @Property
    void aResolvedAlertStaysResolvedAndNoOtherIsWithoutAWayThere(
            @ForAll AlertState state, @ForAll @Size(max = 10) List<AlertState> wished) {
        AlertState now = state;
        for (AlertState next : wished) {
            if (now.canBecome(next)) {
                assertThat(now.isLive()).isTrue();
                assertThat(next).isNotEqualTo(AlertState.OPEN);
                now = next;
            }
        }
        assertThat(AlertState.RESOLVED.canBecome(now)).isFalse();
    }
}
