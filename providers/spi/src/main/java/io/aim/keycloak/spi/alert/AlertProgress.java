package io.aim.keycloak.spi.alert;

import io.aim.keycloak.core.alert.FailureWindow;
import java.time.Instant;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/**
 * How far the rules have looked at the trail of one realm. Who looks holds {@link #begin} until the end of the
 * transaction, and alerts, windows and place change together: no event is looked at twice, and none is left out.
 */
public interface AlertProgress {

    /**
     * The number of the first event that was not looked at, held until the end of the transaction; empty while another
     * holds it.
     */
    OptionalLong begin();

    /** All events below {@code next} were looked at. */
    void moveTo(long next);

    /** What is remembered of those subjects; they may be in another order, and those of whom nothing is are absent. */
    Map<String, FailureWindow> windows(Set<String> subjects);

    /** Remembers, in place of what was. */
    void remember(Map<String, FailureWindow> windows);

    /** Forgets subjects that did not fail since. */
    void forget(Instant before);
}
