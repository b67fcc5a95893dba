package io.aim.keycloak.services.decision;

import io.aim.keycloak.services.rest.TimeCursor;
import io.aim.keycloak.spi.decision.DecisionPage;
import io.aim.keycloak.spi.decision.DecisionPosition;
import java.time.Instant;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Cursors of lists that are sorted by time and id. */
final class DecisionCursor {

    private DecisionCursor() {}

    static @Nullable DecisionPosition position(@Nullable String after) {
        TimeCursor cursor = TimeCursor.parse(after);
        return cursor == null ? null : new DecisionPosition(cursor.time(), cursor.id());
    }

    static <T> @Nullable String next(DecisionPage<T> page, Function<T, Instant> time, Function<T, String> id) {
        if (!page.more()) {
            return null;
        }
        T last = page.items().get(page.items().size() - 1);
        return new TimeCursor(time.apply(last), id.apply(last)).text();
    }
}
