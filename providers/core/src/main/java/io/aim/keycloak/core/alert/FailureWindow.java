package io.aim.keycloak.core.alert;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * When somebody last failed to authenticate: as many times as the thresholds ask for, the latest ones.
 *
 * @param times in order
 */
public record FailureWindow(List<Instant> times) {

    /** Nobody has failed yet. */
    public static final FailureWindow EMPTY = new FailureWindow(List.of());

    public FailureWindow {
        times = List.copyOf(times);
    }

    /** With one failure more, and without those that are over or too many to remember. */
    public FailureWindow with(Instant failure, AlertThresholds thresholds) {
        List<Instant> all = new ArrayList<>(times);
        all.add(failure);
        Collections.sort(all); // events are numbered in about the order in which they happened
        Instant begin = all.get(all.size() - 1).minus(thresholds.window());
        all.removeIf(time -> !time.isAfter(begin));
        return new FailureWindow(all.subList(Math.max(0, all.size() - thresholds.remembered()), all.size()));
    }

    /** What the failures in the window amount to; empty if to nothing. */
    public Optional<AlertSeverity> severity(AlertThresholds thresholds) {
        if (times.size() >= thresholds.high()) {
            return Optional.of(AlertSeverity.HIGH);
        }
        return times.size() >= thresholds.warning() ? Optional.of(AlertSeverity.WARNING) : Optional.empty();
    }

    /** When the last one was. */
    public Optional<Instant> last() {
        return times.isEmpty() ? Optional.empty() : Optional.of(times.get(times.size() - 1));
    }
}
