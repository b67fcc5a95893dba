/** Rules about MCP servers: names, addresses, the status machine. */
@NullMarked
package io.aim.keycloak.core.mcp;

import org.jspecify.annotations.NullMarked;
