/** MCP servers on a real server. */
package io.aim.keycloak.e2e.mcp;
