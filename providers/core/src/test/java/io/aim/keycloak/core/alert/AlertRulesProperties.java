package io.aim.keycloak.core.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.aim.keycloak.core.assertion.RefusalReason;
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

    private static final AlertThresholds THRESHOLDS = new AlertThresholds(3, 5, Duration.ofMinutes(15));

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
            @ForAll @Size(max = 60) List<@IntRange(max = 3) Integer> agents,
            @ForAll @IntRange(min = 1, max = 9) int part) {
        List<AuditEvent> events = new ArrayList<>();
        for (int i = 0; i < agents.size(); i++) {
            RefusalReason reason = agents.get(i) == 0 ? RefusalReason.UNKNOWN_KEY : RefusalReason.SIGNATURE_INVALID;
            events.add(Trail.refused("agent-" + agents.get(i), reason, Trail.START.plusSeconds(60L * i)));
        }

        assertThat(inParts(events, part)).isEqualTo(inParts(events, Math.max(1, events.size())));
    }

    private static Map<String, AlertSignal> inParts(List<AuditEvent> events, int part) {
        Map<String, AlertSignal> alerts = new HashMap<>();
        Map<String, FailureWindow> stored = new HashMap<>();
        for (int from = 0; from < events.size(); from += part) {
            List<AuditEvent> some = events.subList(from, Math.min(events.size(), from + part));
            Map<String, FailureWindow> needed = new HashMap<>(stored);
            needed.keySet().retainAll(AlertRules.subjects(some));
            AlertRules rules = new AlertRules(THRESHOLDS, needed);
            some.forEach(rules::look);
            stored.putAll(rules.windows());
            rules.signals().forEach(signal -> alerts.merge(signal.dedupKey(), signal, AlertSignal::and));
        }
        return alerts;
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
