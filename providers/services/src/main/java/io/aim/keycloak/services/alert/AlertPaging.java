package io.aim.keycloak.services.alert;

import io.aim.keycloak.core.InvalidInputException;
import io.aim.keycloak.spi.alert.Alert;
import io.aim.keycloak.spi.alert.AlertPage;
import io.aim.keycloak.spi.alert.AlertQuery;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Cursors of the list of alerts. */
final class AlertPaging {

    private static final Pattern CURSOR = Pattern.compile("(\\d{1,15}):([0-9a-f-]{36})");

    private AlertPaging() {}

    static AlertQuery.@Nullable Position position(@Nullable String after) {
        if (after == null) {
            return null;
        }
        try {
            Matcher cursor = CURSOR.matcher(new String(Base64.getUrlDecoder().decode(after), StandardCharsets.UTF_8));
            if (cursor.matches()) {
                return new AlertQuery.Position(Instant.ofEpochMilli(Long.parseLong(cursor.group(1))), cursor.group(2));
            }
        } catch (IllegalArgumentException e) {
            // the same answer as for another text
        }
        throw new InvalidInputException(
                "after", "invalid_cursor", "after must be the value of next of an earlier page");
    }

    /** Cursor of the page that follows, or null. */
    static @Nullable String next(AlertPage page) {
        if (!page.more()) {
            return null;
        }
        Alert last = page.items().get(page.items().size() - 1);
        String cursor = last.firstSeenAt().toEpochMilli() + ":" + last.id();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(cursor.getBytes(StandardCharsets.UTF_8));
    }
}
