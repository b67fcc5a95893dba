package io.aim.keycloak.services.mcp;

import io.aim.keycloak.core.key.Ed25519PublicKey;
import io.aim.keycloak.core.key.PublicKeyParser;
import io.aim.keycloak.services.rest.AimException;
import io.aim.keycloak.services.rest.JsonBody;
import io.aim.keycloak.spi.mcp.McpServerModel;
import org.jspecify.annotations.Nullable;

/** Public keys of MCP servers as requests and answers have them. */
final class McpServerKeys {

    private static final String FIELD = "publicKey";

    private McpServerKeys() {}

    /** The key of a body that has nothing else. */
    static Ed25519PublicKey parse(@Nullable String json) {
        return PublicKeyParser.parse(FIELD, JsonBody.parse(json, FIELD).value(FIELD));
    }

    /**
     * The server's key.
     *
     * @throws AimException 404 if it has none
     */
    static McpServerKeyRepresentation require(McpServerModel server) {
        McpServerKeyRepresentation key = McpServerKeyRepresentation.of(server.getKey());
        if (key == null) {
            throw AimException.notFound("The MCP server has no public key");
        }
        return key;
    }
}
