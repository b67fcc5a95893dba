package io.aim.keycloak.core.audit.forward;

import java.time.Duration;

/** How long to leave a receiver alone that does not take events: 1, 2, 4 … 32 seconds, then a minute each time. */
public final class RetryDelay {

    /** The longest delay. */
    public static final Duration LONGEST = Duration.ofMinutes(1);

    private static final int DOUBLINGS = 5;

    private RetryDelay() {}

    /** Delay after that many failures in a row. */
    public static Duration after(int failures) {
        int doublings = Math.max(0, failures - 1);
        return doublings > DOUBLINGS ? LONGEST : Duration.ofSeconds(1L << doublings);
    }
}
