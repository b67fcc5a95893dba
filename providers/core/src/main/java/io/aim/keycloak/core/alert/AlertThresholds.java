package io.aim.keycloak.core.alert;

import java.time.Duration;

/**
 * From how many failed authentications on somebody is told.
 *
 * @param warning failures that are a warning
 * @param high failures that are of high severity
 * @param window within what time
 */
public record AlertThresholds(int warning, int high, Duration window) {

    /** Most failures that a threshold can ask for: so many times are kept for each who fails. */
    public static final int MAX = 100;

    /** What realms have that set nothing: 3 in 15 minutes are a warning, 5 are high. */
    public static final AlertThresholds DEFAULT = new AlertThresholds(3, 5, Duration.ofMinutes(15));

    public AlertThresholds {
        if (warning < 1 || high < 1 || warning > MAX || high > MAX) {
            throw new IllegalArgumentException("thresholds are from 1 to " + MAX);
        }
    }

    /** How many times have to be remembered. */
    int remembered() {
        return Math.max(warning, high);
    }
}
