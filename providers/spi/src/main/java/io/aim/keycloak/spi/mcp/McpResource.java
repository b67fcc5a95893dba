package io.aim.keycloak.spi.mcp;

import io.aim.keycloak.core.mcp.McpServerStatus;

/**
 * An MCP server as the token path needs it.
 *
 * @param name client id of the backing client
 * @param url resource identifier (RFC 8707), in canonical form
 */
public record McpResource(String serverId, String name, String url, McpServerStatus status) {

    /** That of a server. */
    public static McpResource of(McpServerModel server) {
        return new McpResource(server.getId(), server.getName(), server.getUrl(), server.getStatus());
    }
}
