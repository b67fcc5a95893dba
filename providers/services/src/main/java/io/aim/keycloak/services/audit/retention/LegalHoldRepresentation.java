package io.aim.keycloak.services.audit.retention;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.aim.keycloak.spi.audit.LegalHold;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Events that are kept whatever their retention says. Absent members do not narrow.
 *
 * @param id given by the server
 * @param reason why, for people; required
 * @param placedBy id of the administrator, given by the server
 * @param placedAt ISO 8601, UTC, given by the server
 * @param subject id of an agent or user that acted, was acted upon, or was acted for
 * @param action code of an action, or the beginning of codes up to a dot
 * @param from earliest time of events, inclusive
 * @param to latest time of events, exclusive
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "LegalHold")
public record LegalHoldRepresentation(
        @Schema(readOnly = true) String id,
        String reason,
        @Schema(readOnly = true) @Nullable String placedBy,
        @Schema(readOnly = true) String placedAt,
        @Nullable String subject,
        @Nullable String action,
        @Nullable String from,
        @Nullable String to) {

    static LegalHoldRepresentation of(LegalHold hold) {
        return new LegalHoldRepresentation(
                hold.id(),
                hold.reason(),
                hold.placedBy(),
                hold.placedAt().toString(),
                hold.subjectId(),
                hold.action(),
                text(hold.from()),
                text(hold.to()));
    }

    private static @Nullable String text(@Nullable Instant time) {
        return time == null ? null : time.toString();
    }
}
