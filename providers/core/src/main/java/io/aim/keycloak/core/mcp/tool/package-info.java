/** Tools of MCP servers: what is pinned of them, and how two manifests differ. */
@NullMarked
package io.aim.keycloak.core.mcp.tool;

import org.jspecify.annotations.NullMarked;
