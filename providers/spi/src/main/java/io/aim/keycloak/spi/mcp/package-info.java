/** Contract between the services for MCP servers and whoever stores them. */
@NullMarked
package io.aim.keycloak.spi.mcp;

import org.jspecify.annotations.NullMarked;
