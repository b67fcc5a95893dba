package io.aim.keycloak.core.alert;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Where an alert stands. What happens again is counted in the same alert until that is resolved; then it is a new one. A
 * suppressed alert goes on counting and tells nobody.
 */
public enum AlertState {
    /** Nobody has looked at it. */
    OPEN,
    /** Somebody is on it. */
    ACKNOWLEDGED,
    /** Done with, for good. */
    RESOLVED,
    /** Known, and nobody wants to hear of it again until it is resolved. */
    SUPPRESSED;

    /** Lower-case name, as in JSON. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether an alert in this state may be brought into that one. */
    public boolean canBecome(AlertState next) {
        return nexts().contains(next);
    }

    private Set<AlertState> nexts() {
        return switch (this) {
            case OPEN -> Set.of(ACKNOWLEDGED, SUPPRESSED);
            case ACKNOWLEDGED -> Set.of(RESOLVED, SUPPRESSED);
            case SUPPRESSED -> Set.of(RESOLVED);
            case RESOLVED -> Set.of();
        };
    }

    /** Whether somebody still has to do something about it. */
    public boolean isActive() {
        return this == OPEN || this == ACKNOWLEDGED;
    }

    /** Whether what happens again belongs to it. */
    public boolean isLive() {
        return this != RESOLVED;
    }

    /** The state with that {@link #code()}, or empty. */
    public static Optional<AlertState> fromCode(String code) {
        return Stream.of(values()).filter(state -> state.code().equals(code)).findFirst();
    }
}
