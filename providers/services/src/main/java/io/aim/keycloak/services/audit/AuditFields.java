package io.aim.keycloak.services.audit;

import io.aim.keycloak.core.InvalidInputException;
import io.aim.keycloak.core.agent.AgentRules;
import io.aim.keycloak.core.audit.AuditAction;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Rules of the fields that filters and legal holds share. Each answers the value, or null for a blank one. */
public final class AuditFields {

    private AuditFields() {}

    /** An id or code that the database can look up. */
    public static @Nullable String id(String field, @Nullable String value) {
        if (value == null || value.isBlank()) {
            return null;
        }
        if (!AgentRules.isLookupKey(value)) {
            throw new InvalidInputException(
                    field,
                    "invalid_characters",
                    field + " may have at most " + AgentRules.LOOKUP_KEY_MAX + " characters and no control characters");
        }
        return value;
    }

    /** A code of the catalogue, or the beginning of codes up to a dot. */
    public static @Nullable String action(@Nullable String value) {
        String text = id("action", value);
        if (text == null
                || Stream.of(AuditAction.values())
                        .anyMatch(known ->
                                known.code().equals(text) || known.code().startsWith(text + "."))) {
            return text;
        }
        throw new InvalidInputException(
                "action", "unknown_action", "action must be a code of the catalogue, or its beginning up to a dot");
    }

    /** A time with an offset, in milliseconds as the database counts them. */
    public static @Nullable Instant time(String field, @Nullable String value) {
        if (value == null || value.isBlank()) {
            return null;
        }
        try {
            return Instant.ofEpochMilli(OffsetDateTime.parse(value).toInstant().toEpochMilli());
        } catch (DateTimeException | ArithmeticException e) {
            throw new InvalidInputException(
                    field,
                    "invalid_time",
                    field + " must be a time like 2026-11-22T06:30:00Z (ISO 8601 with an offset)");
        }
    }

    /** That a range is one. */
    public static void requireOrder(@Nullable Instant from, @Nullable Instant to) {
        if (from != null && to != null && !from.isBefore(to)) {
            throw new InvalidInputException("to", "invalid_range", "to must be after from");
        }
    }
}
