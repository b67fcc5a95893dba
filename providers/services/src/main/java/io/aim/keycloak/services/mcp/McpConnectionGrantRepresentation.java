package io.aim.keycloak.services.mcp;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** An MCP server that an agent may use from now on. */
@Schema(name = "McpConnectionGrant", description = "An MCP server that the agent may use from now on.")
public record McpConnectionGrantRepresentation(
        @Schema(required = true, description = "Id or name of the MCP server.")
        String server) {}
