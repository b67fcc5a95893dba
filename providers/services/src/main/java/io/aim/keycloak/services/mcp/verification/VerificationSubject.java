package io.aim.keycloak.services.mcp.verification;

import io.aim.keycloak.core.key.Ed25519PublicKey;
import io.aim.keycloak.core.mcp.McpServerStatus;
import io.aim.keycloak.spi.mcp.McpServerKey;
import io.aim.keycloak.spi.mcp.McpServerModel;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * What is to be proven: that a server's key is its own.
 *
 * @param issuer of the realm
 * @param serverId id of the MCP server
 * @param url its address, in canonical form
 * @param verificationUrl where it takes challenges, or null for the default place
 * @param key its registered key
 */
record VerificationSubject(
        String issuer,
        String serverId,
        String url,
        @Nullable String verificationUrl,
        Ed25519PublicKey key) {

    /** The server as it is now; null if there is nothing to prove. */
    static @Nullable VerificationSubject of(McpServerModel server, String issuer) {
        McpServerKey key = server.getKey();
        return key == null
                ? null
                : new VerificationSubject(
                        issuer, server.getId(), server.getUrl(), server.getVerificationUrl(), key.publicKey());
    }

    /** Whether what was proven is still what is registered. */
    boolean isStill(McpServerModel server) {
        McpServerKey now = server.getKey();
        return server.getStatus() != McpServerStatus.REVOKED
                && server.getUrl().equals(url)
                && now != null
                && now.publicKey().equals(key);
    }

    /** The server's host as URLs write it. */
    String host() {
        return URI.create(url).getHost();
    }
}
