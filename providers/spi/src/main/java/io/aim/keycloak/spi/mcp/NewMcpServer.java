package io.aim.keycloak.spi.mcp;

import io.aim.keycloak.core.key.Ed25519PublicKey;
import org.jspecify.annotations.Nullable;

/**
 * An MCP server to store.
 *
 * @param clientUuid internal id of the backing client (not its client id)
 * @param name unique in the realm
 * @param url canonical form, unique in the realm
 * @param ownerId user id, or null for nobody yet
 * @param key public key, or null for none yet
 */
public record NewMcpServer(
        String clientUuid,
        String name,
        String url,
        @Nullable String ownerId,
        @Nullable Ed25519PublicKey key,
        McpServerProfile profile) {}
