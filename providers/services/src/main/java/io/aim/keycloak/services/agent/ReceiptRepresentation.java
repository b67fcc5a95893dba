package io.aim.keycloak.services.agent;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What was cut when an agent was stopped. Effective on every node within a second of {@code at}.
 *
 * @param id id of the receipt; the audit event {@code agent.cut} has it as correlation id
 * @param action {@code suspended}, {@code revoked} or {@code compromised}
 * @param at when, ISO 8601 in UTC
 * @param notBefore tokens issued before this time are of no use any more, ISO 8601 in UTC
 * @param sessions sessions of the agent's service account that were ended, offline ones included
 * @param clientSessions parts of other users' sessions that the agent's client had, offline ones included
 * @param keys thumbprints of the keys that were revoked; a suspension keeps them
 * @param durationMillis how long the cut took
 * @param jws the same as compact JWS, signed by the realm's audit key; absent in a realm without one
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "Receipt")
public record ReceiptRepresentation(
        String id,
        String agentId,
        String agentName,
        String action,
        String at,
        String notBefore,
        int sessions,
        int clientSessions,
        List<String> keys,
        long durationMillis,
        @Nullable String jws) {

    ReceiptRepresentation signed(@Nullable String signature) {
        return new ReceiptRepresentation(
                id,
                agentId,
                agentName,
                action,
                at,
                notBefore,
                sessions,
                clientSessions,
                keys,
                durationMillis,
                signature);
    }
}
