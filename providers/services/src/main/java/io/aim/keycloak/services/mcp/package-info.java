/** MCP servers: registration, change, status, keys, removal. */
@NullMarked
package io.aim.keycloak.services.mcp;

import org.jspecify.annotations.NullMarked;
