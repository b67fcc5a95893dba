package io.aim.keycloak.core.alert;

import java.time.Duration;

/**
 * The numbers of the rules that a realm decides on.
 *
 * @param warning failed authentications that are a warning
 * @param high failed authentications that are of high severity
 * @param window within what time
 * @param keyWarningDays a key that expires within so many days is a warning
 * @param keyHighDays a key that expires within so many days is of high severity
 */
public record AlertThresholds(int warning, int high, Duration window, int keyWarningDays, int keyHighDays) {

    /** Most failures that a threshold can ask for: so many times are kept for each who fails. */
    public static final int MAX = 100;

    /** What realms have that set nothing: 3 failures in 15 minutes, a key's last week; 5 failures, its last day. */
    public static final AlertThresholds DEFAULT = new AlertThresholds(3, 5, Duration.ofMinutes(15), 7, 1);

    public AlertThresholds {
        if (warning < 1 || high < 1 || warning > MAX || high > MAX) {
            throw new IllegalArgumentException("thresholds are from 1 to " + MAX);
        }
    }

    /** How many times have to be remembered. */
    int remembered() {
        return Math.max(warning, high);
    }

    /** How urgent it is that a key expires in so many days. */
    AlertSeverity expiring(int days) {
        if (days <= keyHighDays) {
            return AlertSeverity.HIGH;
        }
        return days <= keyWarningDays ? AlertSeverity.WARNING : AlertSeverity.INFO;
    }
}
