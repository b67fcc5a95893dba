package io.aim.keycloak.core.alert;

import io.aim.keycloak.core.audit.AuditEvent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * All rules over a part of a trail. What they have to remember from one part to the next are the {@link #windows()}, and
 * nothing else: the same events in other parts give the same alerts.
 */
public final class AlertRules {

    private final AlertThresholds thresholds;
    private final Map<String, FailureWindow> windows;
    private final Map<String, List<AlertChange>> changes = new TreeMap<>();

    /**
     * Rules that go on where they stood.
     *
     * @param windows by {@link FailureSubject#key()}, at least those of the {@link #subjects(Collection)} to come
     */
    public AlertRules(AlertThresholds thresholds, Map<String, FailureWindow> windows) {
        this.thresholds = thresholds;
        this.windows = new HashMap<>(windows);
    }

    /** Whose windows the rules need for those events. */
    public static Set<String> subjects(Collection<AuditEvent> events) {
        return events.stream()
                .flatMap(event -> FailureSubject.of(event).stream())
                .map(FailureSubject::key)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Looks at the next event. */
    public void look(AuditEvent event) {
        EventRules.signal(event, thresholds).ifPresent(this::add);
        EndingRules.endings(event).forEach(this::add);
        FailureSubject.of(event).ifPresent(subject -> failed(subject, event));
    }

    private void failed(FailureSubject subject, AuditEvent event) {
        FailureWindow window =
                windows.getOrDefault(subject.key(), FailureWindow.EMPTY).with(event.time(), thresholds);
        windows.put(subject.key(), window);
        window.severity(thresholds).ifPresent(severity -> add(subject.signal(severity, event)));
    }

    private void add(AlertChange next) {
        List<AlertChange> all = changes.computeIfAbsent(next.dedupKey(), key -> new ArrayList<>());
        AlertChange last = all.isEmpty() ? null : all.get(all.size() - 1);
        if (last instanceof AlertSignal earlier && next instanceof AlertSignal later) {
            all.set(all.size() - 1, earlier.and(later));
        } else if (!(last instanceof AlertEnding && next instanceof AlertEnding)) {
            all.add(next);
        }
    }

    /**
     * What was found, in the order of the keys, as who changes several alerts locks them in this order; of each key in the
     * order of the trail, signals and endings by turns.
     */
    public List<AlertChange> changes() {
        return changes.values().stream().flatMap(List::stream).toList();
    }

    /** What has to be remembered, by {@link FailureSubject#key()}. */
    public Map<String, FailureWindow> windows() {
        return Map.copyOf(windows);
    }
}
