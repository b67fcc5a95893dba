package io.aim.keycloak.core.audit.format;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Times as text: RFC 3339 in UTC with exactly three digits of a second, such as {@code 2026-01-02T03:04:05.060Z}. */
public final class EventTime {

    private static final DateTimeFormatter FORMAT =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSX").withZone(ZoneOffset.UTC);

    private EventTime() {}

    /** The text of that time. */
    public static String text(Instant time) {
        return FORMAT.format(time);
    }
}
