package io.aim.keycloak.core.decision;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/** The actions of an agent within the hour before a moment that only moves forward. */
final class HourOfActions {

    private static final Duration HOUR = Duration.ofHours(1);

    private record Past(Instant at, long bytes) {}

    private final Deque<Past> actions = new ArrayDeque<>();
    private long bytes;

    /** Forgets what is older than an hour by then. */
    void moveTo(Instant now) {
        Instant oldest = now.minus(HOUR);
        for (Past first = actions.peekFirst();
                first != null && first.at().isBefore(oldest);
                first = actions.peekFirst()) {
            actions.removeFirst();
            bytes -= first.bytes();
        }
    }

    void add(Instant at, long moved) {
        actions.addLast(new Past(at, moved));
        bytes += moved;
    }

    long actions() {
        return actions.size();
    }

    long bytes() {
        return bytes;
    }
}
