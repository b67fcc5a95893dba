package io.aim.keycloak.services.key;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.aim.keycloak.services.rest.IsoTime;
import io.aim.keycloak.spi.agent.AgentKey;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A public key of an agent. Times are ISO 8601 in UTC.
 *
 * @param thumbprint RFC 7638 thumbprint, the {@code kid}
 * @param state {@code active}, {@code grace}, {@code retired} or {@code revoked}
 * @param publicKey the key as JWK (RFC 8037)
 * @param endedAt when it was retired or revoked
 * @param endReason why it was revoked
 * @param replacedBy thumbprint of the key that took its place
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "AgentKey")
public record AgentKeyRepresentation(
        String thumbprint,
        String state,
        Map<String, String> publicKey,
        String createdAt,
        @Nullable String provenAt,
        @Nullable String expiresAt,
        @Nullable String graceUntil,
        @Nullable String endedAt,
        @Nullable String endReason,
        @Nullable String replacedBy) {

    /** The key as it is answered. */
    public static AgentKeyRepresentation of(AgentKey key) {
        return new AgentKeyRepresentation(
                key.thumbprint(),
                key.state().code(),
                jwk(key),
                key.createdAt().toString(),
                IsoTime.text(key.provenAt()),
                IsoTime.text(key.expiresAt()),
                IsoTime.text(key.graceUntil()),
                IsoTime.text(key.endedAt()),
                key.endReason(),
                key.replacedBy());
    }

    static Map<String, String> jwk(AgentKey key) {
        return PublicJwk.of(key.publicKey());
    }
}
