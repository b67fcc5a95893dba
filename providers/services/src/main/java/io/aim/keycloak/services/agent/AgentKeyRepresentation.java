package io.aim.keycloak.services.agent;

import com.fasterxml.jackson.annotation.JsonInclude;
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
        @Nullable String graceUntil) {

    static AgentKeyRepresentation of(AgentKey key) {
        return new AgentKeyRepresentation(
                key.thumbprint(),
                key.state().code(),
                jwk(key),
                key.createdAt().toString(),
                IsoTime.text(key.provenAt()),
                IsoTime.text(key.expiresAt()),
                IsoTime.text(key.graceUntil()));
    }

    static Map<String, String> jwk(AgentKey key) {
        return Map.of(
                "kty", "OKP",
                "crv", "Ed25519",
                "alg", "Ed25519",
                "use", "sig",
                "kid", key.thumbprint(),
                "x", key.publicKey().x());
    }
}
