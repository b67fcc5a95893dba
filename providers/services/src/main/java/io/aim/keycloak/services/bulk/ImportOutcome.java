package io.aim.keycloak.services.bulk;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What became of a line that was taken.
 *
 * @param name the name that it gives
 * @param id id of what was changed; null if it was skipped
 */
public record ImportOutcome(
        Result result, String name, @Nullable String id) {

    /** What happened to what the line names. */
    public enum Result {
        CREATED,
        UPDATED,
        UNCHANGED,
        SKIPPED;

        /** Lower-case name, as in JSON. */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
