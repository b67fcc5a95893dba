package io.aim.keycloak.spi.mcp;

/**
 * A verification that somebody has to carry out.
 *
 * @param realmId realm of the MCP server
 * @param id id of the verification
 */
public record McpVerificationWork(String realmId, String id) {}
