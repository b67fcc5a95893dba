package io.aim.keycloak.services.audit;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.aim.keycloak.core.audit.AuditEvent;
import io.aim.keycloak.core.audit.AuditTarget;
import io.aim.keycloak.core.audit.SealedEvent;
import io.aim.keycloak.spi.audit.AuditRecord;
import java.math.BigDecimal;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * An event of the audit trail.
 *
 * @param id UUIDv7
 * @param seq number in the realm's Merkle tree; absent for the moments until it has one
 * @param time ISO 8601, UTC
 * @param action code of the catalogue
 * @param result success, denied or failure
 * @param reason stable reason code of a result that is no success
 * @param correlationId what ties the events of a request together
 * @param keyThumbprint RFC 7638 thumbprint of the key that authenticated the actor
 * @param trustScore the agent's score at that time
 * @param personalDataErased whether names and addresses of a person were there and are gone
 * @param unreadable what of a row that somebody changed nobody can read
 * @param unproven whether the row has no leaf and waits for none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "AuditEvent")
public record AuditEventRepresentation(
        String id,
        @Nullable Long seq,
        String time,
        @Nullable String category,
        @Nullable String action,
        @Nullable Party actor,
        @Nullable String onBehalfOf,
        @Nullable Party target,
        @Nullable String result,
        @Nullable String reason,
        @Nullable String correlationId,
        @Nullable String sourceIp,
        @Nullable String userAgent,
        @Nullable String keyThumbprint,
        @Nullable BigDecimal trustScore,
        @Nullable Map<String, String> details,
        boolean personalDataErased,

        @Schema(
                description =
                        "Only in rows that somebody changed: what of the row nobody can read. They have no other fields")
        @Nullable
        String unreadable,

        @Schema(description = "Only in rows that have no leaf and wait for none: the server did not write them")
        @Nullable
        Boolean unproven) {

    /**
     * Who acted, or what was acted upon.
     *
     * @param kind what it is
     * @param id id in the realm
     * @param name name at that time
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "AuditParty")
    public record Party(
            String kind, @Nullable String id, @Nullable String name) {}

    static AuditEventRepresentation of(AuditRecord stored) {
        SealedEvent sealed = stored.sealed();
        return sealed == null ? unreadable(stored) : of(stored, sealed);
    }

    private static AuditEventRepresentation unreadable(AuditRecord stored) {
        return new AuditEventRepresentation(
                stored.position().id(),
                stored.seq(),
                stored.position().time().toString(),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                false,
                stored.unreadable(),
                stored.unproven() ? true : null);
    }

    private static AuditEventRepresentation of(AuditRecord stored, SealedEvent sealed) {
        AuditEvent event = sealed.opened();
        AuditTarget target = event.target();
        return new AuditEventRepresentation(
                event.id(),
                stored.seq(),
                event.time().toString(),
                event.category().code(),
                event.action(),
                new Party(
                        event.actor().kind().code(),
                        event.actor().id(),
                        event.actor().name()),
                event.onBehalfOf(),
                target == null ? null : new Party(target.kind(), target.id(), target.name()),
                event.result().code(),
                event.reason(),
                event.correlationId(),
                event.sourceIp(),
                event.userAgent(),
                event.keyThumbprint(),
                event.trustScore(),
                event.details(),
                sealed.erased(),
                null,
                stored.unproven() ? true : null);
    }
}
