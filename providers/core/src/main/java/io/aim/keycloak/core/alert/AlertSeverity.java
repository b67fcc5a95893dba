package io.aim.keycloak.core.alert;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** How urgent an alert is, the least urgent first. */
public enum AlertSeverity {
    INFO(0),
    WARNING(1),
    HIGH(2),
    CRITICAL(3);

    private final int rank;

    AlertSeverity(int rank) {
        this.rank = rank;
    }

    /** Lower-case name, as in JSON. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Place in the order, from 0; stored, and compared by the database. */
    public int rank() {
        return rank;
    }

    /** Whether it is that urgent or more. */
    public boolean atLeast(AlertSeverity other) {
        return compareTo(other) >= 0;
    }

    /** The more urgent of the two. */
    public AlertSeverity or(AlertSeverity other) {
        return atLeast(other) ? this : other;
    }

    /** The severity with that {@link #code()}, or empty. */
    public static Optional<AlertSeverity> fromCode(String code) {
        return Stream.of(values())
                .filter(severity -> severity.code().equals(code))
                .findFirst();
    }

    /**
     * The severity with that {@link #rank()}.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static AlertSeverity ofRank(int rank) {
        return Stream.of(values())
                .filter(severity -> severity.rank() == rank)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no severity has rank " + rank));
    }
}
