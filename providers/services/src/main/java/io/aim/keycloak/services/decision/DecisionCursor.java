package io.aim.keycloak.services.decision;

import io.aim.keycloak.core.InvalidInputException;
import io.aim.keycloak.spi.decision.DecisionPage;
import io.aim.keycloak.spi.decision.DecisionPosition;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Cursors of lists that are sorted by time and id. */
final class DecisionCursor {

    private static final Pattern CURSOR = Pattern.compile("(\\d{1,15}):([0-9A-Za-z-]{1,36})");

    private DecisionCursor() {}

    static @Nullable DecisionPosition position(@Nullable String after) {
        if (after == null) {
            return null;
        }
        try {
            Matcher cursor = CURSOR.matcher(new String(Base64.getUrlDecoder().decode(after), StandardCharsets.UTF_8));
            if (cursor.matches()) {
                return new DecisionPosition(Instant.ofEpochMilli(Long.parseLong(cursor.group(1))), cursor.group(2));
            }
        } catch (IllegalArgumentException e) {
            // the same answer as for another text
        }
        throw new InvalidInputException(
                "after", "invalid_cursor", "after must be the value of next of an earlier page");
    }

    static <T> @Nullable String next(DecisionPage<T> page, Function<T, Instant> time, Function<T, String> id) {
        if (!page.more()) {
            return null;
        }
        T last = page.items().get(page.items().size() - 1);
        String cursor = time.apply(last).toEpochMilli() + ":" + id.apply(last);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(cursor.getBytes(StandardCharsets.UTF_8));
    }
}
