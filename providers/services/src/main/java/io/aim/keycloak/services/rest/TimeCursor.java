package io.aim.keycloak.services.rest;

import io.aim.keycloak.core.InvalidInputException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A place in a list that is sorted by time and id.
 *
 * @param time of the last item before it
 * @param id of that item
 */
public record TimeCursor(Instant time, String id) {

    private static final Pattern TEXT = Pattern.compile("(\\d{1,15}):([0-9A-Za-z-]{1,36})");

    /** Reads the value of {@code after}; null if it was not sent. */
    public static @Nullable TimeCursor parse(@Nullable String after) {
        if (after == null) {
            return null;
        }
        try {
            Matcher cursor = TEXT.matcher(new String(Base64.getUrlDecoder().decode(after), StandardCharsets.UTF_8));
            if (cursor.matches()) {
                return new TimeCursor(Instant.ofEpochMilli(Long.parseLong(cursor.group(1))), cursor.group(2));
            }
        } catch (IllegalArgumentException e) {
            // the same answer as for another text
        }
        throw new InvalidInputException(
                "after", "invalid_cursor", "after must be the value of next of an earlier page");
    }

    /** The value of {@code next}. */
    public String text() {
        String cursor = time.toEpochMilli() + ":" + id;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(cursor.getBytes(StandardCharsets.UTF_8));
    }
}
