/** Whether the keys of MCP servers are their own: asked for by people, and again and again by the clock. */
@NullMarked
package io.aim.keycloak.services.mcp.verification;

import org.jspecify.annotations.NullMarked;
