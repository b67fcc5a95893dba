package io.aim.keycloak.spi.mcp;

/**
 * An MCP server that is to be checked.
 *
 * @param realmId its realm
 * @param serverId its id
 */
public record McpServerDue(String realmId, String serverId) {}
