package io.aim.keycloak.services.mcp;

import io.aim.keycloak.services.key.PublicJwk;
import io.aim.keycloak.spi.mcp.McpServerKey;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The public key of an MCP server.
 *
 * @param thumbprint RFC 7638 thumbprint, the {@code kid}
 * @param jwk the key as JWK (RFC 8037)
 * @param createdAt when it was registered, ISO 8601 in UTC
 */
@Schema(name = "McpServerKey")
public record McpServerKeyRepresentation(String thumbprint, Map<String, String> jwk, String createdAt) {

    /** The key as it is answered; null for null. */
    static @Nullable McpServerKeyRepresentation of(@Nullable McpServerKey key) {
        return key == null
                ? null
                : new McpServerKeyRepresentation(
                        key.thumbprint(),
                        PublicJwk.of(key.publicKey()),
                        key.createdAt().toString());
    }
}
