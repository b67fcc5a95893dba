/** Tokens for MCP servers: the resource that they were asked for (RFC 8707), and who may have them. */
@NullMarked
package io.aim.keycloak.services.agent.mcp;

import org.jspecify.annotations.NullMarked;
