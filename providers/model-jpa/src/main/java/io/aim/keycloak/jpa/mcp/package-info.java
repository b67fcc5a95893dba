/** MCP servers in Keycloak's database. */
@NullMarked
package io.aim.keycloak.jpa.mcp;

import org.jspecify.annotations.NullMarked;
