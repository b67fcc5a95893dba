package io.aim.keycloak.spi.mcp;

import io.aim.keycloak.core.key.Ed25519PublicKey;
import java.time.Instant;

/**
 * The public key of an MCP server.
 *
 * @param publicKey the key; its thumbprint is the {@code kid}
 * @param createdAt when it was registered
 */
public record McpServerKey(Ed25519PublicKey publicKey, Instant createdAt) {

    /** RFC 7638 thumbprint. */
    public String thumbprint() {
        return publicKey.thumbprint();
    }
}
